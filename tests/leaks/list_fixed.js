let last = null;
function log(text) {
  if (last?.before) last.before.before = null;
  last = { text, before: last };
}
let n = 0;
setInterval(() => log('line ' + n++), 1000);
