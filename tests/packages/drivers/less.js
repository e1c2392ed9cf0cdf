const less = require('less');
const code = `@base: #f938ab; .mixin(@a; @b: 2px) when (iscolor(@a)) { border: @b solid darken(@a, 10%); }
.box { color: saturate(@base, 5%); .mixin(@base); &:hover { width: (10px + 5) * 2; } .in & { c: d } @media print { x: y } }
.loop(@n) when (@n > 0) { .w-@{n} { width: percentage((@n / 4)); } .loop(@n - 1); } .loop(4); @plugin-less: ~"a/b";`;
less.render(code).then(
  (o) => console.log(o.css),
  (e) => console.log('failed', e.message),
);
less.render('.a { color: @missing }').then(
  (o) => console.log(o.css),
  (e) => console.log(e.type, e.message, e.line, e.column),
);
