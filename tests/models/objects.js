// Objects from every way of making them, under random edits, against a list of properties with their attributes: the internal methods
// of ECMA-262 §10.1 written out once more over plain arrays.

const ids = new Map();
function key() {
  const number = below(KEYS);
  switch (below(12)) {
    case 0: return String(below(40));
    case 1: return of(['4294967294', '4294967295', '4294967296', '-1', '01', '1.5', '']);
    case 2: return of(symbols);
    case 3: case 4: return of(FEW);
    default: return 'k' + number;
  }
}
const FEW = ['a', 'b', 'c', 'd', 'e', 'value', 'done', 'index', 'input', 'x', 'y', 'once', 'kind'];
const symbols = [Symbol('s0'), Symbol('s1'), Symbol('s2'), Symbol.for('s3')];

function isIndex(name) {
  if (typeof name !== 'string') return false;
  const number = Number(name);
  return String(number) === name && Number.isInteger(number) && number >= 0 && number < 4294967295;
}

// A property: value or get and set, with its attributes.
class Property {
  constructor(value, writable, enumerable, configurable) {
    this.value = value;
    this.writable = writable;
    this.enumerable = enumerable;
    this.configurable = configurable;
    this.get = undefined;
    this.set = undefined;
    this.accessor = false;
  }
}

class Model {
  constructor(object, origin) {
    this.object = object;
    this.origin = origin;
    this.keys = [];
    this.properties = [];
    // Where a key stands in the list.
    this.places = new Map();
    this.extensible = true;
    this.proto = null;
    // Made by a native: its indices and length may be exotic.
    this.foreign = false;
  }
  find(name) {
    const place = this.places.get(name);
    return place === undefined ? undefined : this.properties[place];
  }
  put(name, property) {
    const place = this.places.get(name);
    if (place !== undefined) {
      this.properties[place] = property;
      return;
    }
    this.places.set(name, this.keys.length);
    this.keys.push(name);
    this.properties.push(property);
  }
  data(name, value) {
    this.put(name, new Property(value, true, true, true));
    return this;
  }
  remove(name) {
    const place = this.places.get(name);
    this.places.delete(name);
    this.keys.splice(place, 1);
    this.properties.splice(place, 1);
    for (let i = place; i < this.keys.length; i++) this.places.set(this.keys[i], i);
  }
  // §10.1.11 OrdinaryOwnPropertyKeys
  ownKeys() {
    const indices = this.keys.filter(isIndex).sort((a, b) => a - b);
    const names = this.keys.filter((k) => typeof k === 'string' && !isIndex(k));
    return [...indices, ...names, ...this.keys.filter((k) => typeof k === 'symbol')];
  }
  has(name) {
    for (let at = this; at; at = at.proto) if (at.find(name)) return true;
    return false;
  }
  // §10.1.8 OrdinaryGet
  get(name, receiver) {
    for (let at = this; at; at = at.proto) {
      const property = at.find(name);
      if (property) return property.accessor ? (property.get ? property.get.call(receiver) : undefined) : property.value;
    }
    return undefined;
  }
  // §10.1.9 OrdinarySet, the receiver being the object itself
  set(name, value) {
    for (let at = this; at; at = at.proto) {
      const property = at.find(name);
      if (!property) continue;
      if (property.accessor) {
        if (!property.set) return false;
        property.set.call(this.object, value);
        return true;
      }
      if (!property.writable) return false;
      if (at === this) {
        property.value = value;
        return true;
      }
      break;
    }
    if (!this.extensible) return false;
    this.data(name, value);
    return true;
  }
  delete(name) {
    const property = this.find(name);
    if (!property) return true;
    if (!property.configurable) return false;
    this.remove(name);
    return true;
  }
  // §10.1.6.3 ValidateAndApplyPropertyDescriptor
  define(name, wanted) {
    const now = this.find(name);
    const accessor = 'get' in wanted || 'set' in wanted;
    const isData = 'value' in wanted || 'writable' in wanted;
    if (!now) {
      if (!this.extensible) return false;
      const made = new Property(undefined, false, !!wanted.enumerable, !!wanted.configurable);
      made.accessor = accessor;
      if (accessor) {
        made.get = wanted.get;
        made.set = wanted.set;
      } else {
        made.value = wanted.value;
        made.writable = !!wanted.writable;
      }
      this.put(name, made);
      return true;
    }
    if (!now.configurable) {
      if (wanted.configurable) return false;
      if ('enumerable' in wanted && wanted.enumerable !== now.enumerable) return false;
      if ((accessor || isData) && accessor !== now.accessor) return false;
      if (now.accessor) {
        if ('get' in wanted && wanted.get !== now.get) return false;
        if ('set' in wanted && wanted.set !== now.set) return false;
      } else if (!now.writable) {
        if (wanted.writable) return false;
        if ('value' in wanted && !Object.is(wanted.value, now.value)) return false;
      }
    }
    if (accessor && !now.accessor) {
      now.accessor = true;
      now.value = undefined;
      now.writable = false;
    } else if (isData && now.accessor) {
      now.accessor = false;
      now.get = now.set = undefined;
      now.value = undefined;
      now.writable = false;
    }
    for (const field of ['value', 'writable', 'get', 'set', 'enumerable', 'configurable']) {
      if (field in wanted) now[field] = wanted[field];
    }
    return true;
  }
}

