// Each change of a prototype is seen at sites that have read, called, stored, iterated and written
// before, however many changes there were: a site's memory of the prototypes ends with each.
class Base {}
class Derived extends Base {}
const object = new Derived();
const read = (o) => o.value;
const absent = (o) => o.nowhere;
const call = (o) => o.method();
const store = (o) => { o.stored = 1; return o; };
const text = (a) => JSON.stringify(a);
const keys = (o) => { const all = []; for (const key in o) all.push(key); return all.join(); };
const spread = (a) => [...a].length;
const assign = (o) => Object.assign(new Derived(), o);
const wrong = [];
function check(round, what, found, wanted) {
  if (found !== wanted && wrong.length < 10) wrong.push(`${round} ${what}: ${found}, not ${wanted}`);
}
const next = Object.getPrototypeOf([][Symbol.iterator]()).next;
for (let round = 0; round < 1000; round++) {
  Base.prototype.value = round;
  check(round, 'read', read(object), round);
  check(round, 'read again', read(object), round);
  Derived.prototype.value = -round;
  check(round, 'read nearer', read(object), -round);
  delete Derived.prototype.value;
  check(round, 'read farther', read(object), round);
  check(round, 'absent', absent(object), undefined);
  Object.prototype.nowhere = round;
  check(round, 'present', absent(object), round);
  delete Object.prototype.nowhere;
  check(round, 'absent again', absent(object), undefined);
  Base.prototype.method = () => round;
  check(round, 'call', call(object), round);
  check(round, 'length of text', 'abc'.at(-1), 'c');
  if (round % 8) continue;
  check(round, 'store', Object.hasOwn(store(new Derived()), 'stored'), true);
  let taken = 0;
  Object.defineProperty(Base.prototype, 'stored', { set(value) { taken += value; }, configurable: true });
  check(round, 'setter', Object.hasOwn(store(new Derived()), 'stored'), false);
  check(round, 'assigned to a setter', Object.hasOwn(assign({ stored: 1 }), 'stored'), false);
  check(round, 'taken', taken, 2);
  delete Base.prototype.stored;
  check(round, 'assigned', Object.hasOwn(assign({ stored: 1 }), 'stored'), true);
  check(round, 'text', text({ a: [1] }), '{"a":[1]}');
  Object.prototype.toJSON = () => round;
  check(round, 'toJSON', text({ a: [1] }), String(round));
  delete Object.prototype.toJSON;
  check(round, 'text again', text({ a: [1] }), '{"a":[1]}');
  const before = keys({ own: 1 });
  Object.prototype.inherited = 1;
  check(round, 'keys', keys({ own: 1 }), `${before},inherited`);
  delete Object.prototype.inherited;
  check(round, 'keys again', keys({ own: 1 }), before);
  check(round, 'spread', spread([1, 2]), 2);
  Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true });
  check(round, 'spread by another next', spread([1, 2]), 0);
  Object.getPrototypeOf([][Symbol.iterator]()).next = next;
  check(round, 'spread again', spread([1, 2]), 2);
  globalThis.late = round;
  check(round, 'global', (() => late)(), round);
  delete globalThis.late;
}
console.log(wrong.length ? wrong.join('\n') : 'all changes are seen');
