// An LRU cache that fills, then holds.
const cache = new Map();
let n = 0;
setInterval(() => {
  const key = 'k' + (n++ * 7) % 1000;
  cache.delete(key);
  cache.set(key, { n, text: 'v' + n });
  if (cache.size > 200) cache.delete(cache.keys().next().value);
}, 1000);
