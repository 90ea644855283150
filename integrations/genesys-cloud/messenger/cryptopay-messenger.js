// For the page that hosts Genesys Messenger: a bar that follows the payment whose link was given in the conversation.
(() => {
  'use strict';
  const WORDS = {
    en: ['Payment', 'Time left to pay', 'Open payment page', ' (in a new tab)', 'Close'],
    es: ['Pago', 'Tiempo para pagar', 'Abrir la página de pago', ' (en otra pestaña)', 'Cerrar'],
  };
  // A link that is over, and one that is wrong, fail as a lost connection does.
  const TRIES = 4;
  const STYLE = `
    :host { --text: #16202e; --line: #d9e0e9; --card: #fff; --on: #fff; --accent: #1652cf;
      --good: #126b3c; --warn: #8a4b00; --bad: #b02121; }
    @media (prefers-color-scheme: dark) { :host { --text: #e9eef5; --line: #323c4b; --card: #1a202a; --on: #0d1524;
      --accent: #8ab4ff; --good: #6fd9a0; --warn: #ffc37a; --bad: #ff9c9c; } }
    :host { all: initial; color-scheme: light dark; position: fixed; z-index: 2147483647; inset: auto auto 1rem 1rem;
      max-width: 25rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); }
    @media (max-width: 40rem) { :host { inset: .5rem .5rem auto; max-width: none; } }
    .bar { display: grid; grid-template-columns: 1fr auto; align-items: start; gap: .25rem .75rem; padding: 1rem;
      border: 1px solid var(--line); border-radius: 1rem; background: var(--card); }
    p { margin: 0; overflow-wrap: anywhere; } b { display: block; } [hidden] { display: none; }
    .good { color: var(--good); } .warn { color: var(--warn); }
    .bad { color: var(--bad); }
    time { align-self: center; font-weight: 600; font-variant-numeric: tabular-nums; }
    a, button { min-height: 2.75rem; min-width: 2.75rem; border: 0; border-radius: .6rem; font: inherit;
      background: none; color: inherit; cursor: pointer; }
    button { margin: -.5rem -.5rem 0 0; justify-self: end; }
    a { display: grid; place-items: center; padding: 0 .9rem; font-weight: 600; text-decoration: none;
      background: var(--accent); color: var(--on); }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }`;

  const gateway = addressOf(document.currentScript?.dataset.gateway);
  let followed = null;

  function addressOf(text) {
    try { return new URL(text); } catch { return null; }
  }

  function linkIn(text) {
    const url = addressOf(text);
    const prefix = gateway.pathname.replace(/\/$/, '');
    if (url?.origin !== gateway.origin || !url.pathname.startsWith(prefix)) return null;
    // What follows the token is a full stop, or other text.
    const path = /^(\/pay\/[\w.-]+\/[\w.-]+)\/[\w-]+(?![\w/-])/.exec(url.pathname.slice(prefix.length));
    return path && { url: gateway.origin + prefix + path[0], payment: path[1] };
  }

  function received({ data }) {
    for (const message of data?.messages ?? []) {
      // What came in is what a customer, or somebody in a customer's name, has typed.
      if (message.direction !== 'Outbound') continue;
      const at = Date.parse(message.channel?.time) || Date.now();
      const texts = JSON.stringify([message.text, message.content]);
      for (const [text] of texts.matchAll(/https?:\/\/[^\s"\\<>()[\]]+/g)) {
        const link = linkIn(text);
        if (!link || link.url === followed?.url || at < followed?.at || link.payment === dismissed()) continue;
        followed?.end();
        followed = { ...link, at, end: follow(link) };
      }
    }
  }

  function dismissed(payment) {
    try {
      if (payment) sessionStorage.setItem('cryptopay-dismissed', payment);
      return sessionStorage.getItem('cryptopay-dismissed');
    } catch { return null; } // A page may be denied its storage: then it is remembered until the page is left.
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  function makeBar(url, language, dismiss) {
    const [payment, left, openPage, newTab, close] = WORDS[language];
    const [chip, message] = [element('b'), element('span')];
    const time = element('time', { role: 'timer', ariaLabel: left, hidden: true });
    let lockEnd = 0;
    const bar = element('div', { id: 'cryptopay-bar', lang: language });
    bar.onkeydown = event => { if (event.key === 'Escape') dismiss(); };
    const root = bar.attachShadow({ mode: 'open' });
    // A page whose policy takes no style of others takes this one.
    root.adoptedStyleSheets = [new CSSStyleSheet()];
    root.adoptedStyleSheets[0].replaceSync(STYLE);
    root.append(element('div', { className: 'bar', role: 'region', ariaLabel: payment },
      element('p', { role: 'status' }, chip, message),
      element('button', { type: 'button', ariaLabel: close, textContent: '✕', onclick: dismiss }),
      element('a', { href: language === 'es' ? `${url}?lang=es` : url, target: '_blank', rel: 'noopener noreferrer' },
        element('span', {}, openPage, element('span', { className: 'unseen', textContent: newTab }))),
      time));
    document.body.append(bar);

    function showTime() {
      const seconds = Math.max(0, Math.ceil((lockEnd - performance.now()) / 1000));
      time.hidden = seconds === 0;
      time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    }
    const clock = setInterval(showTime, 1000);

    return {
      show(news) {
        chip.className = ['good', 'warn', 'bad'].includes(news.tone) ? news.tone : '';
        // Set again, they would be read out again.
        if (chip.textContent !== news.chip) chip.textContent = news.chip;
        if (message.textContent !== news.message) message.textContent = news.message;
        lockEnd = performance.now() + news.secondsLeft * 1000;
        showTime();
      },
      remove() { clearInterval(clock); bar.remove(); },
    };
  }

  // Returns what ends it. The first news open the bar: a link that is wrong or over opens none.
  function follow({ url, payment }) {
    const language = /^es\b/i.test(document.documentElement.lang) ? 'es' : 'en';
    const over = new AbortController();
    let bar, source, retry, failures = 0;

    function listen() {
      source?.close();
      clearTimeout(retry);
      const own = source = new EventSource(`${url}/live?lang=${language}`);
      own.addEventListener('news', event => {
        const news = JSON.parse(event.data);
        failures = 0;
        bar ??= makeBar(url, language, () => { dismissed(payment); end(); });
        // A status that appears with its text is not read out.
        setTimeout(bar.show, 100, news);
        if (news.isFinal) over.abort();
      });
      own.onerror = () => {
        own.close();
        if (++failures < TRIES) retry = setTimeout(listen, 1000 * 2 ** failures);
      };
    }

    const end = () => { over.abort(); bar?.remove(); };
    const again = () => bar && !document.hidden && listen();
    document.addEventListener('visibilitychange', again, { signal: over.signal });
    addEventListener('online', again, { signal: over.signal });
    over.signal.onabort = () => { source.close(); clearTimeout(retry); };
    listen();
    return end;
  }

  if (!gateway || !window.Genesys) throw new Error('data-gateway is no address, or Genesys is not there yet');
  window.Genesys('subscribe', 'MessagingService.messagesReceived', received);
  // For who comes from another page of the site.
  window.Genesys('subscribe', 'MessagingService.restored', received);
})();
