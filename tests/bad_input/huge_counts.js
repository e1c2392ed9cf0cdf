// Huge counts on small things end at once.
console.log(''.repeat(2 ** 31), 'abc'.slice(-1e300, 1e300), [1, 2].slice(-1e300), [1, 2].at(1e300), 'abc'.at(-1e300));
console.log([1, 2, 3].splice(0, 1e300).length, [1].fill(2, -1e300, 1e300), 'abc'.substring(NaN, Infinity), [1, 2].includes(1, 1e300));
console.log([1, 2, 3].copyWithin(0, 1, 1e300), [[1]].flat(1e300), 'a-b'.split('-', 2 ** 32 + 1).length, Array.prototype.lastIndexOf.call([1], 1, 1e300));
console.log(Array.prototype.slice.call({ length: 2 ** 53 - 1 }, 2 ** 53 - 3).length, Array.prototype.indexOf.call({ length: 5, 3: 'x' }, 'x'));
console.log((25).toString(36), (1e300).toString(2).length, (5e-324).toString(2).length, (1.5).toFixed(100).length);
console.log(Math.max(...Array(100000).fill(1)), String.fromCharCode.apply(null, Array(60000).fill(65)).length);
try {
  Math.max(...Array(5000000).fill(1));
  console.log('many');
} catch (e) {
  console.log('many');
}
console.log('ok');
