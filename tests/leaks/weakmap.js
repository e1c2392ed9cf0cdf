// A WeakMap whose keys something else keeps.
const meta = new WeakMap();
const keys = [];
function tag(n) {
  const key = { n };
  meta.set(key, { note: 'seen ' + n, seen: [n, n, n, n] });
  keys.push(key);
}
let n = 0;
setInterval(() => tag(n++), 1000);
