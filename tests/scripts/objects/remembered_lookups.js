// What an engine remembers of look-ups must be forgotten in time: properties that were nowhere appear, prototypes change, getters become data.
'use strict';

const log = [];
function ask(o) { return o.wanted; }
class Base {}
class Derived extends Base {}
const d = new Derived();
for (let i = 0; i < 5; i++) log.push(ask(d));
Base.prototype.wanted = 'on Base';
log.push(ask(d));
Derived.prototype.wanted = 'on Derived';
log.push(ask(d));
delete Derived.prototype.wanted;
log.push(ask(d));
delete Base.prototype.wanted;
log.push(ask(d));
Object.prototype.wanted = 'on Object';
log.push(ask(d), ask({}), ask([]), ask(() => 1), ask('text'), ask(5));
delete Object.prototype.wanted;
log.push(ask(d), ask({}), ask([]), ask(() => 1), ask('text'), ask(5));
Object.setPrototypeOf(Base.prototype, { wanted: 'from afar' });
log.push(ask(d));
d.wanted = 'own';
log.push(ask(d));
console.log(log);

// A receiver whose chain is exchanged between two reads of one site.
function read(o) { return [o.length, o.name, o.stack, o.prototype]; }
const plain = Object.create({ length: 1, name: 'n', stack: 's', prototype: 'p' });
const none = Object.create(null);
function named(a, b) {}
class Sized { get length() { return 7; } static name = 'static'; }
for (let i = 0; i < 4; i++) {
  for (const o of [plain, none, [1, 2, 3], named.length, new Sized(), Object('abc'), Object.create([1, 2])]) {
    const shown = read(o);
    if (i === 3) console.log(shown);
  }
  if (i === 3) console.log(named.length, named.name, Sized.name, Sized.length);
}
class List extends Array {}
const lists = [new List(3), Reflect.construct(Object, [], List), Reflect.construct(Base, [], List)];
for (let i = 0; i < 3; i++) console.log(lists.map((o) => o.length));

// Stores through setters, on prototypes and own, that come, go and change.
const seen = [];
function put(o, v) { try { o.slot = v; seen.push('done'); } catch (e) { seen.push(e.message); } }
class Box { set slot(v) { seen.push(['set', v]); } get slot() { return 'got'; } }
const box = new Box();
for (let i = 0; i < 3; i++) put(box, i);
Object.defineProperty(Box.prototype, 'slot', { set(v) { seen.push(['other', v]); }, configurable: true });
put(box, 3);
Object.defineProperty(Box.prototype, 'slot', { set: undefined, get() { return 1; }, configurable: true });
put(box, 4);
Object.defineProperty(Box.prototype, 'slot', { value: 0, writable: false, configurable: true });
put(box, 5);
delete Box.prototype.slot;
put(box, 6);
console.log(box.slot);
const own = { set slot(v) { seen.push(['own', v]); } };
for (let i = 0; i < 3; i++) put(own, i);
delete own.slot;
put(own, 9);
console.log(own.slot, seen);
class Len { set length(v) { this.kept = v; } get length() { return this.kept; } }
const len = new Len();
function size(o, n) { o.length = n; return o.length; }
for (let i = 0; i < 4; i++) console.log(size(len, i), size([1, 2, 3], i));

// instanceof: handlers and prototypes that change.
function isA(o, C) { return o instanceof C; }
function Maker() {}
const made = new Maker();
console.log(isA(made, Maker), isA(made, Maker), isA({}, Maker), isA(1, Maker));
Maker.prototype = {};
console.log(isA(made, Maker), isA(new Maker(), Maker));
Object.defineProperty(Maker, Symbol.hasInstance, { value: () => 'yes', configurable: true });
console.log(isA(1, Maker));
delete Maker[Symbol.hasInstance];
console.log(isA(1, Maker));
const Bound = Maker.bind(null);
console.log(isA(new Maker(), Bound), isA(made, Bound), isA([], Array), isA(() => 1, Function), isA(Maker, Object));
class Even { static [Symbol.hasInstance](n) { return n % 2 === 0; } }
console.log([1, 2, 3, 4].map((n) => isA(n, Even)));
try { isA(1, { [Symbol.hasInstance]: 5 }); } catch (e) { console.log(e.message); }
try { isA(1, {}); } catch (e) { console.log(e.message); }
console.log(isA(1, { [Symbol.hasInstance]: Function.prototype[Symbol.hasInstance] }));

// for-in: what prototypes show, elements, and changes during the loop.
function keys(o) { const found = []; for (const k in o) found.push(k); return found.join(); }
const forIn = { a: 1, b: 2 };
console.log(keys(forIn), keys(forIn), keys(d), keys([1, 2]), keys('ab'), keys(null), keys(5));
Object.prototype.shown = 1;
console.log(keys(forIn), keys([1]));
delete Object.prototype.shown;
Object.prototype[3] = 1;
console.log(keys(forIn));
delete Object.prototype[3];
console.log(keys(forIn));
const parent = { p: 1, a: 2 };
const child = Object.create(parent, { a: { value: 1, enumerable: false }, c: { value: 1, enumerable: true } });
console.log(keys(child));
const changing = { a: 1, b: 2, c: 3, d: 4 };
const visited = [];
for (const k in changing) { visited.push(k); if (k === 'a') { delete changing.c; changing.z = 1; } if (k === 'b') { changing.c = 5; } }
console.log(visited.join());
const emptied = { a: 1, b: 2, c: 3 };
for (const k in emptied) { visited.push(k); delete emptied.a; delete emptied.b; delete emptied.c; }
console.log(visited.join());

// Object.assign where somebody on the way has a say.
const source = { a: 1, b: 2 };
const targets = [];
for (let i = 0; i < 4; i++) targets.push(Object.assign({}, source, { c: i }));
Object.defineProperty(Object.prototype, 'b', { set(v) { targets.push(['b', v]); }, configurable: true });
targets.push(Object.assign({}, source, { c: 9 }));
delete Object.prototype.b;
Object.defineProperty(Object.prototype, 'b', { value: 0, writable: false, configurable: true });
try { Object.assign({}, source); } catch (e) { targets.push(e.message); }
delete Object.prototype.b;
targets.push(Object.assign({}, source), Object.assign({ b: 0, a: 0 }, source), Object.assign(Object.freeze({}), {}));
console.log(targets);
try { Object.assign(Object.freeze({ a: 1 }), source); } catch (e) { console.log(e.message); }
