let log = '';
function note(text) {
  log += text + '\n';
  if (log.length > 2000) log = log.slice(-1000);
}
let n = 0;
setInterval(() => note('event number ' + n++), 1000);
