// EventEmitter: members, errors, once and on, rejections that are captured.
'use strict';
const E=require('events');
console.log(new E());
console.log(Reflect.ownKeys(E), Reflect.ownKeys(E.prototype));
const e=new E(); e.on('x',()=>{}); console.log(e); e.on('x',function foo(){}); console.log(e); e.removeAllListeners(); console.log(e);
for (const f of [()=>e.emit('error',5),()=>e.emit('error',new Error('q')),()=>e.emit('error'),()=>e.emit('error',{a:1}),()=>e.on('x',5),()=>e.setMaxListeners(-1),()=>e.setMaxListeners('a'),()=>{E.defaultMaxListeners=-1},()=>new E({captureRejections:5}),()=>E.setMaxListeners(1,5)]) try{f()}catch(x){console.log(x.message, x.code, String(x), x.context)}
console.log(Object.getOwnPropertyDescriptors(E));
console.log(Object.getOwnPropertyDescriptor(E.prototype,'on'));
console.log(E.on.name, E.prototype.on.name, E.prototype.off.name,E.prototype.addListener.length, E.prototype.emit.length);
E.once(e,'foo').then(x=>console.log('once',x)); e.emit('foo',1,2);
E.once(e,'foo').catch(x=>console.log('once',x)); e.emit('error',3);
const ac=new AbortController(); E.once(e,'foo',{signal:ac.signal}).catch(x=>console.log('ab',x.name,x.code,x.message,x.cause.name)); ac.abort();
console.log(E.on(e,'z'));
E.prototype.hello=1;
E.captureRejections=true
const e2=new E(); console.log(e2);
E.captureRejections=false
e2.on('x',async()=>{throw 5}); e2.on('error',x=>console.log('cap',x)); e2.emit('x');
const ea = new E.EventEmitterAsyncResource({ name: 'a' });
console.log(typeof ea.asyncId, ea.asyncResource.constructor.name);

const order = [];
const many = new E();
many.on('newListener', (name, fn) => order.push(['new', name, fn.name]));
many.on('removeListener', (name, fn) => order.push(['gone', name, fn.name]));
function first() { order.push('first'); many.off('x', second); }
function second() { order.push('second'); }
many.on('x', first); many.prependListener('x', second); many.once('x', function third() {}); many.prependOnceListener('x', function zero() {});
console.log(many.listeners('x').map(f => f.name), many.rawListeners('x').map(f => f.name + ':' + (f.listener ? f.listener.name : '')));
console.log(many.emit('x'), many.emit('x'), many.emit('nobody'), order, many.eventNames(), many.listenerCount('x'), many.listenerCount('x', first));
many.removeAllListeners('x'); many.removeAllListeners(); console.log(many.eventNames(), E.listenerCount(many, 'x'));
const s1 = Symbol('s'); many.on(s1, () => {}); console.log(many.eventNames(), E.getEventListeners(many, s1).length, E.getMaxListeners(many));
process.once('warning', w => console.log(w.name, w.message, w.emitter === many, w.type, w.count));
many.setMaxListeners(1); many.on('leak', () => {}); many.on('leak', () => {}); many.on('leak', () => {});
const monitor = new E(); monitor.on(E.errorMonitor, e => console.log('monitor', e.message)); try { monitor.emit('error', new Error('watched')); } catch (e) { console.log(e.message); }
console.log(process instanceof E, typeof process.on, process.listenerCount('exit'));
(async () => {
  const source = new E();
  setTimeout(() => { source.emit('data', 1); source.emit('data', 2, 3); source.emit('end'); }, 10);
  for await (const value of E.on(source, 'data', { close: ['end'] })) console.log('on', value);
  setTimeout(() => source.emit('error', new Error('broken')), 1);
  try { for await (const value of E.on(source, 'data')) console.log(value); } catch (e) { console.log('on fails', e.message); }
  const captured = new E({ captureRejections: true });
  captured[Symbol.for('nodejs.rejection')] = (error, name, ...args) => console.log('rejection', error.message, name, args);
  captured.on('go', async value => { throw new Error('async ' + value); });
  captured.emit('go', 42);
  const target = new EventTarget(); target.addEventListener('ping', () => {}); E.setMaxListeners(3, target);
  console.log(E.getEventListeners(target, 'ping').length, E.getMaxListeners(target));
  const [event] = await (setTimeout(() => target.dispatchEvent(new Event('ping')), 1), E.once(target, 'ping')); console.log(event.type);
  class Old { constructor() { E.call(this); } } Object.setPrototypeOf(Old.prototype, E.prototype); new Old().on('a', () => console.log('old style')).emit('a');
})();
