const nearley = require('nearley');
const grammar = new nearley.Grammar(
  [
    { name: 'main', symbols: ['sum'], postprocess: (d) => d[0] },
    { name: 'sum', symbols: ['sum', { literal: '+' }, 'prod'], postprocess: (d) => d[0] + d[2] },
    { name: 'sum', symbols: ['prod'], postprocess: (d) => d[0] },
    { name: 'prod', symbols: ['prod', { literal: '*' }, 'num'], postprocess: (d) => d[0] * d[2] },
    { name: 'prod', symbols: ['num'], postprocess: (d) => d[0] },
    { name: 'num', symbols: ['num', /[0-9]/], postprocess: (d) => d[0] * 10 + +d[1] },
    { name: 'num', symbols: [/[0-9]/], postprocess: (d) => +d[0] },
  ],
  'main',
);
const p = new nearley.Parser(nearley.Grammar.fromCompiled({ ParserRules: grammar.rules, ParserStart: 'main' }));
p.feed('12+3*4');
p.feed('+100');
console.log(p.results);
try {
  new nearley.Parser(grammar).feed('1+*');
} catch (e) {
  console.log(e.message, e.offset);
}
