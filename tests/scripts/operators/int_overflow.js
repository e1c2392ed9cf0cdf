// Small integers that overflow into doubles, in every arithmetic operator.
const max = 2147483647, min = -2147483648;
console.log(max + 1, min - 1, max * 2, max * max, min * min, -min, min / -1, max % 10, min % 10);
let i = max; i++; console.log(i); i = min; i--; console.log(i); i = max; ++i; console.log(i, -i, +i);
i = 1073741823; i++; console.log(i); i += i; console.log(i); i += i; console.log(i); i *= i; console.log(i);
console.log(max | 0, (max + 1) | 0, (max * 2) | 0, (min - 1) | 0, 4294967295 | 0, 4294967296 | 0, 1e20 | 0, -1e20 | 0);
console.log(0x7fffffff + 0x7fffffff, 0xffffffff, 0xffffffff + 1, -0x80000000);
console.log(9007199254740991 + 1, 9007199254740991 + 2, 9007199254740992 + 1, 9007199254740993);
console.log(46341 * 46341, 65536 * 65536, 65535 * 65537, 94906267 * 94906267, -46341 * 46341);
let s = 0; for (let k = 0; k < 100; k++) s += 99999999; console.log(s);
let p = 1; for (let k = 1; k <= 25; k++) p *= k; console.log(p);
console.log(7 / 2, 6 / 2, -7 / 2, 1 / 3, 0 / 5, -0 / 5, 5 / 0, -5 / 0, 0 / 0);
console.log(5 % 3, -5 % 3, 5 % -3, -5 % -3, 5.5 % 2, -5.5 % 2, 5 % 0, 0 % 5, -0 % 5, Infinity % 5, 5 % Infinity, min % -1);
console.log(2147483648 % 2, 4294967297 % 4294967296, 1e21 % 7, 0.1 + 0.2, 0.1 * 3, 1.1 + 2.2);
let a = [1]; a[0] += max; console.log(a[0], a[0]++, a[0], --a[0], a[0]--);
let o = { n: max }; o.n++; o.n += 1; console.log(o.n); o.n -= 2; console.log(o.n | 0);
let c = '5'; c++; console.log(c, typeof c); c = '5'; c += 1; console.log(c, typeof c); c = '5'; c -= 1; console.log(c); c = 'x'; c++; console.log(c);
let u; u++; console.log(u); let n = null; n++; console.log(n); let b = true; b += b; console.log(b); let d = '7'; console.log(d++, d, -d, +'0x1F');
