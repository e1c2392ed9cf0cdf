const P = (...a) => console.log(...a);
const s = Symbol('d'),
  t = Symbol('d'),
  e = Symbol();
P(
  s,
  s.toString(),
  s.description,
  e.description,
  Symbol('').description,
  typeof s,
  s === t,
  s == s,
  Symbol.for('r') === Symbol.for('r'),
  Symbol.keyFor(Symbol.for('r')),
  Symbol.keyFor(s),
  Symbol.for().description,
  Symbol.keyFor(Symbol.iterator),
  String(s),
  Object(s),
  typeof Object(s),
  Object(s) == s,
  s.valueOf() === s,
  Symbol(undefined).description,
  Symbol(null).description,
  Symbol(5).toString()
);
for (const f of [
  () => new Symbol(),
  () => s + 1,
  () => `${s}`,
  () => +s,
  () => Symbol.keyFor('x'),
  () => Symbol.prototype.toString.call(1),
  () => Symbol(Symbol()),
  () => [s].join(),
  () => (s.description = 5),
  () => s | 0,
  () => Object.getOwnPropertyDescriptor(Symbol.prototype, 'description').get.call({})
])
  try {
    P(f());
  } catch (x) {
    P(x.message);
  }
const o = {
  [s]: 1,
  [Symbol('m')]() {
    return 'm';
  },
  reg: 2,
  [Symbol.for('g')]: 3
};
P(
  o,
  Object.keys(o),
  Object.getOwnPropertySymbols(o),
  JSON.stringify(o),
  s in o,
  o[s],
  o[t],
  Object.entries(o),
  { ...o }[s],
  Object.assign({}, o)[s],
  Reflect.ownKeys(o)
);
for (const k in o) P(k);
P(
  o[Object.getOwnPropertySymbols(o)[1]].name,
  !!s,
  s ? 1 : 0,
  [s].includes(s),
  new Map([[s, 1]]).get(s),
  Symbol.prototype[Symbol.toStringTag],
  Object.getOwnPropertyNames(Symbol)
    .filter((n) => !/dispose/i.test(n))
    .sort()
    .join()
);
// well-knowns
class Temp {
  constructor(c) {
    this.c = c;
  }
  [Symbol.toPrimitive](h) {
    return h === 'string' ? this.c + 'C' : h === 'number' ? this.c : 'dflt' + this.c;
  }
  get [Symbol.toStringTag]() {
    return 'Temp';
  }
  static [Symbol.hasInstance](x) {
    return 'c' in x;
  }
}
const tp = new Temp(20);
P(`${tp}`, +tp, tp + '', tp * 2, tp > 10, Object.prototype.toString.call(tp), { c: 1 } instanceof Temp, tp, [tp] == 'x');
const sp = { length: 2, 0: 'a', 1: 'b', [Symbol.isConcatSpreadable]: true };
P([1].concat(sp), [1].concat(Object.assign([9], { [Symbol.isConcatSpreadable]: false })).length);
class MyArr extends Array {
  static get [Symbol.species]() {
    return Array;
  }
}
P(new MyArr(1, 2).map((x) => x) instanceof MyArr, new MyArr(1, 2).filter(() => 1).constructor.name);
const iter = {
  [Symbol.iterator]: function* () {
    yield 1;
    yield 2;
  }
};
P([...iter], Math.max(...iter));
P(
  'x'.replace({ [Symbol.replace]: (a, b) => a + b }, 'y'),
  'abc'.search({ [Symbol.search]: () => 42 }),
  'a-b'.split({ [Symbol.split]: (x) => [x, 'split'] }),
  'm'.match({ [Symbol.match]: () => 'matched' }),
  [...'q'.matchAll({ [Symbol.matchAll]: () => [7] })]
);
P(Array.prototype[Symbol.unscopables].flat, Object.getPrototypeOf(Array.prototype[Symbol.unscopables]));
P(
  Object.getOwnPropertyDescriptor(Symbol, 'iterator'),
  Symbol.iterator.toString(),
  Symbol.asyncIterator.description,
  Array.prototype[Symbol.iterator] === Array.prototype.values,
  Function.prototype[Symbol.hasInstance].name,
  Symbol.prototype[Symbol.toPrimitive].name,
  RegExp.prototype[Symbol.matchAll].name,
  Map.prototype[Symbol.iterator].name,
  Object.getOwnPropertyDescriptor(Array, Symbol.species).get.name,
  Date.prototype[Symbol.toPrimitive].length
);
const lazyTag = {};
Object.defineProperty(lazyTag, Symbol.toStringTag, {
  get() {
    return 'L' + 1;
  }
});
P(String(lazyTag), lazyTag);
P(
  Object.prototype.toString.call(Object.assign(() => 1, { [Symbol.toStringTag]: 'Fn' })),
  Object.prototype.toString.call(Object.assign([], { [Symbol.toStringTag]: 'Arr' })),
  Object.prototype.toString.call({ [Symbol.toStringTag]: 1 })
);
const sobj = Object(Symbol.iterator);
P([][sobj] === [][Symbol.iterator], { [sobj]: 1 }[Symbol.iterator], Object(s) === Object(s));
const bad = { [Symbol.toPrimitive]: () => s };
try {
  bad + '';
} catch (x) {
  P(x.message);
}
P({ [bad]: 'via toPrimitive symbol key' }[s], bad == s);
