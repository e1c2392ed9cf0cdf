// A cache so large that it takes an hour and a half to fill.
const cache = new Map();
let n = 0;
setInterval(() => {
  cache.set('k' + n, { n });
  n++;
  if (cache.size > 180) cache.delete(cache.keys().next().value);
}, 30_000);