// Compares what the engine says of an object with its model.
function check(model) {
  const { object, origin } = model;
  const keys = model.ownKeys();
  sameList(origin + ': own keys', keys, Reflect.ownKeys(object));
  same(origin + ': extensible', model.extensible, Object.isExtensible(object));
  for (const name of keys) {
    const at = `${origin}: ${String(name)}`;
    const wanted = model.find(name);
    const got = Object.getOwnPropertyDescriptor(object, name);
    if (!got) fail(at, 'a property', 'nothing');
    same(at + ', enumerable', wanted.enumerable, got.enumerable);
    same(at + ', configurable', wanted.configurable, got.configurable);
    if (wanted.accessor) {
      same(at + ', get', wanted.get, got.get);
      same(at + ', set', wanted.set, got.set);
    } else {
      same(at + ', value', wanted.value, got.value);
      same(at + ', writable', wanted.writable, got.writable);
    }
    see(typeof name === 'string' ? name : 'symbol');
    if (!wanted.accessor) see(wanted.value);
  }
  const enumerable = keys.filter((name) => typeof name === 'string' && model.find(name).enumerable);
  switch (below(6)) {
    case 0:
      sameList(origin + ': Object.keys', enumerable, Object.keys(object));
      break;
    case 1:
      sameList(origin + ': Object.entries', enumerable, Object.entries(object).map((pair) => pair[0]));
      break;
    case 2: {
      const seen = [];
      for (const name in object) if (Object.hasOwn(object, name)) seen.push(name);
      sameList(origin + ': for-in', enumerable, seen);
      break;
    }
    case 3: {
      const copy = { ...object };
      const wanted = keys.filter((name) => model.find(name).enumerable);
      sameList(origin + ': spread', wanted, Reflect.ownKeys(copy));
      for (const name of wanted) same(origin + ': spread value', model.get(name, object), copy[name]);
      break;
    }
    case 4:
      sameList(origin + ': assign', keys.filter((name) => model.find(name).enumerable), Reflect.ownKeys(Object.assign({}, object)));
      break;
  }
}

// What a native made, read once: later edits are held against it, and its keys go into the hash that Node's is compared with.
const PROTOTYPE = 'prototype';
function adopt(object, origin) {
  const model = new Model(object, origin);
  for (const name of Reflect.ownKeys(object)) {
    const got = Object.getOwnPropertyDescriptor(object, name);
    const property = new Property(got.value, !!got.writable, got.enumerable, got.configurable);
    property.accessor = 'get' in got;
    property.get = got.get;
    property.set = got.set;
    model.put(name, property);
    if (origin !== PROTOTYPE) see(typeof name === 'string' ? name : 'symbol');
  }
  model.extensible = Object.isExtensible(object);
  model.foreign = true;
  return model;
}

// The models of prototypes that are not in the pool.
const protos = new Map();
function protoOf(object) {
  const proto = Object.getPrototypeOf(object);
  if (proto === null) return null;
  let model = protos.get(proto);
  if (!model) {
    model = adopt(proto, PROTOTYPE);
    protos.set(proto, model);
    model.proto = protoOf(proto);
  }
  return model;
}

class Plain {}
class Fields {
  a = 1;
  #hidden = step;
  b = step;
  constructor(name, value) {
    this[name] = value;
  }
  hidden() {
    return this.#hidden;
  }
}
class Derived extends Fields {
  c = this.a;
  #also = this.hidden();
  also() {
    return this.#also;
  }
}
class MyError extends Error {}
class List extends Array {}
class Table extends Map {}

const pairs = () => {
  const list = [];
  for (let i = below(6); i >= 0; i--) list.push([key(), value()]);
  return list;
};
const filled = (object, origin, list) => {
  const model = new Model(object, origin);
  for (const [name, item] of list) model.data(name, item);
  return model;
};
const jsonValue = () => of([1, 'two', true, null, 4.5, 0]);

