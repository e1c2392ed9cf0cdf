// Builtins that Node 20 does not have: iterators over iterators, upserts, exact sums, patterns of
// today, JSON with its sources.
const show = (...values) => console.log(...values);
const fails = body => { try { body(); show('runs'); } catch (e) { show(e.name); } };
const closing = (name, n) => ({ i: 0, [Symbol.iterator]() { return this; }, next() { return { value: `${name}${++this.i}`, done: this.i > n }; },
  return() { show(`close ${name}`); return {}; } });

// ---- Iterator
show([...Iterator.concat([1, 2], new Set([3]), 'x'.repeat(0).split(''), closing('c', 1))]);
{ const it = Iterator.concat([1], closing('c', 9)); it.next(); it.next(); show(it.return(), it.next()); }
show([...Iterator.zip([[1, 2, 3], ['a', 'b']])], [...Iterator.zip([[1], [2, 3]], { mode: 'longest', padding: ['p'] })]);
show([...Iterator.zipKeyed({ a: [1, 2], b: [3], [Symbol.for('s')]: [5, 6] }, { mode: 'longest', padding: { b: 0 } })]);
fails(() => [...Iterator.zip([[1], [2, 3]], { mode: 'strict' })]);
fails(() => Iterator.zip([closing('a', 3), closing('b', 3), 1]));
[...Iterator.zip([closing('a', 3), closing('b', 1), closing('c', 3)])];
show([...[1, 2, 3, 4, 5].values().chunks(2)], [...[1, 2, 3].values().windows(2)], [...[1].values().windows(2)], [...[1].values().windows(2, 'allow-partial')]);
for (const bad of [0, 1.5, '1', NaN, 2 ** 32]) fails(() => [].values().chunks(bad));
show([1, NaN, 3].values().includes(NaN), [1, 2].values().includes(1, 1), ['a', null, 'b'].values().join('-'), [1, 2].values().join());
{ const w = [1, 2, 3, 4].values().windows(3); const first = w.next().value; first.length = 0; show(w.next().value); }

// ---- maps, promises, errors, sums
const map = new Map([['a', 1]]);
show(map.getOrInsert('a', 2), map.getOrInsert('b', 2), map.getOrInsertComputed(-0, k => Object.is(k, 0)), map);
const weak = new WeakMap();
show(weak.getOrInsertComputed(map, () => 'made'), weak.getOrInsert(map, 'other'));
fails(() => weak.getOrInsert(1, 2));
show(Error.isError(new TypeError()), Error.isError({ __proto__: Error.prototype }), Error.isError());
show(Math.sumPrecise([0.1, 0.2, 0.3]), Math.sumPrecise([1e308, 1e308, -1e308]), Object.is(Math.sumPrecise([]), -0), Math.sumPrecise([Infinity, -Infinity]));
fails(() => Math.sumPrecise([1n]));

// ---- patterns
show(RegExp.escape('1+1=2 a-b\n\u{1F600}\uD800'), new RegExp(RegExp.escape('[x](y)')).test('[x](y)'));
show(/(?i:a)b/.test('Ab'), /(?i:a)b/.test('AB'), /(?-i:a)b/i.test('aB'), /(?-i:a)b/i.test('AB'), /(?s:.)./.test('\n\n'), /(?m:^b)$/.test('a\nb'), /(?i:(x)\1)/.test('xX'));
for (const bad of ['(?ii:a)', '(?i-i:a)', '(?-:a)', '(?g:a)', '(?i)']) fails(() => new RegExp(bad));
const dated = /(?<y>\d{4})-(?<m>\d\d)|(?<m>\d\d)\/(?<y>\d{4})/;
show({ ...dated.exec('2024-05').groups }, { ...dated.exec('05/2024').groups }, '05/2024'.replace(dated, '$<y>.$<m>'));
show(/(?:(?<a>x)|(?<a>y))\k<a>/.exec('yy')[0], /(?:(?<a>x)|(?<a>y))\k<a>/.test('xy'));
fails(() => new RegExp('(?<a>x)(?<a>y)'));
fails(() => new RegExp('(?:(?<a>x)|(?<b>y))(?<a>z)'));
fails(() => new RegExp('(?:(?<a>x)|(?<b>y))(?<b>z)|(?<a>w)'));

// ---- JSON
JSON.parse('{"a": 1.50, "b": [true, "x\\n", {"c": null}], "10": -0}', (key, value, { source }) => { show(key, source); return value; });
JSON.parse('[1, [2]]', function (key, value, context) { if (key === '0' && this[1]) this[1] = 3; show(key, value, Object.keys(context)); return value; });
show(JSON.stringify({ n: JSON.rawJSON('12345678901234567890'), s: JSON.rawJSON('"x"') }), JSON.isRawJSON(JSON.rawJSON('1')), JSON.isRawJSON({}), Object.isFrozen(JSON.rawJSON('1')));
for (const bad of ['', ' 1', '{}', '[]', 'x', '1\n']) fails(() => JSON.rawJSON(bad));

// ---- what waits
(async () => {
  show(await Array.fromAsync([1, Promise.resolve(2), 3]), await Array.fromAsync({ length: 2, 0: Promise.resolve('a'), 1: 'b' }, async (v, i) => v + i));
  show(await Array.fromAsync((async function* () { yield 1; yield 2; })(), x => x * 2));
  class Mine extends Array {}
  show(await Array.fromAsync.call(Mine, new Set([1])));
  try { await Array.fromAsync(closing('f', 3), () => { throw new Error('mapper'); }); } catch (e) { show(e.message); }
  try { await Array.fromAsync(null); } catch (e) { show(e.name); }
  try { for await (const x of { *[Symbol.iterator]() { try { yield Promise.reject(new Error('no')); } finally { show('closed'); } } }); } catch (e) { show(e.message); }
  show(await Promise.try((a, b) => a + b, 1, 2), await Promise.try(() => { throw 'thrown'; }).catch(r => r));
  show(await Promise.allKeyed({ a: 1, b: Promise.resolve(2) }), await Promise.allSettledKeyed({ a: Promise.reject(1) }));
})();
