const main = document.querySelector('main[data-live]');
const part = name => main.querySelector(`[data-${name}]`);

let { live, version } = main.dataset;
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
  const chip = part('chip');
  chip.textContent = news.chip;
  chip.className = news.tone;
  // Set again, it would be read out again.
  if (part('message').textContent !== news.message) part('message').textContent = news.message;
  if (news.version !== version) {
    const focus = document.activeElement?.dataset?.copy;
    const open = [...main.querySelectorAll('details[open]')].map(details => details.id);
    part('state').innerHTML = news.html;
    version = news.version;
    withScript();
    for (const id of open) document.getElementById(id)?.setAttribute('open', '');
    if (focus) main.querySelector(`[data-copy="${focus}"]`)?.focus();
  }
  live = news.live;
  if (news.own) history.replaceState(null, '', news.own);
  if (news.secondsLeft > 300) minutesTold = Infinity;
  lockFor(news.secondsLeft);
}

function listen() {
  source?.close();
  const own = source = new EventSource(live);
  source.addEventListener('news', event => {
    failures = 0;
    part('offline').hidden = true;
    show(JSON.parse(event.data));
  });
  source.onerror = () => {
    own.close();
    if (own === source) again();
  };
}

// An event source does not say why it failed. Where the link is over, the page itself says so.
async function again() {
  failures += 1;
  part('offline').hidden = failures < 3;
  try {
    if ((await fetch(location.href, { cache: 'no-store' })).status === 404) return location.reload();
  } catch {
    // No connection: the next try may have one.
  }
  setTimeout(() => document.hidden || listen(), Math.min(15000, 500 * 2 ** failures));
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(text.textContent);
    part('spoken').textContent = button.dataset.copied;
    const label = button.textContent;
    button.textContent = '✓';
    setTimeout(() => { button.textContent = label; }, 1500);
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

withScript();
lockFor(Number(part('countdown').dataset.seconds));
setInterval(showTime, 1000);
listen();
