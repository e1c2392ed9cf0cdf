// A ring buffer: the newest takes the place of the oldest.
const ring = new Array(128);
let at = 0;
function record(value) {
  ring[at % ring.length] = { at, value: 'measured ' + value };
  at++;
}
setInterval(() => record(at * 7 % 31), 250);
