const { EventEmitter } = require('events');
const bus = new EventEmitter();
function serve(id) {
  const body = { id, rows: new Array(40).fill(id) };
  const listener = () => body.rows.length;
  bus.on('config', listener);
  setTimeout(() => bus.off('config', listener), 1500);
}
let id = 0;
setInterval(() => serve(id++), 2000);
