// The same, with the oldest entry going when there are too many.
const cache = new Map();
function lookup(key) {
  if (!cache.has(key)) {
    cache.set(key, { key, text: 'answer '.repeat(10) + key });
    if (cache.size > 100) cache.delete(cache.keys().next().value);
  }
  return cache.get(key);
}
let request = 0;
setInterval(() => lookup('user:' + request++), 500);
