const src = JSON.stringify(Array.from({ length: 20 }, (_, i) => ({ id: i, name: 'n' + i, sub: { list: [i, [i + 1]], t: `t${i}` } })));
const r = JSON.parse(src, function (k, v) {
  const junk = { k, v, pad: new Array(5) };
  return typeof v === 'string' ? v + '!' + junk.pad.length : Array.isArray(v) && k !== '' ? [...v, k] : v;
});
console.log(r[3], r.length);
console.log(JSON.stringify(r, (k, v) => (typeof v === 'string' ? v + { x: [v] }.x.length : v)).length);
console.log(
  JSON.stringify({
    a: {
      toJSON(k) {
        return { made: [k, { late: 'x'.repeat(3) }] };
      }
    },
    get b() {
      return Array.from({ length: 3 }, (_, i) => ({ i }));
    },
    d: new Date(0)
  })
);
console.log(
  JSON.stringify(
    Array.from({ length: 5 }, () => ({ toJSON: () => ({ toString: () => 'no', deep: { deeper: [{}] } }) })),
    null,
    1
  ).length
);
let nest = { v: 0 };
for (let i = 1; i < 60; i++) nest = { v: i, nest };
console.log(JSON.stringify(JSON.parse(JSON.stringify(nest))).length);
console.log(
  JSON.parse('{"a":[1,2,3],"b":{"c":"d"}}', function (k, v) {
    if (k === '1') {
      this.length = 1;
      for (let i = 0; i < 20; i++) ({ i });
    }
    return k === 'c' ? ['rep', { v }] : v;
  })
);
