const main = document.querySelector('main[data-live]');
const part = name => main.querySelector(`[data-${name}]`);

// The server says a word each 15 s. Whoever hears none for so long has no connection, whatever it looks like.
const SILENCE_MAX_MS = 45000;

let { live, version } = main.dataset;
let isFinal = 'final' in main.dataset;
let heardAt = performance.now();
let source;
let failures = 0;
let lockEnd = null;
let minutesTold = Infinity;

// By the server's seconds and this browser's steady clock: what time it is on the wall here does not matter.
function lockFor(seconds) {
  lockEnd = seconds > 0 ? performance.now() + seconds * 1000 : null;
  showTime();
}

function showTime() {
  const clock = part('countdown');
  clock.hidden = lockEnd === null;
  if (lockEnd === null) return;
  const left = Math.max(0, Math.ceil((lockEnd - performance.now()) / 1000));
  clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  sayMinutes(clock, left);
  if (left === 0) {
    lockEnd = null;
    // Nothing more is to be paid here until the server has said how it goes on.
    part('state').hidden = true;
    listen();
  }
}

// A reader who does not see the clock hears of it twice.
function sayMinutes(clock, left) {
  for (const minutes of [5, 2]) {
    if (left > minutes * 60 || left <= (minutes - 1) * 60 || minutesTold <= minutes) continue;
    minutesTold = minutes;
    part('spoken').textContent = clock.dataset.minutesLeft.replace('{0}', minutes);
  }
}

function withScript() {
  for (const element of main.querySelectorAll('[data-script]')) element.hidden = false;
}

function show(news) {
  document.title = news.title;
  const [chip, message] = [part('chip'), part('message')];
  // What is set again would be read out again; what the sentence does not tell is read out by itself.
  if (message.textContent !== news.message) message.textContent = news.message;
  else if (chip.textContent !== news.chip) part('spoken').textContent = news.chip;
  chip.textContent = news.chip;
  chip.className = news.tone;
  part('state').hidden = false;
  if (news.version !== version) {
    part('notice')?.remove();
    const focus = document.activeElement?.id;
    const open = [...main.querySelectorAll('details[open]')].map(details => details.id);
    part('state').innerHTML = news.html;
    version = news.version;
    withScript();
    for (const id of open) document.getElementById(id)?.setAttribute('open', '');
    if (focus) document.getElementById(focus)?.focus();
  }
  live = news.live;
  isFinal = news.isFinal;
  for (const form of main.querySelectorAll('form')) form.action = live.replace('/live', '/invoices');
  if (news.own) history.replaceState(null, '', news.own);
  if (news.secondsLeft > 300) minutesTold = Infinity;
  lockFor(news.secondsLeft);
}

function listen() {
  source?.close();
  heardAt = performance.now();
  const own = source = new EventSource(live);
  source.addEventListener('beat', () => { heardAt = performance.now(); });
  source.addEventListener('news', event => {
    heardAt = performance.now();
    failures = 0;
    part('offline').hidden = true;
    show(JSON.parse(event.data));
  });
  source.onerror = () => {
    own.close();
    if (own === source) again();
  };
}

// An event source does not say why it failed. Where the link is over, the page itself says so; a receipt stays.
async function again() {
  if (isFinal && failures >= 3) return;
  failures += 1;
  part('offline').hidden = failures < 3 || isFinal;
  try {
    const answer = await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
    if (!isFinal && answer.headers.get('X-CryptoPay-Link') === 'none') return location.reload();
  } catch {
    // No connection: the next try may have one.
  }
  setTimeout(listen, document.hidden ? 60000 : Math.min(15000, 500 * 2 ** failures));
}

function watch() {
  showTime();
  if (source && performance.now() - heardAt > SILENCE_MAX_MS) {
    source.close();
    heardAt = performance.now();
    failures = Math.max(failures, 2);
    again();
  }
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(text.textContent);
    part('spoken').textContent = button.dataset.copied;
    button.dataset.label ??= button.textContent;
    button.textContent = '✓';
    setTimeout(() => { button.textContent = button.dataset.label; }, 1500);
  } catch {
    // Not every frame may use the clipboard, nor any page without https.
    getSelection().selectAllChildren(text);
    part('spoken').textContent = button.dataset.selected;
  }
}

main.addEventListener('click', event => {
  const button = event.target.closest('button');
  if (button?.dataset.copy) copy(button);
  if (button && 'print' in button.dataset) print();
});
// A phone stops a page that lies behind the wallet: whoever comes back sees what is so now.
document.addEventListener('visibilitychange', () => document.hidden || listen());
addEventListener('pageshow', event => event.persisted && listen());
addEventListener('online', () => listen());

withScript();
lockFor(Number(part('countdown').dataset.seconds));
if ('EventSource' in window) {
  setInterval(watch, 1000);
  listen();
} else {
  setTimeout(() => location.reload(), 15000);
}
