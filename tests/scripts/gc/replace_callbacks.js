const mk = (x) => ({ x, pad: [x, [x]], s: 'v' + x });
const text = 'alpha beta gamma delta epsilon '.repeat(5);
console.log(
  text
    .replace(/\w+/g, (m, i) => {
      const o = Array.from({ length: 4 }, () => mk(m));
      return o[3].s.toUpperCase() + o.length;
    })
    .slice(0, 60)
);
console.log(
  text.replaceAll('a', (m, i) => {
    mk(i);
    return `<${mk(i).s}>`;
  }).length
);
console.log([...text.matchAll(/(?<first>\w)(\w*)/g)].map((m) => mk(m.groups.first + m[2].length).s).slice(0, 8));
console.log(
  'a1b2c3'.replace(/(\w)(\d)/g, (...a) => {
    const copy = [...a];
    mk(copy);
    return [copy[2], copy[1], copy.length].join('');
  })
);
console.log(
  text.split({
    [Symbol.split](s, l) {
      const parts = [];
      for (const c of s.slice(0, 10)) parts.push(mk(c).s);
      return parts;
    }
  })
);
let s = '';
for (let i = 0; i < 30; i++) s = s.replace(/$/, () => mk(i).s + ';');
console.log(s.length, s.slice(-10));
const re = /(\d)/g;
let m,
  acc = [];
while ((m = re.exec('1a2b3c'))) {
  acc.push(mk(m));
  for (let i = 0; i < 5; i++) mk(i);
}
console.log(acc.map((q) => q.x[1]).join(), acc[0].x.input);