const makers = {
  literalComputed() {
    const k = key(), v = value();
    return filled({ [k]: v }, 'literal with a computed key', [[k, v]]);
  },
  literalMixed() {
    const k = key(), v = value();
    return filled({ a: 1, [k]: v, kind: 2 }, 'literal with a computed key between', [['a', 1], [k, v], ['kind', 2]]);
  },
  literalTwo() {
    const k = key(), l = key(), v = value();
    return filled({ [k]: 1, [l]: v }, 'literal with two computed keys', [[k, 1], [l, v]]);
  },
  literalFixed() {
    const v = value();
    return filled({ value: v, done: false }, 'literal', [['value', v], ['done', false]]);
  },
  literalFresh() {
    const k = 'k' + below(KEYS), v = value();
    return filled(new Function('v', `return { ${k}: v, a: 1 };`)(v), 'literal of its own code', [[k, v], ['a', 1]]);
  },
  optionsFresh() {
    const k = 'k' + below(KEYS);
    const made = new Function('v', `return class { ${k} = v; static s = 1 };`)(1);
    return filled(new made(), 'class of its own code', [[k, 1]]);
  },
  literalAccessor() {
    const v = value();
    const object = { get x() { return v; }, set x(w) {}, y: 1 };
    const model = adopt(object, 'literal with an accessor');
    model.foreign = false;
    return model;
  },
  literalLong() {
    const v = value();
    const object = { a: 0, b: 1, c: 2, d: 3, e: 4, f: 5, g: 6, h: 7, i: 8, j: 9, k: 10, l: 11, m: 12, n: 13, o: 14, p: v };
    return filled(object, 'long literal', [...'abcdefghijklmno'].map((k, i) => [k, i]).concat([['p', v]]));
  },
  empty() {
    return new Model({}, 'empty literal');
  },
  nullProto() {
    return new Model(Object.create(null), 'Object.create(null)');
  },
  protoLiteral() {
    const v = value();
    return filled({ __proto__: null, a: v }, 'literal with __proto__', [['a', v]]);
  },
  create() {
    const k = key(), l = key(), v = value();
    const object = Object.create(null, {
      [k]: { value: v, writable: true },
      [l]: { value: 1, enumerable: true, configurable: true },
    });
    const model = new Model(object, 'Object.create with descriptors');
    if (k === l) return adopt(object, model.origin);
    // Descriptors are taken in the order of the keys of their object.
    const first = new Property(v, true, false, false);
    const second = new Property(1, false, true, true);
    const order = adopt({ [k]: 0, [l]: 0 }, 'order').ownKeys();
    for (const name of order) model.put(name, name === k ? first : second);
    return model;
  },
  json() {
    const list = [];
    for (let i = below(5); i >= 0; i--) list.push([of([...FEW, 'k' + below(KEYS), 'k' + below(KEYS), String(below(20))]), jsonValue()]);
    const text = '{' + list.map(([k, v]) => JSON.stringify(k) + ':' + JSON.stringify(v)).join(', ') + '}';
    return filled(JSON.parse(text), 'JSON.parse', list);
  },
  jsonRows() {
    const k = 'k' + below(KEYS);
    const rows = JSON.parse(`[{"${k}":1,"a":2},{"${k}":3,"a":4},{"a":5,"${k}":6}]`);
    check(filled(rows[0], 'JSON.parse, first row', [[k, 1], ['a', 2]]));
    check(filled(rows[1], 'JSON.parse, second row', [[k, 3], ['a', 4]]));
    return filled(rows[2], 'JSON.parse, third row', [['a', 5], [k, 6]]);
  },
  spread() {
    const list = pairs(), source = {};
    for (const [k, v] of list) source[k] = v;
    const model = new Model({ ...source, y: 1 }, 'spread');
    for (const name of filled(null, '', list).ownKeys()) model.data(name, source[name]);
    return model.data('y', 1);
  },
  spreadBefore() {
    const k = key(), v = value();
    const model = filled({ x: 0, ...{ [k]: v } }, 'spread after a key', [['x', 0]]);
    return model.data(k, v);
  },
  rest() {
    const list = pairs(), source = {};
    for (const [k, v] of list) source[k] = v;
    const k = of(list)[0];
    const { [k]: taken, ...others } = source;
    same('rest: what is taken', source[k], taken);
    const model = new Model(others, 'rest');
    for (const name of filled(null, '', list).ownKeys()) if (name !== k) model.data(name, source[name]);
    return model;
  },
  fromEntries() {
    const list = pairs();
    return filled(Object.fromEntries(list), 'Object.fromEntries', list);
  },
  assign() {
    const list = pairs(), k = key(), source = {};
    for (const [name, v] of list) source[name] = v;
    const model = filled(Object.assign({ [k]: 1 }, source, null, { x: 2 }), 'Object.assign', [[k, 1]]);
    for (const name of filled(null, '', list).ownKeys()) model.data(name, source[name]);
    return model.data('x', 2);
  },
  groupBy() {
    const list = pairs();
    const object = {};
    const model = new Model(object, 'reduce');
    list.reduce((all, [k, v]) => ((all[k] = v), all), object);
    for (const [k, v] of list) model.data(k, v);
    return model;
  },
  instance() {
    const k = key(), v = value();
    const made = new Fields(k, v);
    same('private field', step, made.hidden());
    return filled(made, 'class with fields', [['a', 1], ['b', step], [k, v]]);
  },
  derived() {
    const k = key(), v = value();
    const made = new Derived(k, v);
    same('private field of a subclass', step, made.also());
    return filled(made, 'subclass with fields', [['a', 1], ['b', step], [k, v], ['c', k === 'a' ? v : 1]]);
  },
  plainInstance() {
    return new Model(new Plain(), 'class');
  },
  constructed() {
    const k = key(), v = value();
    function Made() {
      this[k] = v;
      this.x = 1;
    }
    return filled(new Made(), 'constructor', [[k, v], ['x', 1]]);
  },
  functions() {
    return adopt(of([function named(a, b) {}, (a) => a, async () => {}, function* () {}, class { static s = 1 }, { m() {} }.m, (() => {}).bind(1)]), 'function');
  },
  array() {
    return adopt(of([[], [1, 2, 3], new Array(5), [1, , 3], new List(), Array.from({ length: 3 })]), 'array');
  },
  error() {
    const object = of([() => new Error('m'), () => new TypeError('m', { cause: 1 }), () => new MyError('x'), () => new AggregateError([1], 'm')])();
    delete object.stack;
    return adopt(object, 'error');
  },
  match() {
    const found = of([/b(?<n>c)?/, /(a)(b)/d, /c/])[Symbol.match]('abc');
    same('match: index', 'abc'.indexOf(found[0]), found.index);
    same('match: input', 'abc', found.input);
    if (found.groups) same('match: group', 'c', found.groups.n);
    return adopt(found, 'match');
  },
  iteratorResult() {
    const v = value();
    return filled([v].values().next(), 'iterator result', [['value', v], ['done', false]]);
  },
  entriesResult() {
    const k = key(), v = value();
    const made = new Map([[k, v]]).entries().next();
    same('entries: key', k, made.value[0]);
    return filled(made, 'iterator result of a Map', [['value', made.value], ['done', false]]);
  },
  generatorResult() {
    const v = value();
    return filled((function* () { yield v; })().next(), 'generator result', [['value', v], ['done', false]]);
  },
  descriptor() {
    const v = value();
    const made = Object.getOwnPropertyDescriptor({ a: v }, 'a');
    return filled(made, 'descriptor', [['value', v], ['writable', true], ['enumerable', true], ['configurable', true]]);
  },
  argumentsObject() {
    return adopt((function () { 'use strict'; return arguments; })(1, value()), 'arguments');
  },
  groups() {
    const made = /(?<n>a)(?<m>x)?/.exec('a').groups;
    return filled(made, 'groups', [['n', 'a'], ['m', undefined]]);
  },
  structured() {
    const k = 'k' + below(KEYS);
    return filled(structuredClone({ [k]: 1, x: 'y' }), 'structuredClone', [[k, 1], ['x', 'y']]);
  },
  others() {
    return adopt(of([() => /x/g, () => new Date(0), () => new Map(), () => new Set(), () => new Table(), () => Promise.resolve(1),
      () => new Number(1), () => new String('abc'), () => Object(Symbol('q')), () => [].values(), () => new WeakMap()])(), 'other object');
  },
  resolvers() {
    const k = key(), v = value();
    let result;
    const object = { set [k](given) { result = given; } };
    object[k] = v;
    same('setter of a literal', v, result);
    const model = new Model(object, 'literal with a setter');
    const property = new Property(undefined, false, true, true);
    property.accessor = true;
    property.set = Object.getOwnPropertyDescriptor(object, k).set;
    model.put(k, property);
    return model;
  },
};
const makerNames = Object.keys(makers);

