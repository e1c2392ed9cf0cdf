// Elements far apart: on objects and arrays, made in every order, and back to dense ones when the gaps fill up.
const o = {};
for (let i = 0; i < 500; i++) o[i * 1e4] = i;
console.log(Object.keys(o).length, o[0], o[4990000], o[4990001], 4990000 in o, 5 in o);
for (let i = 0; i < 500; i += 2) delete o[i * 1e4];
console.log(Object.keys(o).length, Object.keys(o).slice(0, 3), o[10000]);
let keys = '';
o.name = 1; o[-5] = 'negative'; o['007'] = 'text'; o[4294967295] = 'no index'; o[4294967294] = 'index';
for (const k in o) if (k.length < 6 || k > '42') keys += k + ' ';
console.log(keys);

const down = {};
for (let i = 2000; i >= 0; i--) down[i] = i;
console.log(Object.keys(down).slice(0, 4), Object.values(down).reduce((x, y) => x + y), down[2000]);
const a = [];
for (let i = 5000; i >= 0; i -= 1) a[i] = i * 2;
console.log(a.length, a[0], a[5000], a.every((x, i) => x === i * 2), a.indexOf(4444));
const far = [1, 2, 3];
far[1e6] = 'far';
console.log(far.length, far.indexOf('far'), far.filter(() => true), Object.keys(far), far.at(-1), far[500]);
let seen = [];
far.forEach((x, i) => seen.push(i));
console.log(seen, far.pop(), far.length, far.push('end'), far.length);
far.length = 10;
console.log(far, far.length);
for (let i = 0; i < 3000; i++) far[i * 3] = i;
console.log(far.length, far[3], far[8997], far[4], 4 in far, far.reduce(x => x + 1, 0));
far.sort((x, y) => y - x);
console.log(far[0], far[2999], far[3000], far.length);

// Attributes stay with an element, whatever becomes of the others.
const d = [];
Object.defineProperty(d, 5000, { value: 'fixed', enumerable: false, configurable: false, writable: false });
for (let i = 0; i < 4000; i++) d[i] = i;
d[5000] = 'no';
console.log(d[5000], delete d[5000], Object.keys(d).length, d.propertyIsEnumerable(5000), d.length);
const e = {};
Object.defineProperty(e, 3000, { get: () => 'got', configurable: true, enumerable: true });
for (let i = 0; i < 3000; i++) e[i] = i;
console.log(e[3000], e[2999], Object.keys(e).length);
Object.defineProperty(e, 3000, { value: 'plain', writable: true });
for (let i = 3001; i < 3010; i++) e[i] = i;
console.log(e[3000], e[3009], Object.getOwnPropertyDescriptor(e, 3000), Object.getOwnPropertyDescriptor(e, 3001));
const frozen = Object.freeze(Object.assign([], { 100000: 1, 5: 2 }));
frozen[5] = 3; frozen[6] = 3;
console.log(frozen[5], frozen[6], frozen.length, Object.isFrozen(frozen), Object.keys(frozen));
const sealed = Object.seal({ 70000: 1, 3: 1 });
sealed[3] = 2; sealed[4] = 2;
console.log(sealed, delete sealed[3], Object.isSealed(sealed));

// Filled from both ends, with holes kept and values that are found in the prototype.
const m = [];
for (let i = 0; i < 1500; i++) { m[i] = i; m[2999 - i] = -i; }
console.log(m.length, m[0], m[1499], m[1500], m[2999], m.includes(undefined));
const strings = [];
for (let i = 0; i < 200; i++) strings[i * 977] = 's' + i;
strings.splice(1, 976);
console.log(strings.length, strings[1], strings[978], strings.slice(0, 3), strings.lastIndexOf('s199'));
const big = new Array(3000);
big.push('pushed');
big[10] = 'ten';
for (let i = 0; i < 3000; i++) big[i] ??= i;
console.log(big.length, big[10], big[11], big[3000]);
const obj = { length: 0 };
Array.prototype.push.call(obj, 'x');
obj[99999] = 'y';
console.log(obj, Object.getOwnPropertyNames(obj));
function args() { arguments[50000] = 'far'; return [arguments.length, arguments[50000], arguments[0], Object.keys(arguments)]; }
console.log(args('a', 'b'));
