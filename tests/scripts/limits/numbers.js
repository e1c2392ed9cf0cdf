// Indices, lengths, delays and sizes at their greatest, and one more.
const a = [];
a[4294967294] = 'last index';
console.log(a.length, Object.keys(a));
a[4294967295] = 'a name';
console.log(a.length, Object.keys(a), a['4294967295'], a.at(-1));
for (const length of [4294967295, 4294967296, -1, 1.5]) {
  try {
    a.length = length;
    console.log(a.length);
  } catch (e) {
    console.log(String(e));
  }
}
const like = { length: Infinity, 9007199254740990: 'last' };
console.log(Array.prototype.at.call(like, -1), Array.prototype.lastIndexOf.call(like, 'last'));
for (const [method, ...given] of [['push', 1], ['unshift', 1], ['concat', 1], ['splice', 0, 0, 1], ['toSpliced', 0, 0, 1], ['with', 0, 1], ['toReversed']]) {
  try {
    console.log(method, method === 'concat' || Array.prototype[method].apply({ length: 2 ** 53 - 1 }, given));
  } catch (e) {
    console.log(method, e.name);
  }
}
console.log(Number.MAX_SAFE_INTEGER, Number.isSafeInteger(2 ** 53 - 1), Number.isSafeInteger(2 ** 53), Number.isSafeInteger(-(2 ** 53) + 1));
console.log([709, 710, 710.4758, 710.5, 711, -710.47, -711].map((x) => [Math.sinh(x), Math.cosh(x), Math.tanh(x)].join()).join('\n'));
console.log(new Date(8.64e15).toISOString(), new Date(8.64e15 + 1).getTime(), new Date(-8.64e15).toISOString(), new Date(-8.64e15 - 1).getTime());
console.log(Date.UTC(275760, 8, 13), Date.UTC(275760, 8, 13, 0, 0, 0, 1), new Date(275760, 8, 14).getTime());
console.log(/^\u{10FFFF}$/u.test('\u{10FFFF}'), /[\u{10FFFF}]/u.test('\u{10FFFE}'));
for (const source of ['\\u{110000}', '[\\u{0}-\\u{110000}]']) {
  try {
    new RegExp(source, 'u');
    console.log('?');
  } catch (e) {
    console.log(e.name);
  }
}

// A delay that is too long is none.
setTimeout(() => console.log('longer than a timer can'), 2147483648);
setTimeout(() => console.log('infinite'), Infinity);
const longest = setTimeout(() => console.log('never'), 2147483647);
setTimeout(() => {
  console.log('thirty');
  clearTimeout(longest);
}, 30);
