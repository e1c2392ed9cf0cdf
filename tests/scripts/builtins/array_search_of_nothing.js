// What an array or an array-like does not hold costs nothing to search, and reads as undefined.
const long = { length: 2 ** 32 - 1, 5: 'five', 4294967290: 'late' };
const holes = [];
holes.length = 4294967295;
holes[4294967290] = 7;
for (const [name, list] of Object.entries({ long, holes })) {
  for (const value of [42, 'five', 'late', 'last', 7, undefined, NaN]) {
    const found = [0, 6, -2].map((from) => Array.prototype.includes.call(list, value, from));
    console.log(name, value, found.join());
  }
}

// Prototypes, wrappers of strings, getters.
console.log(Array.prototype.includes.call(Object.create({ 4294967000: 'inherited' }, { length: { value: 4294967040 } }), 'inherited', 4294966000));
console.log(Array.prototype.includes.call(Object('text'), 'x'), Array.prototype.includes.call(Object('text'), undefined));
let reads = 0;
const getter = { length: 5000, get 4000() { reads++; this[4001] = 'added'; return 1; } };
console.log(Array.prototype.includes.call(getter, 'added'), reads);
const shrinks = [1, , { get 0() { return 0; } }, 4];
Object.defineProperty(shrinks, 0, { get() { shrinks.length = 2; return 0; } });
console.log(shrinks.includes(4), shrinks.includes(undefined), shrinks.includes(1));
Array.prototype[3] = 'everywhere';
console.log([1, , , , 5].includes('everywhere'), [1, , , , 5].includes(undefined), [1, 2, 3, , 5].includes(undefined));
delete Array.prototype[3];
