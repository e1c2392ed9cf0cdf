const sass = require('sass');
const r = sass.compileString(
  `@use "sass:math"; @use "sass:list"; @use "sass:color"; $a: 10px; @function dbl($x) { @return $x * 2 } @mixin m($c, $rest...) { color: $c; @content; b: list.length($rest) }
.x { width: dbl($a); height: math.div($a, 3); @include m(red, 1, 2) { z: 1 } &-y { @extend .x; } @each $k, $v in (a: 1, b: 2) { #{$k}: $v } @media (min-width: 1px) { q: color.mix(red, blue) } }`,
  { style: 'expanded' },
);
console.log(r.css);
try {
  sass.compileString('.a { b: $nope }');
} catch (e) {
  console.log(e.sassMessage, String(e.span));
}
