// Entries that live for ten minutes.
const cache = new Map();
let n = 0;
setInterval(() => {
  const key = 'k' + n++;
  cache.set(key, { n });
  setTimeout(() => cache.delete(key), 600_000);
}, 2000);
