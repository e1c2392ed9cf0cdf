const machine = (def) => {
  let s = def.initial;
  const trail = [s];
  return {
    send(ev, ctx) {
      const t = def.states[s].on?.[ev];
      if (!t) return false;
      const { target, guard = () => true, action } = typeof t === 'string' ? { target: t } : t;
      if (!guard(ctx)) return false;
      def.states[s].exit?.(trail);
      action?.(ctx);
      s = target;
      trail.push(s);
      def.states[s].entry?.(trail);
      return true;
    },
    get state() {
      return s;
    },
    trail
  };
};
const m = machine({
  initial: 'idle',
  states: {
    idle: { on: { START: { target: 'running', guard: (c) => c.ok, action: (c) => (c.n = 1) } } },
    running: { entry: (t) => t.push('(entered)'), on: { PAUSE: 'paused', STOP: 'done' }, exit: (t) => t.push('(left)') },
    paused: { on: { RESUME: 'running' } },
    done: {}
  }
});
const ctx = { ok: false };
console.log(
  m.send('START', ctx),
  m.send('NOPE'),
  ((ctx.ok = true), m.send('START', ctx)),
  m.send('PAUSE'),
  m.send('RESUME'),
  m.send('STOP'),
  m.send('START', ctx),
  m.state,
  m.trail,
  ctx
);
function* traffic() {
  while (true) {
    const r = yield 'green';
    if (r === 'off') return 'dark';
    yield 'yellow';
    yield 'red';
  }
}
const t = traffic();
console.log(
  [...Array(7)].map(() => t.next().value),
  t.next('on').value,
  t.return('cut')
);
const vending = (function* () {
  let credit = 0;
  for (;;) {
    const { coin, pick } = yield credit;
    if (coin) credit += coin;
    else if (pick && credit >= pick.price) {
      credit -= pick.price;
      console.log('vend', pick.name, 'change', credit);
      credit = 0;
    } else console.log('need', (pick?.price ?? 0) - credit);
  }
})();
vending.next();
for (const i of [{ coin: 50 }, { pick: { name: 'cola', price: 120 } }, { coin: 100 }, { pick: { name: 'cola', price: 120 } }])
  console.log(vending.next(i).value);
const undoable = () => {
  const past = [],
    future = [];
  let now = { text: '' };
  return {
    do(f) {
      past.push(now);
      now = Object.freeze({ ...now, ...f(now) });
      future.length = 0;
      return this;
    },
    undo() {
      if (past.length) {
        future.push(now);
        now = past.pop();
      }
      return this;
    },
    redo() {
      if (future.length) {
        past.push(now);
        now = future.pop();
      }
      return this;
    },
    get now() {
      return now;
    },
    get depth() {
      return [past.length, future.length];
    }
  };
};
const u = undoable()
  .do((s) => ({ text: s.text + 'a' }))
  .do((s) => ({ text: s.text + 'b' }))
  .do(() => ({ bold: true }));
console.log(u.now, u.undo().now, u.undo().now, u.depth, u.redo().now, u.do(() => ({ text: 'X' })).now, u.redo().now, u.depth);
const tokens = [];
let state = 'text',
  buf = '';
const flush = () => {
  if (buf) tokens.push([state, buf]);
  buf = '';
};
for (const c of 'a <b>bold</b> & <i x="1>2">t</i>') {
  switch (state) {
    case 'text':
      if (c === '<') {
        flush();
        state = 'tag';
      } else buf += c;
      break;
    case 'tag':
      if (c === '"') state = 'str';
      if (c === '>') {
        flush();
        state = 'text';
      } else buf += c;
      break;
    case 'str':
      buf += c;
      if (c === '"') state = 'tag';
      break;
  }
}
flush();
console.log(tokens);
const matrixSpiral = (g) => {
  const r = [];
  while (g.length) {
    r.push(...g.shift());
    g = g[0]?.map((_, i) => g.map((x) => x[i])).reverse() ?? [];
  }
  return r;
};
console.log(
  matrixSpiral([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9]
  ])
);
const hanoi = (n, a, b, c, f) => {
  if (!n) return 0;
  return hanoi(n - 1, a, c, b, f) + (f(a, c), 1) + hanoi(n - 1, b, a, c, f);
};
const moves = [];
console.log(
  hanoi(3, 'A', 'B', 'C', (x, y) => moves.push(x + y)),
  moves.join()
);
const deepEqual = (a, b) =>
  Object.is(a, b) ||
  (typeof a === 'object' &&
    typeof b === 'object' &&
    a &&
    b &&
    Object.getPrototypeOf(a) === Object.getPrototypeOf(b) &&
    Object.keys(a).length === Object.keys(b).length &&
    Object.keys(a).every((k) => deepEqual(a[k], b[k])));
console.log(deepEqual({ a: [1, { b: NaN }] }, { a: [1, { b: NaN }] }), deepEqual([1], { 0: 1 }), deepEqual(0, -0));
const deepFreeze = (o) => {
  Object.values(o).forEach((v) => typeof v === 'object' && v && deepFreeze(v));
  return Object.freeze(o);
};
const fz = deepFreeze({ a: { b: [1] } });
fz.a.b[0] = 2;
console.log(fz, Object.isFrozen(fz.a.b));
const diff = (a, b, p = '') =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((k) =>
    typeof a[k] === 'object' && typeof b[k] === 'object' ? diff(a[k], b[k], p + k + '.') : Object.is(a[k], b[k]) ? [] : [[p + k, a[k], b[k]]]
  );
console.log(diff({ a: 1, b: { c: 2, d: 3 } }, { a: 1, b: { c: 4 }, e: 5 }));
const curry = (f, ...a) => (a.length >= f.length ? f(...a) : (...b) => curry(f, ...a, ...b));
console.log(
  curry((a, b, c) => a + b + c)(1)(2)(3),
  curry((a, b, c) => a + b + c)(1, 2)(3),
  curry(() => 'none')
);
const Maybe = (v) => ({ map: (f) => (v == null ? Maybe(v) : Maybe(f(v))), or: (d) => v ?? d });
console.log(
  Maybe({ a: { b: 5 } })
    .map((x) => x.a)
    .map((x) => x.b)
    .map((x) => x * 2)
    .or(0),
  Maybe(null)
    .map((x) => x.a)
    .or('dflt')
);
const lens = (...p) => ({
  get: (o) => p.reduce((x, k) => x?.[k], o),
  set: (o, v) => (p.length ? { ...o, [p[0]]: lens(...p.slice(1)).set(o?.[p[0]], v) } : v)
});
console.log(lens('a', 'b').get({ a: { b: 1 } }), lens('a', 'b', 'c').set({ a: { x: 1 } }, 9));
