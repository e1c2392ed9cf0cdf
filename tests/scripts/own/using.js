// `using`, `await using`, DisposableStack, AsyncDisposableStack, SuppressedError.
const log = [];
const say = () => { console.log(log.join(' ')); log.length = 0; };
const res = (name, fails) => ({ name, [Symbol.dispose]() { log.push(`-${name}`); if (fails) throw new Error(name); } });
const ares = (name, fails) => ({ async [Symbol.asyncDispose]() { log.push(`~${name}`); await null; log.push(`-${name}`); if (fails) throw new Error(name); } });
const chain = e => (e instanceof SuppressedError ? `(${chain(e.error)} over ${chain(e.suppressed)})` : e.message);

// ---- scopes and ways out of them
{ using a = res('a'), b = res('b'); log.push(a.name, b.name); using none = null, undef = undefined; }
say();
function early(x) { using r = res('r'); if (x) return log.push('return'); log.push('end'); }
early(1); early(0); say();
for (const x of [1, 2, 3]) { using r = res(x); if (x === 1) continue; if (x === 2) break; }
say();
for (using x of [res(1), res(2), res(3)]) { log.push(`in${x.name}`); if (x.name === 2) break; }
say();
for (using x = res('head'), y = res('head2'); log.length < 2; log.push('round'));
say();
outer: for (const i of [1, 2]) { using r = res(`o${i}`); for (const j of [1, 2]) { using s = res(`i${i}${j}`); if (j === 1) continue outer; } }
say();
function* gen() { using r = res('gen'); yield 1; yield 2; }
for (const v of gen()) { log.push(v); break; }
[...gen()]; say();
class C { static { using r = res('static'); log.push('block'); } }
say();
const arrow = () => { using r = res('arrow'); return () => r.name; };
log.push(arrow()()); say();
try { using t = res('try'); throw new Error('thrown'); } catch (e) { log.push(e.message); } finally { using f = res('finally'); }
say();
console.log((() => { using r = res('value'); return log.length; })(), log.splice(0));

// ---- what goes wrong
for (const [body, first, second] of [[0, 1, 0], [0, 1, 1], [1, 1, 1], [1, 0, 1]]) {
  try { using one = res('one', first), two = res('two', second); if (body) throw new Error('body'); }
  catch (e) { log.push(chain(e)); }
  say();
}
for (const bad of [1, {}, { [Symbol.dispose]: 1 }, Symbol()]) {
  try { using before = res('before'); using x = bad; } catch (e) { log.push(e.name); }
}
say();
try { { use; using use = res('x'); } } catch (e) { console.log(e.message); }
try { using fixed = res('fixed'); fixed = 1; } catch (e) { console.log(e.message); }
for (const text of ['using x = null', '{ using x }', '{ using [a] = b }', '{ using let = null }', 'for (using x in {}) ;',
  'switch (1) { case 1: using x = null }', 'if (1) using x = null', '{ using x = null; let x }', 'async () => { await using {a} = b }',
  '() => { await using x = null }', 'label: using x = null', '{ using x = null, y }']) {
  try { new Function(text); (0, eval)(text); console.log('runs:', text); } catch (e) { console.log(e.name, text); }
}
var using = 1, of = [[2]];
using
var x = using + 1;
for (using of of [0]);
console.log(using, x, { using }, typeof using in {});

// ---- async
(async () => {
  { await using a = ares('a'); await using s = res('s'); using b = res('b'); log.push('body'); }
  say();
  for (await using x of [ares(1), res(2), null]) log.push('in');
  say();
  try { await using a = ares('a', 1), b = res('b', 1), c = ares('c', 1); throw new Error('body'); } catch (e) { log.push(chain(e)); }
  say();
  async function* g() { await using r = ares('ag'); yield 1; yield 2; }
  for await (const v of g()) { log.push(v); break; }
  say();
  { Promise.resolve().then(() => log.push('tick')); await using nothing = null; log.push('sync'); }
  log.push('after'); say();

  // ---- stacks
  const stack = new DisposableStack();
  stack.use(res('used')); stack.adopt(3, v => log.push(`adopted${v}`)); stack.defer(() => log.push('deferred'));
  console.log(stack.use(null), stack.disposed, Object.prototype.toString.call(stack));
  const moved = stack.move();
  console.log(stack.disposed, moved.disposed, moved instanceof DisposableStack);
  { using held = moved; log.push('held'); }
  say();
  moved.dispose();
  for (const name of ['use', 'adopt', 'defer', 'move']) { try { moved[name](null, () => {}); } catch (e) { console.log(e.name); } }
  try { const s = new DisposableStack(); s.use(res(1, 1)); s.use(res(2, 1)); s.dispose(); } catch (e) { console.log(chain(e)); }
  log.length = 0;
  const later = new AsyncDisposableStack();
  later.use(ares('one')); later.use(res('two')); later.adopt('v', async v => { log.push(v); }); later.defer(() => { throw new Error('deferred'); });
  try { await later.disposeAsync(); } catch (e) { log.push(chain(e)); }
  say();
  console.log(later.disposed, await later.disposeAsync());
  try { DisposableStack(); } catch (e) { console.log(e.message); }
  const e = new SuppressedError(1, 2, 'text');
  console.log(e.error, e.suppressed, e.message, e.name, Object.keys(e).length, e instanceof Error, SuppressedError.length);
  function* it() { try { yield 1; } finally { log.push('closed'); } }
  { using i = it(); i.next(); }
  async function* ait() { try { yield 1; } finally { log.push('aclosed'); } }
  { await using i = ait(); await i.next(); }
  say();
  for (let i = 0; i < 50; i++) { using a = res(i), b = { [Symbol.dispose]: () => globalThis.gc?.() }; await using c = ares(i); }
  console.log(log.length);
})();
