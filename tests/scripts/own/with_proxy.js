// A name in a `with` is looked for again when it is read (ECMA-262 §9.1.1.2.6), which Node 20 does not do.
const trace = [];
const show = (key) => (typeof key === 'symbol' ? key.toString() : key);
const scope = new Proxy(
  { a: 1 },
  {
    has(target, key) {
      trace.push('has ' + show(key));
      return key in target;
    },
    get(target, key, receiver) {
      trace.push('get ' + show(key));
      return Reflect.get(target, key, receiver);
    },
  },
);
console.log(Function('scope', 'with (scope) return a + Math.abs(-1)')(scope));
console.log(trace.join('; '));
