// == and === over a matrix of values, and relational comparison.
const sym = Symbol('s'),
  obj = {
    valueOf() {
      return 1;
    }
  },
  arr = [1];
const vals = [
  undefined,
  null,
  0,
  -0,
  1,
  NaN,
  '',
  '0',
  '1',
  ' 1 ',
  'a',
  true,
  false,
  obj,
  arr,
  [],
  [null],
  [[1]],
  {},
  sym,
  Object(sym),
  new Number(1),
  new String('1'),
  new Boolean(false),
  Infinity,
  'Infinity',
  '0x1',
  '1e0'
];
for (const a of vals) console.log(vals.map((b) => (a == b ? (a === b ? '3' : '2') : '.')).join(''));
const cmp = [undefined, null, 0, 1, NaN, '', '10', '9', 'a', 'B', true, obj, [2], {}, Infinity];
for (const a of cmp) console.log(cmp.map((b) => (a < b ? '<' : a > b ? '>' : a <= b && a >= b ? '=' : a <= b ? 'l' : a >= b ? 'g' : '.')).join(''));
console.log(
  'a' < 'b',
  'a' < 'B',
  'abc' < 'abd',
  'ab' < 'abc',
  '' < 'a',
  '10' < '9',
  '10' < 9,
  10 < '9',
  'é' > 'z',
  '\ud83d\ude00' > '\uffff',
  'a' <= 'a',
  [1, 2] < [1, 3],
  null >= 0,
  null > 0,
  null == 0,
  undefined >= undefined
);
try {
  sym < 1;
} catch (e) {
  console.log(e.message);
}
try {
  sym + '';
} catch (e) {
  console.log(e.message);
}
try {
  +sym;
} catch (e) {
  console.log(e.message);
}
try {
  sym * 2;
} catch (e) {
  console.log(e.message);
}
try {
  `${sym}`;
} catch (e) {
  console.log(e.message);
}
console.log(
  sym == sym,
  Object(sym) == sym,
  Object(sym) === sym,
  Object(1) == Object(1),
  new String('a') == 'a',
  'a' == new String('a'),
  [] == '',
  [] == ![],
  [0] == false,
  null == undefined,
  null == false
);
const d = new Date(5);
console.log(d == 5, d == d.toString(), d < 6, d >= 5, +d, d - 1, typeof (d + 1), d == new Date(5), d <= new Date(5));
