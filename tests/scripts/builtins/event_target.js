const P = (...a) => console.log(...a);
const t = new EventTarget();
const log = [];
const h1 = (e) => log.push('h1:' + e.type);
t.addEventListener('x', h1);
t.addEventListener('x', h1);
t.addEventListener('x', h1, { once: true });
t.addEventListener('x', function (e) {
  log.push('this:' + (this === t), 'target:' + (e.target === t));
});
t.addEventListener('x', {
  handleEvent(e) {
    log.push('obj:' + this.tag);
  },
  tag: 'T'
});
t.addEventListener('x', (e) => log.push('once'), { once: true });
P(t.dispatchEvent(new Event('x')), log.join());
log.length = 0;
P(t.dispatchEvent(new Event('x')), log.join());
log.length = 0;
t.removeEventListener('x', h1);
t.removeEventListener('x', h1);
t.removeEventListener('nope', h1);
t.dispatchEvent(new Event('x'));
P(log.join());
log.length = 0;
t.dispatchEvent(new Event('other'));
P(log.length);
const s = new EventTarget();
s.addEventListener('a', (e) => {
  log.push('first');
  e.stopImmediatePropagation();
});
s.addEventListener('a', () => log.push('never'));
s.dispatchEvent(new Event('a'));
P(log.join());
log.length = 0;
const p = new EventTarget();
p.addEventListener('c', (e) => {
  e.preventDefault();
  log.push(e.defaultPrevented, e.cancelable);
});
P(p.dispatchEvent(new Event('c')), p.dispatchEvent(new Event('c', { cancelable: true })), log.join());
log.length = 0;
const r = new EventTarget();
const later = () => log.push('later');
r.addEventListener(
  'm',
  () => {
    log.push('remover');
    r.removeEventListener('m', later);
    r.addEventListener('m', () => log.push('added'));
  },
  { once: true }
);
r.addEventListener('m', later);
r.dispatchEvent(new Event('m'));
P(log.join());
r.dispatchEvent(new Event('m'));
P(log.join());
log.length = 0;
const e = new Event('k', { bubbles: true, cancelable: true, composed: true });
P(
  e.type,
  e.bubbles,
  e.cancelable,
  e.composed,
  e.defaultPrevented,
  e.target,
  e.currentTarget,
  e.eventPhase,
  e.isTrusted,
  typeof e.timeStamp,
  e.returnValue,
  e.cancelBubble,
  e.composedPath(),
  Event.NONE,
  Event.CAPTURING_PHASE,
  Event.AT_TARGET,
  Event.BUBBLING_PHASE,
  e.srcElement
);
const n = new EventTarget();
n.addEventListener('outer', () => {
  log.push('o1');
  n.dispatchEvent(new Event('inner'));
  log.push('o2');
});
n.addEventListener('inner', (ev) => log.push('i' + ev.eventPhase));
n.dispatchEvent(new Event('outer'));
P(log.join());
log.length = 0;
let redisp;
n.addEventListener('re', (ev) => {
  try {
    n.dispatchEvent(ev);
  } catch (er) {
    log.push(er.name + ':' + er.code);
  }
});
n.dispatchEvent(new Event('re'));
P(log.join());
log.length = 0;
for (const f of [
  () => t.dispatchEvent('x'),
  () => t.dispatchEvent({}),
  () => new Event(),
  () => Event('x'),
  () => EventTarget(),
  () => t.addEventListener('x', 5),
  () => t.addEventListener(),
  () => EventTarget.prototype.addEventListener.call({}, 'x', () => {})
])
  try {
    P(f());
  } catch (er) {
    P(er.name, er.code, er.message);
  }
class Bus extends EventTarget {
  emit(n, d) {
    const ev = new Event(n);
    ev.detail = d;
    return this.dispatchEvent(ev);
  }
}
const b = new Bus();
b.addEventListener('msg', (ev) => P('got', ev.detail, ev.constructor.name, ev.target === b));
b.emit('msg', { a: 1 });
class MyEv extends Event {
  constructor(v) {
    super('my');
    this.v = v;
  }
}
b.addEventListener('my', (ev) => P(ev.v, ev instanceof MyEv));
b.dispatchEvent(new MyEv(7));
P(String(e), Object.prototype.toString.call(t), t instanceof EventTarget);
const cap = new EventTarget();
cap.addEventListener('z', () => log.push('bubble'));
cap.addEventListener('z', () => log.push('capture'), true);
cap.addEventListener('z', () => log.push('passive'), { passive: true });
cap.dispatchEvent(new Event('z'));
P(log.join());
const same = () => log.push('same');
cap.addEventListener('q', same, true);
cap.addEventListener('q', same, false);
log.length = 0;
cap.dispatchEvent(new Event('q'));
P(log.length);
cap.removeEventListener('q', same);
log.length = 0;
cap.dispatchEvent(new Event('q'));
P(log.length);
