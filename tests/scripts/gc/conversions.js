const junk = (n = 6) => {
  let r;
  for (let i = 0; i < n; i++) r = { i, a: [i, { i }], s: 'j' + i };
  return r;
};
const num = (n) => ({
    valueOf() {
      junk();
      return n;
    }
  }),
  str = (s) => ({
    toString() {
      junk();
      return s + junk(2).s;
    }
  }),
  prim = (v) => ({
    [Symbol.toPrimitive](h) {
      junk();
      return v[h] ?? v.d;
    }
  });
console.log(
  num(1) + num(2),
  num(5) - num(3),
  num(2) * num(4),
  num(9) / num(3),
  num(9) % num(4),
  num(2) ** num(3),
  num(6) & num(3),
  num(1) << num(4),
  num(3) < num(4),
  num(3) >= num(4),
  num(3) == 3,
  -num(5),
  +num(6),
  ~num(7),
  num(1) + 'x',
  'y' + num(2)
);
console.log(
  `${str('a')}${str('b')}-${num(3)}`,
  str('k') + str('l'),
  [str('m'), [str('n')]].join('+'),
  { [str('key')]: 1 },
  [10, 20, 30][num(1)],
  'abc'[num(2)],
  str('x') + 1,
  str('c') < str('d'),
  'abcdef'.slice(num(1), num(3)),
  'ab'.repeat(num(2)),
  Math.max(num(1), num(9), num(3)),
  [1, 2, 3, 4].slice(num(1)),
  'a-b'.split(str('-')),
  'x'.padStart(num(3), str('p')),
  [3, 4].indexOf(num(3)),
  parseInt(str('12')),
  String(str('q')),
  Number(num(4)),
  new Date(num(5)).getTime(),
  'abc'.concat(str('d'), num(1)),
  [1, 2].fill(num(1), num(0), num(1)).length,
  Array.from({ length: num(2) }, (_, i) => junk(2).i + i)
);
console.log(+prim({ number: 5, d: 'd' }), `${prim({ string: 's', d: 'd' })}`, prim({ d: 'dd' }) + 1, prim({ default: 7 }) == 7);
let x = num(3);
x++;
console.log(x);
let y = str('z');
y += str('w');
console.log(y);
const o = {
  get k() {
    junk();
    return num(4);
  },
  set k(v) {
    junk();
    this.v = [v];
  }
};
o.k += 1;
o.k *= o.k;
console.log(o.v);
const keyed = {};
keyed[str('dyn')] = junk();
keyed[str('dyn')].more = junk();
console.log(Object.keys(keyed));
switch (num(1) + 0) {
  case num(1) + 0:
    console.log('sw');
}
console.log(
  [num(3), num(1), num(2)].map(Number).sort(),
  [5, 1].sort((a, b) => num(a - b)),
  Object.is(num(1), num(1)),
  isNaN(str('n')),
  encodeURIComponent(str('é')),
  'abc'.at(num(-1)),
  [1, 2, 3].at(num(1)),
  'b'.localeCompare(str('a')) > 0,
  new RegExp(str('r')).source,
  Symbol(str('desc')).description,
  (255).toString(num(16)),
  (1.005).toFixed(num(2)),
  JSON.stringify({ a: 1 }, null, new Number(2))
);
