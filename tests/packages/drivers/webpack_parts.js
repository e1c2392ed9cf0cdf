// What bundlers are made of: tapable, sources, resolution, watching of graphs (webpack's own parts).
const { SyncHook, SyncBailHook, SyncWaterfallHook, SyncLoopHook, AsyncSeriesHook, AsyncParallelHook, AsyncSeriesWaterfallHook, HookMap, MultiHook } = require('tapable');
const bail = new SyncBailHook(['x']); bail.tap('a', (x) => (x > 1 ? 'a' : undefined)); bail.tap({ name: 'first', stage: -1 }, (x) => (x > 2 ? 'first' : undefined)); bail.tap({ name: 'z', before: 'a' }, () => console.log('z seen'));
console.log(bail.call(1), bail.call(2), bail.call(3), bail.taps.map((t) => t.name));
const water = new SyncWaterfallHook(['v', 'by']); water.tap('add', (v, by) => v + by); water.tap('keep', () => undefined); water.tap('twice', (v) => v * 2); console.log(water.call(3, 4));
let n = 0; const loop = new SyncLoopHook([]); loop.tap('l', () => (++n < 4 ? true : undefined)); loop.call(); console.log(n);
const map = new HookMap(() => new SyncHook(['a'])); map.for('k').tap('m', (a) => console.log('map', a)); map.for('k').call(5); map.get('none')?.call(1);
const hook = new SyncHook(['a', 'b']); hook.intercept({ call: (...a) => console.log('intercept', a), tap: (t) => console.log('tap', t.name), register: (t) => ({ ...t, name: t.name + '!' }) }); hook.tap('h', (a, b) => console.log(a + b)); hook.call(1, 2); new MultiHook([hook]).tap('multi', () => console.log('multi')); hook.call(3, 4);
const { RawSource, OriginalSource, ConcatSource, ReplaceSource, PrefixSource, SourceMapSource, CachedSource } = require('webpack-sources');
const replaced = new ReplaceSource(new OriginalSource('const a = 1;\nlet b = a + 2;\nexport { b };\n', 'in.js')); replaced.replace(6, 6, 'renamed'); replaced.replace(21, 21, 'renamed'); replaced.insert(0, '/* head */ ');
const all = new CachedSource(new ConcatSource('(function () {\n', new PrefixSource('\t', replaced), new RawSource('})();\n')));
console.log(all.source(), all.size(), JSON.stringify(all.map({ columns: true })), JSON.stringify(all.map({ columns: false })));
console.log(JSON.stringify(new SourceMapSource('x\ny', 'o.js', all.map()).map()));
const nested = require('postcss-nested'), postcss = require('postcss');
postcss([nested]).process('.a { color: red; &:hover { b: c; .d & { e: f } } @media print { g: h; > i { j: k } } .l, .m { n: o } }', { from: undefined }).then(async (r) => {
  console.log(r.css);
  const parallel = new AsyncParallelHook(['x']); const series = new AsyncSeriesHook(['x']), chain = new AsyncSeriesWaterfallHook(['x']);
  for (const h of [parallel, series]) { h.tapPromise('p', async (x) => console.log('p', x)); h.tapAsync('c', (x, done) => setImmediate(() => { console.log('c', x); done(); })); h.tap('s', (x) => console.log('s', x)); await h.promise(h.constructor.name); }
  chain.tapPromise('a', async (x) => x + 1); chain.tapAsync('b', (x, done) => done(null, x * 10)); console.log(await chain.promise(1));
  series.tapAsync('bad', (x, done) => done(new Error('stopped'))); series.callAsync(1, (e) => console.log(e?.message));
});
