// Functions that leave nothing behind, whatever the engine keeps of their shapes, patterns, texts and
// code: none of them may be told of.
const { noLeak } = require('glass:memory');
const vm = require('vm');
const util = require('util');
const zlib = require('zlib');
const crypto = require('crypto');
const fs = require('fs');
const EventEmitter = require('events');
const { Readable, Transform, pipeline } = require('stream');
const { AsyncLocalStorage } = require('async_hooks');
const { promisify } = util; let n = 0;
const als = new AsyncLocalStorage();
const F = {
  json: () => JSON.parse(JSON.stringify({ a: [1, 2, { b: 'x' + n++ }] })),
  regex: () => 'abc def'.replace(/(\w+) (\w+)/g, '$2 $1').match(/d/),
  newRegex: () => new RegExp('a{' + (n++ % 50) + '}').test('aaa'),
  date: () => new Date(n++ * 1e9).toISOString() + new Date().toLocaleString(),
  intl: () => new Intl.NumberFormat('de').format(n++) + new Intl.DateTimeFormat('en').format(0),
  buffer: () => Buffer.from('héllo').toString('base64') + Buffer.concat([Buffer.alloc(100), Buffer.from([1])]).length,
  hash: () => crypto.createHash('sha256').update('x' + n++).digest('hex'),
  url: () => new URL('http://a.b/c?d=' + n++).searchParams.get('d'),
  clone: () => structuredClone({ a: new Map([[1, { b: new Date() }]]), s: new Set([1]) }),
  timers: () => new Promise(r => { const i = setInterval(() => { clearInterval(i); r(); }, 1); setTimeout(() => {}, 1); }),
  events: () => { const e = new EventEmitter(); e.once('x', () => {}); e.emit('x'); e.on('error', () => {}); },
  gen: () => [...(function* () { yield* [1, 2, 3]; })()],
  asyncGen: async () => { for await (const x of (async function* () { yield 1; yield 2; })()); },
  weak: () => { const o = {}; new WeakRef(o).deref(); new WeakMap([[o, o]]).get(o); new WeakSet([o]); },
  proxy: () => { const p = new Proxy({}, { get: (_, k) => k }); return p.x + p['y' + n++]; },
  class: () => { class A { #x = 1; static s = 2; get x() { return this.#x; } } class B extends A {} return new B().x; },
  eval: () => eval('var q' + n++ + ' = 1; () => q' + (n - 1)),
  func: () => new Function('a', 'return a + ' + n++)(1),
  vm: () => vm.runInNewContext('let a = [1,2,3]; a.map(x => x * ' + n++ + ')'),
  script: () => new vm.Script('1 + ' + n++).runInThisContext(),
  inspect: () => util.inspect({ a: { b: { c: [n++] } }, m: new Map([[1, 2]]) }) + util.format('%o %s', {}, 1),
  keys: () => { const o = {}; for (let i = 0; i < 20; i++) o['k' + n++] = i; return Object.keys(o); },
  keysDeep: () => { const o = {}; for (let i = 0; i < 200; i++) o['k' + i] = i; delete o.k3; return o; },
  strings: () => { let s = ''; for (let i = 0; i < 100; i++) s += i + ',' + n++; return s.split(',').sort().join(); },
  sort: () => Array.from({ length: 100 }, (_, i) => ({ v: (i * 7919) % 101 })).sort((a, b) => a.v - b.v),
  bigint: () => (2n ** 200n + BigInt(n++)).toString(),
  error: () => { try { null.x; } catch (e) { return e.stack; } },
  symbol: () => { const s = Symbol('x' + n++); return { [s]: 1 }[s]; },
  reject: () => Promise.reject(new Error('x')).catch(() => {}),
  all: () => Promise.all([1, Promise.resolve(2), new Promise(r => setImmediate(r))]),
  race: () => Promise.race([new Promise(() => {}), Promise.resolve(1)]),
  nextTick: () => new Promise(r => process.nextTick(r)),
  abort: () => { const c = new AbortController(); c.signal.addEventListener('abort', () => {}); c.abort(); },
  abortTimeout: () => { AbortSignal.timeout(1); return new Promise(r => setTimeout(r, 3)); },
  stream: () => new Promise((r, j) => pipeline(Readable.from(['a', 'b']), new Transform({ transform(c, e, d) { d(null, c); } }), async function* (s) { for await (const c of s) yield c; }, async s => { for await (const c of s); }, e => e ? j(e) : r())),
  zlib: () => promisify(zlib.gzip)('hello'.repeat(100)).then(promisify(zlib.gunzip)),
  zlibSync: () => zlib.inflateSync(zlib.deflateSync('x'.repeat(1000))),
  fs: () => fs.readFileSync(__filename, 'utf8').length,
  fsPromise: () => fs.promises.readFile(__filename),
  fsStream: () => new Promise(r => fs.createReadStream(__filename).on('data', () => {}).on('close', r)),
  als: () => als.run(n++, async () => { await null; return als.getStore(); }),
  import: () => import('fs').then(m => m.readFileSync),
  channel: () => new Promise(r => { const c = new MessageChannel(); c.port1.onmessage = () => { c.port1.close(); r(); }; c.port2.postMessage(1); }),
  text: () => new TextDecoder().decode(new TextEncoder().encode('x' + n++)),
  typed: () => new Float64Array(100).map((_, i) => i).subarray(2).slice(),
  resizable: () => { const b = new ArrayBuffer(10, { maxByteLength: 1000 }); b.resize(500); return b; },
  tagged: () => ((s, ...v) => s.raw[0] + v)`a${n++}b`,
  using: () => { new DisposableStack().adopt(1, () => {}); },
  temporal: () => Temporal.PlainDate.from('2024-01-01').add({ days: n++ % 100 }).toString(),
  destruct: () => { const { a, ...rest } = { a: 1, b: 2, ['c' + n++]: 3 }; return [rest, ...[1, 2]]; },
  blob: () => new Blob(['x', 'y']).text(),
  web: async () => { const s = new ReadableStream({ start(c) { c.enqueue(1); c.close(); } }); for await (const x of s); },
  fr: () => { const r = new FinalizationRegistry(() => {}); r.register({}, 1); },
  global: () => { globalThis['g' + n] = {}; delete globalThis['g' + n]; n++; },
  iter: () => [1, 2, 3].values().map(x => x * 2).filter(Boolean).toArray(),
  group: () => Object.groupBy([1, 2, 3], x => 'k' + (x % 2) + (n++ % 5)),
  recursion: () => { const f = i => i ? f(i - 1) + 1 : 0; return f(500); },
  mapset: () => { const m = new Map(); for (let i = 0; i < 1000; i++) m.set(i, i); m.clear(); return new Set([1]).union(new Set([2])); },
  arrayHoles: () => { const a = []; a[1000] = 1; a.length = 0; a.unshift(1); return a; },
  queue: () => { const a = []; for (let i = 0; i < 300; i++) a.push(i); while (a.length) a.shift(); },
  defineProps: () => Object.freeze(Object.defineProperties({}, { ['p' + n++]: { get() { return 1; }, configurable: true } })),
  protoChain: () => Object.create(Object.create({ a: n++ })).a,
  setProto: () => Object.setPrototypeOf({ a: 1 }, { b: n++ }).b,
};
(async () => {
  let bad = 0; 
  for (const [name, fn] of Object.entries(F)) {
    for (const options of [{ warmup: 1, runs: 4 }, { warmup: 0, runs: 2 }]) await noLeak(fn, options).catch(e => { bad++; console.log(name, JSON.stringify(options), e.message); });
  }
  console.log(`${bad} told of`);
})();
