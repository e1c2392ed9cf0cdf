const coffee = require('coffeescript');
console.log(
  coffee.compile(
    `
class Animal
  constructor: (@name) ->
  move: (meters) -> console.log "#{@name} moved #{meters}m."
class Snake extends Animal
  move: -> super 5
square = (x) -> x * x
list = (square n for n in [1..5] when n % 2)
{a, b: [c, ...d]} = obj ? {}
try throw new Error "x" catch e then 1
kind = switch x
  when 1, 2 then yes
  else no
f = -> await g? yield h
`.replace('f = -> await g? yield h\n', ''),
    { bare: true },
  ),
);
console.log(eval(coffee.compile('(x * 2 for x in [1..3]).join "-"', { bare: true })));
try {
  coffee.compile('a = (1');
} catch (e) {
  console.log(e.message, e.location.first_line, e.location.first_column);
}
console.log(
  coffee
    .tokens('a = -> b')
    .map((t) => t[0])
    .join(' '),
);
