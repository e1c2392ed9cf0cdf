// Transparent proxies under random edits, against a twin of their target that has no proxy: whatever is done to a proxy must have the
// result that it has for the twin, and leave the target as it leaves the twin (ECMA-262 §10.5). Proxies have no traps, or all of
// them, each of which does what Reflect does; they stand before other proxies, and are prototypes.

let trapped = 0;
const forwarding = {};
for (const name of Reflect.ownKeys(Reflect).filter((name) => typeof name === 'string'))
  forwarding[name] = (...all) => {
    trapped++;
    return Reflect[name](...all);
  };

const symbols = [Symbol('first'), Symbol('second'), Symbol.for('third')];
const names = ['a', 'b', 'c', 'd', 'e', 'name', 'length', '0', '1', '2', '5', '17', 'constructor', 'inherited', 'both', 'x y', ''];
const key = () => (chance(12) ? of(symbols) : chance(10) ? 'key' + below(KEYS) : of(names));
const plain = () => (chance(20) ? shared : chance(10) ? of([undefined, null, true, -0, NaN]) : chance(30) ? 's' + below(100) : below(1000));

class Base {
  constructor(seed) {
    this.a = seed;
    this.b = shared;
  }
  get both() {
    return this.a;
  }
  set both(value) {
    this.a = value;
  }
  sum(more) {
    return `${String(this.a)}+${more}`;
  }
  static who() {
    return this === undefined ? 'nobody' : typeof this;
  }
}
class Derived extends Base {
  sum(more) {
    return super.sum(more) + '!';
  }
}
const inherited = { inherited: 'from above', get both() { return this.a; }, set both(value) { this.a = value; } };

// Each is called twice with the same seed.
const makers = [
  (seed) => ({ a: seed, b: shared }),
  (seed) => ({ a: seed, get c() { return this.a; }, set c(value) { this.a = value; }, [symbols[0]]: 1 }),
  (seed) => Object.create(inherited, { a: { value: seed, writable: true, enumerable: true, configurable: true }, d: { value: 4 } }),
  (seed) => Object.assign(Object.create(null), { a: seed, 3: 'three' }),
  (seed) => new Derived(seed),
  (seed) => Array.from({ length: seed % 12 }, (_, i) => (i * 7 + seed) % 10),
  (seed) => [seed, , 'hole before', , seed + 1],
  (seed) => function named(a, b) { return `${new.target === undefined}${a}${b}${seed}`; },
  (seed) => (a, b = 2) => `${a}${b}${seed}`,
  (seed) => class Made extends Base { static held = seed; },
  // Without its methods, which ask for more than a proxy has.
  (seed) => Object.setPrototypeOf(Uint8Array.from({ length: seed % 9 }, (_, i) => i * seed), null),
  (seed) => (function () { return arguments; })(seed, 'second', shared),
  (seed) => Object.freeze({ a: seed, b: shared }),
  (seed) => Object.seal({ a: seed, e: 1 }),
  (seed) => Object.preventExtensions([seed, 1, 2]),
];

class Pair {
  constructor() {
    const make = of(makers), seed = below(100);
    this.twin = make(seed);
    this.target = make(seed);
    // Where classes are made, each is its own constructor.
    this.proxy = this.target;
    for (let n = 1 + below(3); n > 0; n--) this.proxy = new Proxy(this.proxy, chance(60) ? forwarding : {});
  }
  // What stands for this pair on either side is the same to the comparison.
  neutral(value, depth) {
    if (value === this.twin || value === this.proxy || value === this.target) return 'itself';
    if (typeof value === 'function' && value !== shared) return `function ${typeof value.name === 'string' ? value.name : ''} of ${String(value.length)}`;
    if (Array.isArray(value) && depth < 3 && !isProxyOfPool(value)) return `[${Array.from(value, (v) => this.neutral(v, depth + 1)).join()}]`;
    if (typeof value === 'object' && value !== null) return value === shared ? 'shared' : `an object, ${Object.prototype.toString.call(value)}`;
    if (typeof value === 'symbol') return value.toString();
    return typeof value + (Object.is(value, -0) ? '-0' : String(value));
  }
}

