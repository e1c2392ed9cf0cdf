// What structuredClone and postMessage refuse and transfer, and in which words.
const { markAsUntransferable, receiveMessageOnPort } = require('worker_threads');
const t = f => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message, e.constructor.name);
  }
};
const { port1, port2 } = new MessageChannel();
t(() => new MessagePort());
t(() => MessageChannel());
t(() => new MessageEvent('x').ports);
t(() => new MessageEvent('x', { data: 1, origin: 'o', lastEventId: 5 }).origin);
t(() => port1.postMessage());
t(() => port1.postMessage(() => {}));
t(() => port1.postMessage(port2));
t(() => port1.postMessage(1, [1]));
t(() => port1.postMessage(1, 5));
t(() => port1.postMessage(1, { transfer: 5 }));
t(() => port1.postMessage(1, [port1]));
t(() => structuredClone(1, { transfer: [port1, port1] }));
const buffer = new ArrayBuffer(4);
t(() => port1.postMessage(buffer, [buffer, buffer]));
t(() => receiveMessageOnPort(1));
t(() => receiveMessageOnPort(port2));
t(() => port1.close.call({}));
t(() => Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage').get.call({}));
const marked = new ArrayBuffer(3);
markAsUntransferable(marked);
t(() => [structuredClone(marked, { transfer: [marked] }), marked.byteLength]);
const { port1: p, port2: q } = new MessageChannel();
const c = structuredClone({ x: p, y: [p] }, { transfer: [p] });
console.log(c.x === c.y[0], c.x.constructor === MessagePort);
t(() => p.postMessage(2));
t(() => structuredClone(p, { transfer: [p] }));
q.postMessage('hey', []);
console.log(receiveMessageOnPort(c.x));
t(() => new BroadcastChannel());
t(() => BroadcastChannel('x'));
const b = new BroadcastChannel(5);
console.log(b, b.name, b.onmessage);
t(() => b.postMessage());
t(() => b.postMessage(() => 1));
b.close();
t(() => b.postMessage(1));
console.log(b);
t(() => structuredClone(new EventTarget()));
t(() => structuredClone(new Event('x')));
t(() => structuredClone(new AbortController()));
t(() => structuredClone(new MessageChannel()));
t(() => structuredClone((function () { return arguments; })(1, 2)));
t(() => structuredClone(Buffer.from('abc')));
t(() => structuredClone(new (class A { b = 1; })()));
t(() => structuredClone(Object(Symbol('x'))));
t(() => structuredClone(async () => {}));
t(() => structuredClone(1, { transfer: [{}] }));
