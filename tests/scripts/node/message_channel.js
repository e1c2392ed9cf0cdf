// Channels: the order of messages, transfers, closing, and ports as emitters.
const { receiveMessageOnPort, MessageChannel: MC } = require('worker_threads');
console.log(MC === MessageChannel);
const { port1, port2 } = new MessageChannel();
setTimeout(() => console.log('timeout'), 0);
setImmediate(() => console.log('immediate'));
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('promise'));
let n = 0;
port2.onmessage = e => {
  console.log('got', e.data);
  process.nextTick(() => console.log('tick after', e.data));
  Promise.resolve().then(() => console.log('promise after', e.data));
  if (n++ < 3) { setImmediate(() => console.log('imm', n)); port1.postMessage('again ' + n); }
  else port1.close(() => console.log('closed cb'));
};
port2.on('close', () => console.log('port2 close'));
port1.postMessage('first'); port1.postMessage('second');
// transfer with messages in flight
const { port1: a, port2: b } = new MessageChannel();
const { port1: c, port2: d } = new MessageChannel();
a.postMessage('early');
c.postMessage({ hello: b }, [b]);
d.once('message', ({ hello }) => {
  hello.once('message', m => { console.log('through', m); a.postMessage(1); console.log(receiveMessageOnPort(hello)); hello.close(); });
  hello.on('close', () => console.log('hello closed'));
  c.close();
});
d.on('message', () => {});
d.addEventListener('message', e => console.log(e.ports.length, e.ports[0] === e.data.hello, e.isTrusted));
const x = new BroadcastChannel('k'), y = new BroadcastChannel('k'), z = new BroadcastChannel('l');
z.unref();
y.addEventListener('message', e => { console.log('bc', e.data, e.target === y); y.close(); x.close(); z.close(); });
x.postMessage(new Map([[1, new Set([2n])]]));
const big = new Uint8Array(8);
const e = new MessageChannel();
e.port1.postMessage([big, big], [big.buffer]);
console.log(big.length);
const got = receiveMessageOnPort(e.port2).message;
console.log(got, got[0] === got[1]);
const sab = new SharedArrayBuffer(2);
e.port1.postMessage(sab); new Uint8Array(sab)[0] = 7;
console.log(receiveMessageOnPort(e.port2), receiveMessageOnPort(e.port2));
console.log(e.port1.emit('foo', 1), e.port1.on('foo', v => console.log('foo', v)) === e.port1, e.port1.emit('foo', 5));
e.port1.once('bar', v => console.log('bar', v)); e.port1.emit('bar', 1); e.port1.emit('bar', 2);
const f = v => console.log('f', v); e.port1.on('q', f); e.port1.on('q', f); console.log(e.port1.listenerCount('q')); e.port1.emit('q', 1); e.port1.off('q', f); console.log(e.port1.listenerCount('q'), e.port1.hasRef());
e.port1.ref(); console.log(e.port1.hasRef()); e.port1.unref(); console.log(e.port1.hasRef());
e.port1.addEventListener('q', f); e.port1.removeAllListeners('q'); console.log(e.port1.listenerCount('q'));
