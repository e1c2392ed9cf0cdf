// A list of which only the last one is needed.
let last = null;
function log(text) {
  last = { text, before: last };
}
let n = 0;
setInterval(() => log('line ' + n++), 1000);
