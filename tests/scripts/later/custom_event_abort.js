const P = (...a) => console.log(...a);
const cap = new EventTarget(),
  log = [];
P(new CustomEvent('ce', { detail: 5 }).detail);
const ac = new AbortController();
cap.addEventListener('sig', () => log.push('sig'), { signal: ac.signal });
log.length = 0;
cap.dispatchEvent(new Event('sig'));
ac.abort();
cap.dispatchEvent(new Event('sig'));
P(log.length, ac.signal.aborted);
