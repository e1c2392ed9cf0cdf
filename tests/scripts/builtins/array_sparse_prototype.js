// Long arrays of holes while prototypes have elements: what walks over elements costs what the array and its prototypes hold, not
// what the length says.
const far = 3e5;
const proto = [];
const a = [];
a[far] = 'own';
Object.setPrototypeOf(a, proto);
proto[123] = 'inherited';
proto[2e5] = 'far';
a[7] = 7;
const c = Array.prototype.concat.call([], a, ['end']);
console.log(c.length, c[7], c[123], Object.hasOwn(c, 123), c[2e5], c[far], c[far + 1], Object.keys(c).join());
const seen = [];
Array.prototype.forEach.call(a, (value, index) => seen.push(index, value));
console.log(seen.join());
console.log(Array.prototype.indexOf.call(a, 'own'), Array.prototype.indexOf.call(a, 'far'), Array.prototype.indexOf.call(a, 8));
console.log(Array.prototype.some.call(a, (value) => value === 'far'), Array.prototype.every.call(a, Boolean));
console.log(Array.prototype.reduce.call(a, (sum, value) => sum + value, ''));

// A prototype's prototype, in dense storage, and array-likes that only inherit.
Object.setPrototypeOf(proto, { 0: 'zero', 1: 'one', 3e5: 'hidden', __proto__: [, , 'two'] });
const order = [];
Array.prototype.forEach.call(a, (value, index) => order.push(index, value));
console.log(order.join());
const like = Object.create({ 5: 'five', 1e5: 'middle' }, { length: { value: 300001 } });
const found = [];
Array.prototype.forEach.call(like, (value, index) => found.push(index, value));
console.log(found.join());

// A string's characters are elements, too.
const wrapped = Object.create(new String('abc'), { length: { value: 300001, writable: true }, 9: { value: 'nine', enumerable: true } });
console.log(Array.prototype.findIndex.call('abc', (value) => value === 'c'), Array.prototype.indexOf.call(wrapped, 'c'));

// Elements that a callback puts into the prototype while the walk goes on are seen.
const late = new Array(far);
late[1] = 1;
const lateProto = Object.create(Array.prototype);
Object.setPrototypeOf(late, lateProto);
lateProto[0] = 0;
const steps = [];
late.forEach((value, index) => {
  steps.push(index, value);
  if (index === 1) lateProto[2e5] = 'late';
});
console.log(steps.join());

// So long that only that way ends: V8 collects the indices for concat.
const longest = new Array(4e9);
longest.push('foo');
const base = [];
base[123] = 'baz';
Object.setPrototypeOf(longest, base);
const joined = Array.prototype.concat.call(longest, ['bar']);
console.log(joined.length, joined[4e9], joined[4e9 + 1], joined.hasOwnProperty(123), Object.keys(base).join());
