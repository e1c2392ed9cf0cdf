const H = require('handlebars');
H.registerHelper('up', (s, o) => new H.SafeString(String(s).toUpperCase() + (o.hash.x || '')));
H.registerHelper('rep', function (n, o) {
  let r = '';
  for (let i = 0; i < n; i++) r += o.fn({ i, ...this }, { data: { k: i } });
  return r || o.inverse(this);
});
H.registerPartial('p', '[{{a}}|{{> @partial-block}}]');
const t = H.compile(
  '{{#each xs as |v k|}}{{k}}:{{v.n}}{{#if @last}}.{{else}},{{/if}}{{else}}none{{/each}} {{{raw}}} {{raw}} {{up t x="!"}} {{#rep 3}}{{i}}{{../t}}{{/rep}} {{#with o}}{{a.b.[c d]}}{{/with}}{{#> p a=1}}blk{{/p}} {{lookup xs 0}}{{~! c ~}} \n z',
);
console.log(t({ xs: [{ n: 1 }, { n: 2 }], raw: '<&"\'`=>', t: 'q', o: { a: { b: { 'c d': 9 } } } }));
console.log(t({ xs: [], o: null }));
try {
  H.compile('{{#if a}}x')({});
} catch (e) {
  console.log(e.message);
}
console.log(H.precompile('a{{b}}'));