const isProxyOfPool = (value) => pool.some((pair) => pair.proxy === value);

function descriptorText(pair, descriptor) {
  if (descriptor === undefined) return 'none';
  const { value, get, set, writable, enumerable, configurable } = descriptor;
  const what = get || set ? `accessor ${typeof get} ${typeof set}` : `${pair.neutral(value, 0)} ${writable}`;
  return `${what} ${enumerable} ${configurable}`;
}

// Everything of its own that an object shows.
function stateOf(pair, object) {
  const keys = Reflect.ownKeys(object);
  const properties = keys.map((k) => `${String(k)}: ${descriptorText(pair, Reflect.getOwnPropertyDescriptor(object, k))}`);
  return `${properties.join('; ')} ${Reflect.isExtensible(object)}`;
}

function checkPair(pair) {
  const wanted = stateOf(pair, pair.twin);
  same('the proxy', wanted, stateOf(pair, pair.proxy));
  same('the target', wanted, stateOf(pair, pair.target));
  same('its prototype', true, protoOf(pair, pair.twin) === protoOf(pair, pair.proxy));
  see(wanted);
}

// A prototype; of classes made in pairs, what they have in common.
function protoOf(pair, object) {
  const proto = Reflect.getPrototypeOf(object);
  return proto === Reflect.getPrototypeOf(pair.target) ? Reflect.getPrototypeOf(pair.twin) : proto;
}

// Does the same to both sides; what came of it in words.
function both(what, pair, act) {
  const results = [pair.twin, pair.proxy].map((object) => {
    try {
      return pair.neutral(act(object), 0);
    } catch (error) {
      return `throws ${error.name}`;
    }
  });
  same(what, results[0], results[1]);
  see(results[0]);
}

function strictSet(object, k, value) {
  'use strict';
  object[k] = value;
}
function strictDelete(object, k) {
  'use strict';
  return delete object[k];
}

function descriptor() {
  const made = {};
  if (chance(50)) made.enumerable = chance(50);
  if (chance(50)) made.configurable = chance(70);
  if (chance(20)) {
    if (chance(80)) made.get = inheritedGet;
    if (chance(50)) made.set = inheritedSet;
    return made;
  }
  if (chance(80)) made.value = plain();
  if (chance(50)) made.writable = chance(70);
  return made;
}
const inheritedGet = function () { return this === undefined ? undefined : this.a; };
const inheritedSet = function (value) { this.a = value; };

function editArray(pair) {
  const [one, two, value] = [below(8) - 2, below(5), plain()];
  switch (below(14)) {
    case 0: return both('push', pair, (o) => Array.prototype.push.call(o, value, one));
    case 1: return both('pop', pair, (o) => Array.prototype.pop.call(o));
    case 2: return both('shift', pair, (o) => Array.prototype.shift.call(o));
    case 3: return both('unshift', pair, (o) => Array.prototype.unshift.call(o, value));
    case 4: return both('splice', pair, (o) => Array.prototype.splice.call(o, one, two, value));
    case 5: return both('slice', pair, (o) => Array.prototype.slice.call(o, one, one + two));
    case 6: return both('reverse', pair, (o) => Array.prototype.reverse.call(o));
    case 7:
      // Node does not look at a single element.
      if (!(pair.target.length > 1)) return;
      return both('sort', pair, (o) => Array.prototype.sort.call(o, (a, b) => String(a).length - String(b).length));
    case 8: return both('fill', pair, (o) => Array.prototype.fill.call(o, value, one, two));
    case 9: return both('concat', pair, (o) => [0].concat(o, [1]));
    case 10: return both('map', pair, (o) => Array.prototype.map.call(o, (v, i) => `${i}`));
    case 11: return both('indexOf', pair, (o) => Array.prototype.indexOf.call(o, value));
    case 12: return both('join', pair, (o) => Array.prototype.join.call(o, '-'));
    case 13: return both('flat', pair, (o) => [[o, 1]].flat(2));
  }
}

