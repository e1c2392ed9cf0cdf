const jsyaml = require('js-yaml'),
  YAML = require('yaml'),
  TOML = require('@iarna/toml'),
  ini = require('ini'),
  JSON5 = require('json5');
const y =
  'a: 1\nb: [x, "y", null, ~, 0x1F, 1e3, .inf]\nc: &anc\n  d: |\n    line1\n     line2\n  e: >-\n    folded\n    text\nf: *anc\nh: 2001-12-14t21:59:43.10-05:00\n<<: {z: 1}\n? k\n: m\ni: "\\u263A \\x41"\n';
const o = jsyaml.load(y.replace('? k\n: m\n', ''));
console.log(o);
console.log(
  jsyaml.dump(
    { a: [1, { b: 'x: y' }], s: 'multi\nline', n: null, t: true, q: "it's", e: '', d: new Date(0), f: 1.5, k: [] },
    { sortKeys: true },
  ),
);
try {
  jsyaml.load('a: [1, 2\nb: c');
} catch (e) {
  console.log(e.name, e.reason, e.mark.line, e.mark.column, e.message);
}
const doc = YAML.parseDocument('# c\na: 1 # x\nb:\n  - p\n  - { q: r }\n');
doc.setIn(['b', 0], 'new');
doc.set('z', [1, 2]);
console.log(
  String(doc),
  YAML.parse(y),
  doc.errors.length,
  YAML.parseDocument('a: b: c').errors.map((e) => e.code + e.message),
);
console.log(YAML.stringify({ a: 'x\ny', b: [[], {}], c: '012', d: true, m: new Map([[1, 2]]) }));
console.log(
  TOML.parse(
    't = "x"\nd = 1979-05-27T07:32:00Z\nn = [1, 2]\nbig = 1_000\nf = 3.5e2\n[a.b]\nc = \'lit\'\n[[p]]\nq = 1\n[[p]]\nq = 2\n',
  ),
  TOML.stringify({ a: 1, b: { c: [1.5, 2] }, d: new Date(0), e: [{ f: 'x' }] }),
);
try {
  TOML.parse('a = ');
} catch (e) {
  console.log(e.message, e.line, e.col);
}
console.log(
  ini.parse('; c\na=1\n[s.t]\nb[]=x\nb[]=y\nc = "q w"\n'),
  ini.stringify({ a: 1, s: { b: [1, 2], c: 'x;y' } }),
  JSON5.parse("{a: 'x', /* c */ b: [1,.5,+3,0xF,], 'c': Infinity,}"),
  JSON5.stringify({ a: [1, { 'b-c': "it's" }] }, null, 2),
);
try {
  JSON5.parse('{a:}');
} catch (e) {
  console.log(e.message, e.lineNumber, e.columnNumber);
}
