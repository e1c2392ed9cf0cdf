const P = (...a) => console.log(...a);
const J = JSON.parse;
P(
  J('1'),
  J('-0'),
  J('1.5e3'),
  J('1E-2'),
  J('"a"'),
  J('null'),
  J('true'),
  J('[]'),
  J('{}'),
  J(' [ 1 , 2 ] '),
  J('{"a":{"b":[1,{"c":null}]}}'),
  J('"\\u0041\\n\\/\\"\\\\\\b\\f\\r\\t"'),
  J('"\\ud83d\\ude00"'),
  J('"\\ud800"').length,
  J('\t\r\n 1 \n'),
  J('{"a":1,"a":2}'),
  J('{"1":1,"b":2,"0":0}'),
  J('{"__proto__":1}'),
  J('{"":1}'),
  J('123456789012345678901234567890'),
  J('1e400'),
  J('"\u2028"').length,
  J('0'),
  J('[0.1,-1]'),
  J(5),
  J(null),
  J(true),
  J('"é😀"'),
  J([1]),
  J('{"constructor":1,"toString":2}')
);
for (const bad of [
  '',
  ' ',
  '{',
  '[',
  '[1,]',
  '{"a":1,}',
  '{a:1}',
  "{'a':1}",
  '01',
  '1.',
  '.5',
  '+1',
  '--1',
  '1e',
  '"a',
  '"\n"',
  '"\\x"',
  '"\\u12"',
  'nul',
  'undefined',
  'NaN',
  '[1 2]',
  '{"a" 1}',
  '{"a":}',
  'tru',
  '1 2',
  '[]]',
  '\u00a01',
  '{"a":1 "b":2}',
  '"\t"',
  '[,1]',
  '{,}',
  '// c\n1',
  '0x1',
  '1_000',
  '"abc\u0000"',
  '{"a":[1,2,{"b":tru}]}',
  'a'.repeat(50),
  '{"long":"' + 'x'.repeat(60) + '",}',
  undefined,
  '-',
  '{1:2}',
  '["\\u{41}"]',
  'Infinity',
  '\ufeff1',
  '{"a":"b}',
  '[1,2',
  '{"x":1',
  '"\\'
])
  try {
    P(J(bad));
  } catch (e) {
    P(e.name + ': ' + e.message);
  }
P(
  J('{"a":1,"b":[2,{"c":3}]}', (k, v) => (typeof v === 'number' ? v + 1 : v)),
  J('{"a":1,"b":2}', (k, v) => (k === 'a' ? undefined : v)),
  J('[1,2,3]', (k, v) => (k === '1' ? undefined : v)),
  J('[1,[2,3]]', function (k, v) {
    return Array.isArray(this) && k === '0' ? 'first' : v;
  }),
  J('1', () => 'root'),
  J('{"d":"1970-01-01T00:00:00.000Z"}', (k, v) => (k === 'd' ? new Date(v) : v)),
  J('{}', 5)
);
const order = [];
J('{"a":[1,{"b":2}],"c":3}', function (k, v) {
  order.push(k + '=' + JSON.stringify(v));
  return v;
});
P(order);
J('[1,2,3]', function (k, v) {
  if (k === '0') {
    this.pop();
    this[1] = 'mut';
  }
  order.push(k);
  return v;
});
P(order.slice(-4));
P(
  J('{"a":1,"b":2}', function (k, v) {
    if (k === 'a') {
      delete this.b;
      this.c = 9;
    }
    return v;
  })
);
try {
  J('{"a":1}', () => {
    throw new Error('reviver');
  });
} catch (e) {
  P(e.message);
}
let s = '1';
for (let i = 0; i < 2000; i++) s = '[' + s + ']';
let d = J(s),
  n = 0;
while (Array.isArray(d)) {
  d = d[0];
  n++;
}
P(n, d);
const big = { list: Array.from({ length: 200 }, (_, i) => ({ id: i, name: 'n' + i, tags: ['a', 'b'], nested: { v: i / 3 } })) };
const rt = J(JSON.stringify(big));
P(JSON.stringify(rt) === JSON.stringify(big), rt.list[199], J(JSON.stringify('\u0001\ud800é')));
P(
  Object.getOwnPropertyDescriptor(J('{"a":1}'), 'a'),
  J('{"a":[]}').a instanceof Array,
  Object.getPrototypeOf(J('{}')) === Object.prototype,
  structuredCloneLike({ a: [1, { b: new Date(0) }] })
);
function structuredCloneLike(o) {
  return J(JSON.stringify(o));
}
P(J('[' + '1,'.repeat(100) + '1]').length, J('{"' + 'k'.repeat(100) + '":1}'), J(' {"x" : [ ] , "y" : { } } '), J('"' + '\\u00e9'.repeat(10) + '"'));
