// A cache without a bound.
const cache = new Map();
function lookup(key) {
  if (!cache.has(key)) {
    const value = {
      key,
      text: 'answer '.repeat(10) + key,
    };
    cache.set(key, value);
  }
  return cache.get(key);
}
let request = 0;
setInterval(() => lookup('user:' + request++), 500);
