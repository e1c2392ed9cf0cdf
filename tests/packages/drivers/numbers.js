const B = require('bignumber.js'),
  D = require('decimal.js'),
  Big = require('big.js'),
  Fraction = require('fraction.js'),
  BN = require('bn.js');
console.log(
  new B('123456789.123456789').times('9.87654321e+20').toFixed(),
  new B(2).pow(300).toString(16),
  new B(1).div(3).toString(),
  new B('1e-30').toFormat(5),
  new B(255).toString(2),
  new B(NaN).isNaN(),
);
D.set({ precision: 60 });
console.log(
  D.exp(1).toString(),
  D.sqrt(2).toFixed(50),
  D.sin(1).toString(),
  D.ln(10).toString(),
  new D('0x1.8p3').toNumber(),
  new D(5).pow('-0.5').toString(),
  new D('123.456').toBinary(),
  D.acos(-1).toString(),
);
console.log(
  new Big('0.1').plus('0.2').toString(),
  new Big(1e21).div(7).toFixed(30),
  new Big(2).sqrt().round(10, 0).toString(),
);
console.log(
  new Fraction(3.14159).toFraction(true),
  new Fraction("1.'3'").add('2/7').toString(),
  new Fraction('0.(142857)').inverse().toString(),
);
const p = new BN('ffffffffffffffffffffffffffffffff000000000000000000000001', 16);
console.log(
  p.pow(new BN(3)).toString(10),
  new BN(5).toRed(BN.red(p)).redPow(p.subn(1)).toString(),
  p.mod(new BN('12345678901234567')).toString(),
  p.shln(7).bitLength(),
  new BN('-123').toTwos(16).toString(2),
);
const { Matrix, inverse, EigenvalueDecomposition } = require('ml-matrix');
const m = new Matrix([
  [4, 1],
  [2, 3],
]);
console.log(
  m
    .mmul(inverse(m))
    .to2DArray()
    .map((r) => r.map((x) => x.toFixed(6))),
  new EigenvalueDecomposition(m).realEigenvalues.map((x) => x.toFixed(6)),
  m.transpose().to2DArray(),
);
