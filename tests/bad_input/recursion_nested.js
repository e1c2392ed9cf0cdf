// Values nested 100,000 deep, through everything in the engine that walks along them: a result or an error, never a crash.
const N = 100000;
const nest = (wrap, seed) => {
  let value = seed;
  for (let i = 0; i < N; i++) value = wrap(value);
  return value;
};
const error = (key) => nest((v) => Object.assign(new Error('x'), { [key]: v }), 'x');
const plain = (v) => Object.create(v);
const cases = {
  'name of errors described': () => Reflect.apply(error('name')),
  'message of errors described': () => error('message')(),
  'name of errors as text': () => String(error('name')),
  'stack of errors': () => error('name').stack,
  'stack property of errors': () => console.log(error('stack')),
  'message of errors': () => console.log(error('message')),
  'cause of errors': () => console.dir(nest((cause) => new Error('x', { cause }), 1), { depth: 3 }),
  'errors of errors': () => console.log(nest((v) => new AggregateError([v], 'x'), 1)),
  'prototypes described': () => nest(plain, {})(),
  'prototypes shown': () => console.log(nest(plain, {})),
  'prototypes with a constructor': () => console.log(nest((constructor) => ({ constructor }), class {})),
  'prototypes with a name': () => nest((name) => ({ constructor: { name } }), 'x').x.x,
  'prototypes searched': () => [nest(plain, { a: 1 }).a, nest(plain, {}) instanceof Array, {}.isPrototypeOf(nest(plain, {}))],
  'bound functions': () => [nest((f) => f.bind(), () => 1)(), {} instanceof nest((f) => f.bind(), function () {})],
  'conversions': () => +nest((v) => ({ valueOf: () => +v }), 1),
  'texts': () => String(nest((v) => ({ toString: () => String(v) }), 1)),
  'primitives': () => +nest((v) => ({ [Symbol.toPrimitive]: () => +v }), 1),
  'getters': () => nest((v) => ({ get a() { return v.a; } }), { a: 1 }).a,
  'setters': () => { nest((v) => ({ set a(x) { v.a = x; } }), { a: 1 }).a = 1; },
  'calls': () => nest((f) => () => f(), () => 1)(),
  'generators': () => nest((v) => (function* () { yield* v; })(), [1]).next().value,
  'iterators': () => globalThis.Iterator && nest((v) => v.map((x) => x), [1].values()).next(),
  'thenables': () => Promise.resolve(nest((v) => ({ then(f) { f(v); } }), 1)),
  'species': () => nest((v) => class extends Array { static get [Symbol.species]() { return v; } }, Array).from([1]).map((x) => x),
  'tags': () => console.log(nest((v) => ({ get [Symbol.toStringTag]() { return v; } }), 'x')),
  'inspection methods': () => console.log(nest((v) => ({ [Symbol.for('nodejs.util.inspect.custom')]: () => v }), 1)),
  'JSON methods': () => JSON.stringify(nest((v) => ({ toJSON: () => ({ v }) }), 1)),
  'levels of JSON': () => JSON.parse('['.repeat(5e6) + ']'.repeat(5e6)),
  'clones': () => [structuredClone(nest((v) => [v], 1)), structuredClone(nest((v) => new Map([[v, 1]]), 1)), structuredClone(nest((cause) => new Error('x', { cause }), 1))],
  'raw templates': () => String.raw({ raw: nest((v) => [v], 1) }),
  'tables': () => console.table([nest((v) => [v], 1)]),
  'ropes': () => [nest((v) => v + 'xxxxxxxxxxxxxxxx', 'a').at(3), { [nest((v) => 'xxxxxxxxxxxxxxxx' + v, 'a')]: 1 }],
  'classes': () => console.log(nest((v) => class extends v {}, class {})),
  'patterns': () => { for (const [open, close] of ['()', ['(?:', ')*'], ['(?=', ')'], ['(a|', ')'], ['(?<!', ')']]) try { new RegExp(open.repeat(N) + close.repeat(N)).test('a'); } catch {} },
};
// Sources, of every kind of nesting.
const sources = { '(': ')', '[': ']', 'x={a:': '}', '{': '}', 'function f(){': '}', '()=>': '1', '`${': '}`', 'if(1)': ';', '!': '1', 'a=': '1', 'new ': 'x', 'class a{static{': '}}', 'var[a=': '1]', 'try{': '}finally{}', 'switch(1){case 1:': '}', 'do ': ';while(0)', 'async()=>await ': '1', 'a?b:': '1', 'f(': ')', '[...': 'x]', '({[': ']:1})', 'class a extends ': 'b{}', 'a[': ']', '-': '1', 'for(;;)': ';', '{let a;()=>a;': '}' };
for (const [open, close] of Object.entries(sources))
  for (const n of [200, 700, 1900, 20000])
    cases[`source of ${n} ${open}`] = () => {
      try {
        new Function(open.repeat(n) + close.repeat(n));
      } catch (e) {
        if (!(e instanceof SyntaxError)) throw e;
      }
    };
const faults = [];
for (const [name, run] of Object.entries(cases))
  try {
    run();
  } catch (e) {
    if (!(e instanceof RangeError || e instanceof TypeError)) faults.push(`${name}: ${e}`);
  }
console.log(faults.length ? faults.join('\n') : 'ok');
