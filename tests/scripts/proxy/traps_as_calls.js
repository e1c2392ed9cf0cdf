// Traps that run as calls of their own: what they are given, what they may answer, how they end.
'use strict';
const show = (f) => { try { console.log(f()); } catch (error) { console.log(error.name + ': ' + error.message); } };

// What a trap is given; surplus arguments and arguments that are assigned to.
const log = [];
const seen = new Proxy({ a: 1, [Symbol.for('s')]: 2 }, {
  get(target, key, receiver, ...rest) { log.push(['get', arguments.length, String(key), receiver === seen, rest.length]); const got = target[key]; target = key = receiver = null; return got; },
  set(...all) { log.push(['set', all.length, String(all[1]), all[2], all[3] === seen]); all[0][all[1]] = all[2]; all.length = 0; return true; },
  has() { log.push(['has', arguments.length, String(arguments[1])]); const found = arguments[1] in arguments[0]; arguments[0] = null; return found; },
});
seen.b = seen.a + seen[Symbol.for('s')];
seen['c'] = seen['b'];
console.log('a' in seen, Symbol.for('s') in seen, 'zz' in seen, seen.c, seen.zz, seen?.a);
for (const line of log) console.log(line.join(' '));

// The receiver's handler is `this`; methods that come from a trap are called on the proxy.
const handler = { n: 0, get(target, key) { this.n++; return key === 'self' ? function () { return this === through; } : target[key]; } };
const through = new Proxy({ x: 5 }, handler);
console.log(through.self(), through['self'](), through.x, handler.n);

// Traps of every sort of function.
const sorts = {
  arrow: (target, key) => key + '!',
  async async_() { return 1; },
  *generator() { yield 1; },
  bound: function () { return this.tag; }.bind({ tag: 'bound' }),
  native: Reflect.get,
  proxy: new Proxy(function () { return 'through a proxy'; }, {}),
};
for (const [name, get] of Object.entries(sorts)) console.log(name, Object.prototype.toString.call(new Proxy({ k: 'own' }, { get }).k), typeof new Proxy({ k: 'own' }, { get }).k);
show(() => new Proxy({}, { get: class A {} }).x);
show(() => new Proxy({}, { get: 5 }).x);
show(() => new Proxy({}, { has: {} }).x in 5);

// What a target contradicts.
const fixed = Object.freeze({ one: 1 });
const sealed = Object.defineProperty({}, 'mute', { set: undefined, get: undefined, configurable: false });
const liar = (target) => new Proxy(target, { get: () => 2, set: () => true, has: () => false });
show(() => liar(fixed).one);
show(() => { liar(fixed).one = 2; });
show(() => 'one' in liar(fixed));
show(() => liar(sealed).mute);
show(() => { liar(sealed).mute = 1; });
show(() => 'mute' in liar(sealed));
show(() => 'other' in liar(fixed));
show(() => 'q' in liar(Object.preventExtensions({ q: 1 })));
show(() => liar({ q: 1 }).q + ('q' in liar({ q: 1 }) ? 10 : 20));
// The trap makes the property fixed while it runs.
show(() => new Proxy({ p: 1 }, { get(target, key) { Object.freeze(target); return 9; } }).p);
show(() => { new Proxy({ p: 1 }, { set(target, key, value) { Object.defineProperty(target, key, { value: 7, writable: false, configurable: false }); return true; } }).p = 8; });
// A target that is a proxy is asked what it has.
const asked = new Proxy({ v: 1 }, { getOwnPropertyDescriptor(target, key) { console.log('asked', key); return Reflect.getOwnPropertyDescriptor(target, key); } });
show(() => new Proxy(asked, { get: () => ({ made: 'here' }) }).v);
show(() => { new Proxy(asked, { set: () => true }).v = 3; });
show(() => 'v' in new Proxy(asked, { has: () => 0 }));

// Refusals.
show(() => { new Proxy({}, { set: () => false }).p = 1; });
show(() => { new Proxy({}, { set: () => 0 })['p' + 1] = 1; });
show(() => new Function('p', 'p.x = 1; return "let pass"')(new Proxy({}, { set: () => '' })));

// Ends: exceptions, loops of proxies, revoked ones.
show(() => new Proxy({}, { get() { throw new RangeError('from the trap'); } }).p);
show(() => { try { new Proxy({}, { set() { throw 1; } }).p = 1; } catch (thrown) { return 'caught ' + thrown; } finally { console.log('at last'); } });
const endless = new Proxy({}, { get(target, key, receiver) { return receiver[key]; } });
show(() => endless.x);
const { proxy, revoke } = Proxy.revocable({ w: 1 }, { get(target, key) { revoke(); return target[key]; }, has: () => true });
show(() => proxy.w);
show(() => proxy.w);
show(() => 'w' in proxy);

// A trap that comes and goes; one that is inherited, or a getter.
const changing = { };
const view = new Proxy({ z: 'own' }, changing);
const read = () => view.z;
console.log(read(), read());
changing.get = () => 'trap';
console.log(read());
delete changing.get;
console.log(read());
Object.setPrototypeOf(changing, { get: () => 'inherited' });
console.log(read());
Object.defineProperty(changing, 'get', { get: () => () => 'from a getter', configurable: true });
console.log(read());

// The target's getters see the proxy where no trap stands between.
const bare = new Proxy(new Proxy({ get me() { return this === bare; }, plain: 3 }, {}), {});
for (let i = 0; i < 3; i++) console.log(bare.me, bare.plain, bare.missing);
const ofPrototype = Object.create(new Proxy({}, { get: (target, key, receiver) => receiver === ofPrototype, has: () => true }));
console.log(ofPrototype.anything, 'anything' in ofPrototype);

// In generators and async functions.
function* steps(p) { yield p.one; p.two = yield p.two; yield p.two; }
console.log([...steps(new Proxy({}, { get: (target, key) => target[key] ?? key, set: (target, key, value) => { target[key] = String(value); return true; } }))].join());
(async () => console.log(await new Proxy({}, { get: (target, key) => Promise.resolve(key) }).later))();

// Where an error in a trap was thrown.
try { new Proxy({}, { get() { return new Error('here').stack.split('\n').slice(0, 2).join(); } }).p.length; console.log('no error'); } catch (error) { console.log(error.message); }
