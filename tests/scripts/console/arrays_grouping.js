const R = (n, f = (i) => i) => Array.from({ length: n }, (_, i) => f(i));
for (const n of [5, 6, 7, 8, 9, 10, 12, 15, 16, 17, 20, 26, 27, 30, 50, 99, 100, 101, 102, 150, 200]) console.log(R(n));
console.log(R(30, (i) => i * 1000));
console.log(R(30, (i) => i ** 5));
console.log(R(30, (i) => i / 3));
console.log(R(30, (i) => -i));
console.log(R(20, (i) => (i % 3 ? i : i * 1e6)));
console.log(R(10, (i) => 'item' + i));
console.log(R(30, (i) => 'i' + i));
console.log(R(27, (i) => 'x'.repeat(i)));
console.log(R(8, () => 'a long string in an array element'));
console.log(R(7, (i) => 'abcdefghijklmnop'));
console.log(R(7, (i) => 'x'.repeat(20)));
console.log(R(10, (i) => ({ i })));
console.log(R(10, (i) => [i]));
console.log(R(10, (i) => (i % 2 ? i : 's' + i)));
console.log(R(10, (i) => (i % 2 ? undefined : null)));
console.log(R(10, (i) => i % 2 === 0));
console.log(R(3, (i) => R(10, (j) => i * j)));
console.log(R(10, (i) => R(3, (j) => i * j)));
console.log({ data: R(25), other: R(25, String) });
console.log([R(7), R(8)], { a: { b: R(20) } }, { a: { b: { c: R(20) } } });
console.log(
  R(7, (i) => Symbol('s' + i)),
  R(7, () => () => 1),
  R(8, (i) => new Date(i * 1e10)),
  R(7, (i) => /x/g)
);
console.log(R(101, (i) => 'e' + i));
console.log(R(120, (i) => ({ i })));
console.log(R(7, (i) => 'é😀'.repeat(i)));
console.log(R(7, () => '中文字'));
console.log(R(8, (i) => 'a\nb' + i));
console.log(R(6, (i) => 'abcdefghijklmnopqrstuvwxyz'));
console.log(['a', 'b', 'c', 'd', 'e', 'f', 'x'.repeat(80)]);
console.log(R(10, (i) => 10 ** i));
console.log(
  R(12, (i) => 2 ** (i * 4)),
  R(9, (i) => 1.1 ** i)
);
console.log(R(16, (i) => (i === 8 ? 'a much longer element here' : 's')));
console.log(R(50, (i) => String.fromCharCode(97 + (i % 26))));
console.log(R(100, (i) => i % 10));
console.log([1.5, 22.75, 333.125, 4, 5, 6, 7], [-1, 10, -100, 1000, 5, 5, 5], [NaN, Infinity, -0, 1, 2, 3, 4]);
console.log(
  [
    [1, 2, 3, 4, 5, 6, 7],
    [1, 2, 3, 4, 5, 6, 7]
  ],
  [[[1, 2, 3, 4, 5, 6, 7]]]
);
console.log(R(7).concat({ a: 1 }), R(7).concat([[1, 2]]), R(6).concat('s'.repeat(16)), R(6).concat('s'.repeat(17)), R(20).concat('s'.repeat(30)));
