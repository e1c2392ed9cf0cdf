const Papa = require('papaparse');
const { parse } = require('csv-parse/sync');
const text = 'id,name,"q ""x"""\r\n1,"a, b",3.5\r\n2,"multi\nline",true\r\n3,ü,\r\n';
console.log(
  Papa.parse(text, { header: true, dynamicTyping: true }),
  Papa.unparse([
    { a: 1, b: 'x,y' },
    { a: null, b: '"q"' },
  ]),
  Papa.parse('a;b\n1;2', { delimiter: '' }).meta,
);
console.log(parse(text, { columns: true, cast: true }), parse('a|b\n# c\n1|2', { delimiter: '|', comment: '#' }));
try {
  parse('a,b\n1,2,3');
} catch (e) {
  console.log(e.code, e.message);
}
let big = 'k,v\n';
for (let i = 0; i < 5000; i++) big += i + ',"v' + i * 7 + '"\n';
console.log(parse(big, { columns: true }).length, Papa.parse(big).data.length);
