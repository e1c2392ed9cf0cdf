console.log('log');
console.info('info');
console.debug('debug');
console.error('to stderr');
console.warn('to stderr');
console.group('G1');
console.log('in g1');
console.group();
console.log('nested\nmulti\nline');
console.log({ a: 1, b: { c: [1, 2, 3] } });
console.log(Array.from({ length: 30 }, (_, i) => i));
console.groupEnd();
console.log('back to 1');
console.groupCollapsed('collapsed', 5, { x: 1 });
console.info('inside');
console.table([[1, 2]]);
console.groupEnd();
console.groupEnd();
console.groupEnd();
console.log('level 0');
console.count();
console.count();
console.count('x');
console.count('default');
console.countReset();
console.count();
console.count(undefined);
console.count(null);
console.count(5);
console.countReset('nope');
console.assert(true, 'no');
console.assert(false, 'stderr');
console.assert();
console.dir({ a: { b: { c: { d: 1 } } } });
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: null });
console.dir([1, 2, 3], { showHidden: true });
console.dir('str');
console.dir('%s', 'x');
console.dir({ a: 1, f() {} }, { showHidden: true });
console.dir(
  Array.from({ length: 120 }, (_, i) => i),
  { maxArrayLength: 3 }
);
console.dir('x'.repeat(200), { maxStringLength: 10 });
console.dir({ b: 1, a: 2 }, { sorted: true });
console.dir({ a: { b: 1 }, c: [1, 2] }, { compact: false });
console.dir({ a: 'x'.repeat(30), b: 'y'.repeat(30) }, { breakLength: 40 });
console.dir({ a: 'x'.repeat(30), b: 'y'.repeat(30), c: 'z'.repeat(30) }, { breakLength: Infinity });
console.dirxml({ a: 1 }, [2]);
console.log(
  typeof console.time,
  typeof console.timeEnd,
  typeof console.timeLog,
  typeof console.trace,
  typeof console.clear,
  console[Symbol.toStringTag]
);
console.time('t');
console.timeEnd('nolabel');
const { log } = console;
log('detached works');
[1, 2].forEach(console.log);
Promise.resolve('p').then(console.log);
console.log(console.log('inner returns undefined'));
console.group('%s formatted', 'label');
console.log('%s in group', 'fmt');
console.groupEnd();
console.log('a\tb', 'c\\n');
console.log('\u001b[31mred\u001b[0m');
console.log('null char \0 end'.length);
console.group('err');
console.log(Object.assign(new Error('e'), { stack: 'Error: e\n    at x' }));
console.groupEnd();
