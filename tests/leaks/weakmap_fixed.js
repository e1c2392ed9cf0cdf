const meta = new WeakMap();
function tag(n) {
  const key = { n };
  meta.set(key, { note: 'seen ' + n, seen: [n, n, n, n] });
  return meta.get(key).note;
}
let n = 0;
setInterval(() => tag(n++), 1000);
