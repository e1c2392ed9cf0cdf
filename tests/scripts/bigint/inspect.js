// As Node shows them.
console.log(0n, -5n, [1n, -2n], { a: 1n }, Object(1n), Object.assign(Object(2n), { x: 1 }), [[Object(-3n)]], new Map([[1n, 2n]]), new Set([3n]), 2n ** 130n);
console.log('%d %i %f %s %o %O %j', 1n, 2n, 3n, 4n, 5n, 6n, 'x', 7n);
console.log('%d %i %s', 12345678901234567890n, -(2n ** 80n), Object(9n), 'rest', 1n);
console.dir([123456789n, -1234n, 12n], { numericSeparator: true });
console.dir([1n, Object(1n), { [1n]: 2n }], { colors: true });
console.log('%d %i %f %s', 12345678n, Object(1234n), 1n, [1n], Array(120).fill(1n));
console.log(BigInt, BigInt.prototype, Object(BigInt), Object.create(BigInt.prototype), Object.setPrototypeOf(Object(1n), null));
class Money extends Object {}
console.log(Object.setPrototypeOf(Object(4n), Money.prototype), [undefined, 1n, null, 2, 'a', Symbol('s')]);
console.table([{ a: 1n, b: 'x' }, { a: 2n }]);
const copy = structuredClone({ a: 1n, b: Object(2n), c: new Map([[3n, [4n]]]), d: 2n ** 90n });
console.log(copy, copy.b + 1n);
const start = process.hrtime.bigint();
console.log(typeof start, process.hrtime.bigint() >= start, process.hrtime.bigint() - start < 60_000_000_000n);
Promise.resolve(5n).then((v) => console.log(v, [v]));
console.log(new Error('x', { cause: 7n }).cause, [5n].join(), `${[1n, 2n]}`, String.raw({ raw: ['a', 'b'] }, 1n));
