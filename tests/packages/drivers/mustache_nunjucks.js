const M = require('mustache');
console.log(
  M.render(
    '{{#a}}{{n}},{{/a}}{{^b}}no{{/b}} {{{h}}}{{h}} {{> p}} {{=<% %>=}}<% x.y %>',
    {
      a: [{ n: 1 }, { n: 2 }],
      h: '<i>',
      x: { y: 3 },
      f() {
        return (t, r) => r(t).toUpperCase();
      },
    },
    { p: 'part {{#f}}up {{h}}{{/f}}' },
  ),
);
console.log(M.parse('a {{#b}} c {{/b}}'));
try {
  M.parse('{{#a}}');
} catch (e) {
  console.log(e.message);
}
const n = require('nunjucks');
const env = new n.Environment(null, { autoescape: true });
env.addFilter('sh', (s, c) => s.slice(0, c));
console.log(
  env.renderString(
    '{% macro m(a, b="d") %}{{a}}-{{b}}{% endmacro %}{% for k, v in o %}{{ loop.index }}{{k}}={{v}}{{ "," if not loop.last }}{% else %}e{% endfor %} {{ m(1) }} {{ "abcdef" | sh(3) | upper }} {% set x = [1,2,3] %}{{ x | join("+") }} {{ "<a>" }} {{ "<a>" | safe }} {% if 1 in x and not false %}y{% endif %} {{ 7 // 2 }} {{ x | dump }} {{ "a b" | title | replace(" ", "_") }}',
    { o: { p: 1, q: 2 } },
  ),
);
try {
  env.renderString('{% if %}');
} catch (e) {
  console.log(e.name, e.message);
}
