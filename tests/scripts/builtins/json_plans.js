// JSON.stringify of objects of one shape again and again: elements, changes during the call and between calls, toJSON that comes and goes.
const text = (v, ...more) => JSON.stringify(v, ...more);
console.log(text([{ a: 1 }, Object.assign({ a: 1 }, { 0: { x: 1 } })]), text([{ a: 1 }, Object.assign({ a: 1 }, { 2: 'e' })]));
const withElement = { a: 1 };
console.log(text(withElement));
withElement[0] = 'zero';
console.log(text(withElement), text({ a: 1 }));

class Point { constructor(x) { this.x = x; } }
const points = [new Point(1), new Point(2)];
console.log(text(points));
Point.prototype.toJSON = function () { return `p${this.x}`; };
console.log(text(points), text({ points }));
delete Point.prototype.toJSON;
console.log(text(points));
Object.prototype.toJSON = function () { return 'all'; };
console.log(text(points), text({}), text([]), text('s'), text(1));
delete Object.prototype.toJSON;
Array.prototype.toJSON = function () { return this.length; };
console.log(text([1, [2, 3]]), text({ a: [] }));
delete Array.prototype.toJSON;
console.log(text([1, [2, 3]]), text({ a: [] }));

// A toJSON that changes its holder.
const changing = { a: { toJSON() { delete changing.b; changing.c = 4; changing.d = 5; return 1; } }, b: 2, c: 3 };
console.log(text(changing), text(changing));
const large = {};
for (let i = 0; i < 40; i++) large['key' + i] = i === 3 ? { toJSON() { for (let k = 10; k < 40; k++) delete large['key' + k]; globalThis.gc?.(); return 'three'; } } : i;
console.log(text(large));
console.log(text(large));
const nested = { a: { toJSON() { return JSON.parse(text({ inner: [new Point(3)] })); } }, z: new Point(4) };
console.log(text(nested), text([nested, nested]));
const getters = { a: 1, get b() { return this.a + 1; } };
console.log(text([getters, { a: 1, b: 1 }, getters]));
Object.defineProperty(getters, 'b', { value: 'data', enumerable: true, configurable: true });
console.log(text(getters));
Object.defineProperty(getters, 'b', { enumerable: false });
console.log(text(getters), text({ a: undefined, b: () => 1, c: Symbol('s'), d: null }), text([undefined, () => 1, Symbol('s'), null]));
try { text({ a: 1, get b() { throw new Error('thrown'); } }); } catch (e) { console.log(e.message); }
console.log(text({ a: 1, b: 2, c: [{ b: 1, d: 2 }] }, ['b', 'c']), text({ a: 1, b: { a: 2 } }, (k, v) => (k === 'a' ? undefined : v)), text({ a: [1, { b: 2 }] }, null, 2));
console.log(text({ 'ключ': 1, 'k"\n': 2, a: 3 }), text({ a: 1, 'ключ': 1, b: 2 }, null, '·'));
console.log(text(Object.assign(Object.create({ inherited: 1 }), { own: 1 })), text(new (class A { #p = 1; q = 2; })()), text(Object.create(null)));

// Strings with what must be escaped at every place of a word of eight bytes, written and read.
for (let at = 0; at < 20; at++) {
  for (const c of ['"', '\\', '\n', '\u001f', ' ', '!', '#', '[', ']', '\u007f', '\u00ff', '\u2028', '\ud800', '😀']) {
    const s = 'x'.repeat(at) + c + 'y'.repeat(19 - at);
    const written = text(s);
    if (JSON.parse(written) !== s) console.log('lost', at, written);
    if (c === '"' && at % 7 === 0) console.log(written);
  }
}
console.log(JSON.parse('"a\\u00e9b\\u0416c\\nd"'), JSON.parse('"\\ud83d\\ude00 é \\t"'), JSON.parse('{"a\\tb":"c\\\\"}'), JSON.parse('"é\\"ж"'));
for (const bad of ['"a\nb"', '"abcdefgh\u0001"', '"abcdefghijkl', '"\\x"', '"\\u12g4"']) try { JSON.parse(bad); } catch (e) { console.log(e.message); }