function edit(pair) {
  const k = key(), value = plain(), list = [plain(), plain()];
  switch (below(34)) {
    case 0: case 1: return both('get', pair, (o) => o[k]);
    case 2: case 3: return both('set', pair, (o) => (o[k] = value));
    case 4: return both('set, strict', pair, (o) => strictSet(o, k, value));
    case 5: return both('delete', pair, (o) => delete o[k]);
    case 6: return both('delete, strict', pair, (o) => strictDelete(o, k));
    case 7: return both('has', pair, (o) => k in o);
    case 8: {
      const made = descriptor();
      return both('define', pair, (o) => Reflect.defineProperty(o, k, made));
    }
    case 9: {
      const made = descriptor();
      return both('defineProperty', pair, (o) => Object.defineProperty(o, k, made));
    }
    case 10: return both('own keys', pair, (o) => Reflect.ownKeys(o).map(String));
    case 11: return both('keys', pair, (o) => Object.keys(o));
    case 12: return both('entries', pair, (o) => Object.entries(o));
    case 13: return both('for-in', pair, (o) => {
      const seen = [];
      for (const k in o) seen.push(k);
      return seen;
    });
    case 14: return both('spread', pair, (o) => Object.entries({ ...o, last: 1 }));
    case 15: return both('rest', pair, (o) => {
      const { a, b, ...rest } = o;
      return [a, b, ...Object.keys(rest)];
    });
    case 16: return both('assign', pair, (o) => Object.assign(o, { [k]: value, b: 1 }));
    case 17: return both('JSON', pair, (o) => JSON.stringify(o));
    case 18: return both('hasOwn', pair, (o) => [Object.hasOwn(o, k), Object.prototype.propertyIsEnumerable.call(o, k)]);
    case 19: return both('call', pair, (o) => o(value, 2));
    case 20: return both('construct', pair, (o) => Reflect.ownKeys(new o(value)).map(String));
    case 21: return both('apply', pair, (o) => Reflect.apply(o, null, list));
    case 22: return both('method', pair, (o) => o.sum(1));
    case 23: return both('instanceof', pair, (o) => [o instanceof Base, o instanceof Array, o instanceof Function, o instanceof Object]);
    case 24: return both('set by Reflect', pair, (o) => Reflect.set(o, k, value));
    case 25: return both('set with a receiver', pair, (o) => {
      const receiver = { held: 1 };
      return [Reflect.set(o, k, value, receiver), Object.keys(receiver)];
    });
    case 26: return both('child', pair, (o) => {
      // The pair as a prototype. (Node's for-in does not go beyond a proxy there.)
      const child = Object.create(o);
      child[k] = value;
      return [child[k], child.a, k in child, 'both' in child, ...Object.keys(child)];
    });
    case 27: return both('iterated', pair, (o) => [...o]);
    case 28: return both('compound', pair, (o) => [o.count ??= 1, o.count++, (o.count += 2), o?.[k]]);
    case 29: return both('kind', pair, (o) => [typeof o, Array.isArray(o)]);
    case 30:
      if (!chance(15)) return both('extensible', pair, (o) => Object.isExtensible(o));
      // Node seals a typed array whose elements cannot be, forgets that elements are sealed, and leaves lengths of frozen arrays.
      return both('integrity', pair, chance(50) || ArrayBuffer.isView(pair.target) || Array.isArray(pair.target) ? Object.preventExtensions : Object.freeze);
    case 31:
      return both('getOwnPropertyDescriptors', pair, (o) => Object.keys(Object.getOwnPropertyDescriptors(o)));
    case 32: {
      const proto = of([inherited, null, Object.prototype, Base.prototype, Array.prototype]);
      return chance(10) && !ArrayBuffer.isView(pair.target) ? both('prototype', pair, (o) => Reflect.setPrototypeOf(o, proto)) : editArray(pair);
    }
    default: return editArray(pair);
  }
}

const pool = [];
while (step < EDITS) {
  step++;
  if (pool.length < 20) pool.push(new Pair());
  else if (chance(4)) pool[below(pool.length)] = new Pair();
  const pair = of(pool);
  edit(pair);
  if (chance(20)) checkPair(pair);
  if (chance(20)) churn();
}
pool.forEach(checkPair);
same('some traps were called', true, trapped > step);
finish('proxies');
