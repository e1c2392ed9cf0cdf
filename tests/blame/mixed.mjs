// Modules of both kinds, promises, an emitter and timers together.
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRequire } from 'node:module';

const store = createRequire(import.meta.url)('./lib/store.js');
const bus = new EventEmitter();
const history = [];

bus.on('order', async (order) => {
  await sleep(5);
  history.push({ order: order.id, at: Date.now() });
  store.keep('order ' + order.id, order);
});

let id = 0;
setInterval(() => bus.emit('order', { id: id++ }), 2000);
