const page = document.querySelector('[data-status-url]');

if (page) {
  const countdown = page.querySelector('time[datetime]');
  const copied = page.querySelector('[data-copied]');

  const showTime = () => {
    const seconds = Math.max(0, Math.floor((new Date(countdown.dateTime) - Date.now()) / 1000));
    countdown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };
  if (countdown) {
    showTime();
    setInterval(showTime, 1000);
  }

  page.querySelector('[data-copy]')?.addEventListener('click', async event => {
    const text = page.querySelector(event.currentTarget.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      copied.textContent = 'Address copied';
    } catch {
      // Browsers allow the clipboard on secure origins only.
      getSelection().selectAllChildren(text);
      copied.textContent = 'Address selected: press Ctrl+C';
    }
  });

  setInterval(async () => {
    try {
      const answer = await fetch(page.dataset.statusUrl, { cache: 'no-store' });
      if (answer.ok && (await answer.json()).version !== page.dataset.version) location.reload();
    } catch {
      // The sandbox is away for a moment; the next beat asks again.
    }
  }, 2000);
}
