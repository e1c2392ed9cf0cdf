const math = require('mathjs');
console.log(
  math.evaluate('sqrt(3^2 + 4^2) * sin(pi/6) + 5!'),
  math.evaluate('a = 3; b = [1,2;3,4]; a * inv(b)').toString(),
  String(math.derivative('x^3 + 2x*sin(x)', 'x')),
  String(math.simplify('2x + 3x - (1 - x)')),
);
console.log(
  math.format(math.complex(1, 2).mul(math.complex(3, -1))),
  math.format(math.unit('5 km/h').to('m/s')),
  math.format(math.bignumber(2).pow(200)),
  String(math.fraction(1, 3).add(math.fraction(1, 6))),
  math.det([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 10],
  ]),
  math.format(
    math.eigs([
      [2, 1],
      [1, 3],
    ]).values,
  ),
);
console.log(
  math.parse('f(x) = x^2').toTex(),
  math.mean([1, 2, 3, 4]),
  math.std([2, 4, 6]),
  math.format(
    math.lusolve(
      [
        [1, 2],
        [3, 4],
      ],
      [5, 6],
    ),
  ),
  math.evaluate('2 inch to cm').toString(),
);
try {
  math.evaluate('1 +');
} catch (e) {
  console.log(e.message, e.char);
}
try {
  math.evaluate('undefinedFn(1)');
} catch (e) {
  console.log(e.message);
}
