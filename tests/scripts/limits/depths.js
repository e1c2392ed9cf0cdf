// Nested deeper than natives walk: an error, and the same program goes on.
const nest = (n, make) => {
  let value = make(0);
  for (let i = 0; i < n; i++) value = make(value);
  return value;
};
const end = (f) => {
  try {
    f();
    return 'a result';
  } catch (e) {
    return e instanceof RangeError ? 'RangeError' : String(e);
  }
};
console.log(end(() => nest(1500, (v) => [v]).flat(2000)), nest(2000, (v) => [v]).flat(Infinity).length);
console.log(end(() => nest(120000, (v) => [v]).flat(Infinity)));
console.log(end(() => JSON.stringify(nest(2000, (v) => [v]))), end(() => JSON.stringify(nest(120000, (v) => [v]))));
console.log(end(() => JSON.stringify(nest(120000, (v) => ({ v })), null, 1)));
console.log(end(() => JSON.parse('['.repeat(200000) + ']'.repeat(200000))));
console.log(end(() => JSON.parse('['.repeat(1100000) + ']'.repeat(1100000), (key, value) => value)));

// Templates of objects are kept for the first levels alone; below, keys may differ, too.
let text = '0';
for (let i = 0; i < 90; i++) text = i % 3 ? `{"a":${i},"b":${text}}` : `[{"b":${text},"a":1},{"b":2,"a":${i}},{"a":1}]`;
const parsed = JSON.parse(text);
let at = parsed, seen = [];
for (; typeof at === 'object'; at = Array.isArray(at) ? at[0] : at.b) seen.push(Array.isArray(at) ? at.map((o) => Object.keys(o).join('')).join('|') : Object.keys(at).join(''));
console.log(seen.length, seen.slice(0, 6).join(), seen.slice(-6).join(), JSON.stringify(parsed) === text);
