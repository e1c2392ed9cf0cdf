// -0 and NaN through arithmetic, comparison and collections.
console.log(-0, 0, [-0], [0], { z: -0 }, 0 * -1, -1 * 0, 0 / -3, -0 + 0, -0 + -0, -0 - 0, 0 - 0, 0 - -0, -0, 5 % 5, -5 % 5, -4 % 2);
console.log(Object.is(-0, 0), Object.is(-0, -0), Object.is(NaN, NaN), -0 === 0, NaN === NaN, NaN != NaN, -0 == 0, -0 < 0, -0 >= 0);
console.log(
  1 / -0,
  1 / 0,
  Math.sign(-0),
  Math.abs(-0),
  Math.max(-0, 0),
  Math.min(0, -0),
  Math.round(-0.4),
  Math.round(-0.5),
  Math.ceil(-0.9),
  Math.trunc(-0.9),
  Math.floor(-0)
);
console.log(
  String(-0),
  `${-0}`,
  '' + -0,
  (-0).toString(),
  JSON.stringify(-0),
  JSON.stringify([-0]),
  (-0).toFixed(2),
  JSON.parse('-0'),
  Number('-0'),
  parseInt('-0'),
  parseFloat('-0'),
  +'-0'
);
console.log(
  [NaN].indexOf(NaN),
  [NaN].includes(NaN),
  [-0].includes(0),
  [0].indexOf(-0),
  new Set([NaN, NaN, 0, -0]).size,
  new Map([[-0, 'z']]).keys().next().value
);
console.log(NaN > 1, NaN < 1, NaN <= NaN, NaN >= NaN, !(NaN < 1), !NaN, NaN ? 1 : 2, -0 ? 1 : 2, NaN || 'or', NaN ?? 'nn', NaN && 1);
console.log(
  Math.max(),
  Math.min(),
  Math.max(NaN, 1),
  Math.max(1, undefined),
  Math.min('3', [2]),
  Math.max(-0, -0),
  Math.hypot(NaN, Infinity),
  Math.hypot()
);
console.log(0 ** 0, NaN ** 0, 1 ** Infinity, (-1) ** Infinity, (-0) ** 3, (-0) ** -3, (-0) ** 2, 2 ** -1074, 2 ** 1024, (-8) ** (1 / 3));
console.log(-0 | 0, ~~-0, -0 >>> 0, +-0, -+-0, isNaN('x'), Number.isNaN('x'), isFinite('5'), Number.isFinite('5'));
switch (-0) {
  case 0:
    console.log('case 0');
    break;
  default:
    console.log('default');
}
switch (NaN) {
  case NaN:
    console.log('case NaN');
    break;
  default:
    console.log('default');
}
let x = -0;
x++;
console.log(x);
x = -0;
x += -0;
console.log(x);
x = 0;
x = -x;
console.log(x);
x *= 5;
console.log(x);
let y = -1;
y++;
console.log(y, Object.is(y, 0));
console.log(
  [3, 2, 1, NaN, -0, 0, Infinity, -Infinity].sort(),
  [-1, -0, 0, 1].map(Math.sign),
  [1.5, -1.5, 2.5, -2.5, 0.49999999999999994].map(Math.round)
);
const o = {};
o[-0] = 'a';
console.log(o, o[0]);
o[NaN] = 'b';
console.log(o.NaN);
const arr = [7];
console.log(arr[-0], arr['-0']);
