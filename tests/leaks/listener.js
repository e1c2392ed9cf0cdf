// A listener for each request, on an emitter that lives on.
const { EventEmitter } = require('events');
const bus = new EventEmitter();
bus.setMaxListeners(0);
function serve(id) {
  const body = { id, rows: new Array(40).fill(id) };
  bus.on('config', () => body.rows.length);
}
let id = 0;
setInterval(() => serve(id++), 2000);
