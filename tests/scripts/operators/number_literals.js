console.log(0.1 .toString(), 1..toString(), 1.0.toFixed(1), 0B11, 0O17, 0XfF, 1_000_000, 0xff_ff, 0b1010_0001, .5, 5., 5.e3, .5e-3, 0e0, 1E+5, 017, 08, 09.5, 0777);
console.log('\x41\u0042\u{43}\u{1F600}', '\0'.length, '\'\"\\\b\f\n\r\t\v'.length, 'a\
b', '\101\7\08'.length, '\u2028'.length, "tab	in", 'é', '\z', `\x41\u{42}`);
console.log(0xffffffffffffffff, 0.1e400, 123456789012345680000, 5e-324, 2e-324, 1.7976931348623159e308, 9007199254740993, 0.30000000000000004, 1e23, 8.41e21, 9.5367431640625e-7, 4.9406564584124654e-324);
console.log([1, , 3].length, [, ].length, [, , ].length, [1, 2, ].length, ({ a: 1, }).a, ((a, b, ) => b)(1, 2, ));
console.log(/[/]\/(?<n>x)/gimsuy.flags, /=/.source, /a/ instanceof RegExp, 4 / 2 / 1, [/x/.source][0], (/y/).source);
var \u0061bc = 1; console.log(abc, ab\u{63}); const ünï = 'u', $ = 1, _ = 2, 变量 = 3, ℮ = 4; console.log(ünï, $, _, 变量, ℮);
console.log(((a) => a)`x`.raw[0], typeof undefined, typeof undeclared, typeof null, typeof 1, typeof '', typeof true, typeof {}, typeof [], typeof (() => 1), typeof class {}, typeof Symbol(), typeof /x/);
<!-- an HTML comment in sloppy script
/* multi
*/ --> and its end
console.log('after html comments'); // eol
