const pug = require('pug');
console.log(
  pug.render(
    `
doctype html
mixin pet(name)
  li.pet(class=cls)&attributes(attributes)= name
    block
html
  body
    //- hidden
    // shown
    ul
      each p, i in pets
        +pet(p)(data-i=i): b x
      else
        p none
    if pets.length > 1
      p #{pets[0]} and !{'<i>'} #[em inline]
    case pets.length
      when 2: p two
      default: p other
    - for (let i = 0; i < 2; i++)
      span= i
    script.
      if (a < b) c();
`,
    { pets: ['cat', 'dog'], cls: ['a', { b: true, c: false }], pretty: true },
  ),
);
try {
  pug.render('p(\n');
} catch (e) {
  console.log(e.code, e.msg, e.line, e.column);
}
const { Eta } = require('eta');
const eta = new Eta();
console.log(eta.renderString('<% it.a.forEach((x) => { %><%= x %>;<% }) %><%~ "<b>" %><%= "<b>" %>', { a: [1, 2] }));