const setFixed = [
  (o, v) => { o.a = v; },
  (o, v) => { o.b = v; },
  (o, v) => { o.value = v; },
  (o, v) => { o.index = v; },
];
const FIXED = ['a', 'b', 'value', 'index'];
const getFixed = [(o) => o.a, (o) => o.b, (o) => o.value, (o) => o.index];

// Arrays and strings have exotic indices and lengths, which the model of arrays covers; `callee` throws.
const isExotic = (model, name) => model.foreign && (name === 'length' || name === 'callee' || isIndex(name));

function edit(model) {
  const { object, origin } = model;
  let name = chance(40) && model.keys.length > 0 ? of(model.keys) : key();
  if (isExotic(model, name)) name = 'instead' + below(5);
  switch (below(16)) {
    case 0: case 1: case 2: {
      const v = value();
      same(origin + ': Reflect.set', model.set(name, v), Reflect.set(object, name, v));
      break;
    }
    case 3: case 4: {
      const v = value();
      model.set(name, v);
      object[name] = v;
      break;
    }
    case 5: {
      const which = below(4), v = value();
      model.set(FIXED[which], v);
      setFixed[which](object, v);
      break;
    }
    case 6: case 7:
      same(origin + ': delete', model.delete(name), Reflect.deleteProperty(object, name));
      break;
    case 8: {
      const wanted = {};
      if (chance(60)) wanted.value = value();
      if (chance(70)) wanted.writable = chance(70);
      if (chance(70)) wanted.enumerable = chance(70);
      if (chance(70)) wanted.configurable = chance(80);
      same(origin + ': define', model.define(name, wanted), Reflect.defineProperty(object, name, wanted));
      break;
    }
    case 9: {
      const v = value();
      const wanted = { get: () => v, configurable: chance(80), enumerable: chance(50) };
      if (chance(50)) wanted.set = function () {};
      same(origin + ': define an accessor', model.define(name, wanted), Reflect.defineProperty(object, name, wanted));
      break;
    }
    case 10: {
      const which = below(4);
      same(origin + ': get', model.get(FIXED[which], object), getFixed[which](object));
      break;
    }
    case 11:
      same(origin + ': get', model.get(name, object), object[name]);
      same(origin + ': has', model.has(name), name in object);
      same(origin + ': hasOwn', model.find(name) !== undefined, Object.hasOwn(object, name));
      break;
    case 12:
      if (chance(15)) {
        same(origin + ': preventExtensions', true, Reflect.preventExtensions(object));
        model.extensible = false;
      }
      break;
    case 13:
      if (chance(8) && !model.foreign) {
        const freeze = chance(50);
        (freeze ? Object.freeze : Object.seal)(object);
        model.extensible = false;
        for (const property of model.properties) {
          property.configurable = false;
          if (freeze && !property.accessor) property.writable = false;
        }
        same(origin + ': is frozen or sealed', true, freeze ? Object.isFrozen(object) : Object.isSealed(object));
      }
      break;
    case 14: {
      // Many keys, and most of them away again.
      if (!chance(20) || !model.extensible) break;
      const count = below(400);
      const from = below(KEYS);
      for (let i = 0; i < count; i++) {
        const k = 'k' + ((from + i * 7) % KEYS);
        const v = from + i;
        same(origin + ': set of many', model.set(k, v), Reflect.set(object, k, v));
      }
      if (chance(50)) {
        for (let i = count - 1; i >= 0; i--) {
          const k = 'k' + ((from + i * 7) % KEYS);
          same(origin + ': delete of many', model.delete(k), delete object[k]);
        }
      }
      break;
    }
    case 15:
      if (chance(30) && model.extensible) {
        const other = of(pool);
        let circle = false;
        for (let at = other; at; at = at.proto) circle ||= at === model;
        if (circle) break;
        same(origin + ': setPrototypeOf', true, Reflect.setPrototypeOf(object, other.object));
        model.proto = other;
      }
      break;
  }
}

function make(maker) {
  const model = maker();
  model.proto = protoOf(model.object);
  return model;
}

// So many different ones at once that no table of shapes keeps them all.
function burst() {
  const maker = makers[of(makerNames)];
  const models = [];
  for (let i = 0; i < Math.min(3000, KEYS); i++) models.push(make(maker));
  for (let i = 0; i < 20; i++) models.push(make(makers[of(makerNames)]));
  models.forEach(check);
}

const pool = [];
while (step < EDITS) {
  step++;
  if (chance(30) || pool.length === 0) {
    if (BURSTS && below(300) === 0) burst();
    const model = make(makers[of(makerNames)]);
    check(model);
    if (pool.length < 150) pool.push(model);
    else if (chance(50)) pool[below(pool.length)] = model;
  } else {
    const model = of(pool);
    edit(model);
    if (chance(30)) check(model);
  }
  if (chance(20)) churn();
}
pool.forEach(check);
finish('objects');
