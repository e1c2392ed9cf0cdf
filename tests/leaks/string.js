// A string that grows.
let log = '';
function note(text) {
  log += text + '\n';
}
let n = 0;
setInterval(() => note('event number ' + n++), 1000);
