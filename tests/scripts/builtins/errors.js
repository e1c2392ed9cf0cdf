const P = (...a) => console.log(...a);
for (const E of [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError]) {
  const e = new E('msg', { cause: 'c' });
  P(
    e.name,
    e.message,
    e.cause,
    String(e),
    e instanceof Error,
    Object.prototype.toString.call(e),
    E.name,
    E.length,
    E.prototype.name,
    JSON.stringify(E.prototype.message),
    Object.getPrototypeOf(E) === (E === Error ? Function.prototype : Error),
    e.stack.split('\n')[0],
    Object.getOwnPropertyNames(e).join(),
    Object.keys(e).length,
    E('called').message
  );
}
const a = new AggregateError([1, 'x'], 'agg', { cause: 7 });
P(
  a.errors,
  a.message,
  a.cause,
  a.name,
  Object.getOwnPropertyNames(a).join(),
  AggregateError.length,
  Object.getOwnPropertyDescriptor(a, 'errors').enumerable,
  new AggregateError(new Set([1])).errors
);
try {
  new AggregateError(5);
} catch (e) {
  P(e.message);
}
P(
  'cause' in new Error('x'),
  'cause' in new Error('x', {}),
  new Error('x', { cause: undefined }).hasOwnProperty('cause'),
  new Error('x', 5).cause,
  new Error().message === '',
  new Error().hasOwnProperty('message'),
  new Error(undefined).hasOwnProperty('message'),
  new Error(null).message,
  new Error(5).message,
  new Error({ toString: () => 'ts' }).message,
  Object.getOwnPropertyDescriptor(new Error('d'), 'message'),
  Object.getOwnPropertyDescriptor(new Error('d', { cause: 1 }), 'cause')
);
try {
  new Error(Symbol());
} catch (e) {
  P(e.message);
}
const ts = Error.prototype.toString;
P(
  ts.call({}),
  ts.call({ name: 'N' }),
  ts.call({ message: 'M' }),
  ts.call({ name: 'N', message: 'M' }),
  ts.call({ name: '', message: 'M' }),
  ts.call({ name: 'N', message: '' }),
  ts.call({ name: undefined, message: undefined }),
  ts.call({ name: 1, message: null })
);
try {
  ts.call(5);
} catch (e) {
  P(e.message);
}
const e = new Error('orig');
e.message = 'changed';
P(String(e), e.stack.split('\n')[0]);
e.name = 'Custom';
P(String(e), e.stack.split('\n')[0]);
e.stack = 'replaced';
P(e.stack);
delete e.message;
P(String(e));
function thrower() {
  throw new RangeError('deep');
}
function mid() {
  thrower();
}
try {
  mid();
} catch (er) {
  const lines = er.stack.split('\n');
  P(
    lines[0],
    /^ {4}at thrower \(.*errors\.js:\d+:\d+\)$/.test(lines[1]),
    /^ {4}at mid \(/.test(lines[2]),
    /^ {4}at Object\.<anonymous> \(/.test(lines[3]),
    lines.length >= 4
  );
}
const multi = new Error('line1\nline2');
P(multi.stack.split('\n').slice(0, 2));
class V extends Error {
  constructor(f, m) {
    super(m);
    this.name = this.constructor.name;
    this.f = f;
  }
}
const v = new V('fld', 'bad');
P(String(v), v.f, v.stack.split('\n')[0], v instanceof V, Object.keys(v));
function Old(m) {
  this.message = m;
}
Old.prototype = Object.create(Error.prototype);
Old.prototype.name = 'Old';
P(String(new Old('legacy')), new Old('x') instanceof Error, new Old('x').stack);
const o = {};
Error.captureStackTrace(o);
P(typeof o.stack, o.stack.split('\n')[0], Object.keys(o), typeof Error.stackTraceLimit, Error.stackTraceLimit);
function skip() {
  const q = {};
  Error.captureStackTrace(q, skip);
  return q.stack;
}
P(/skip/.test(skip()));
Error.stackTraceLimit = 1;
P(new Error('lim').stack.split('\n').length);
Error.stackTraceLimit = 0;
P(new Error('none').stack);
Error.stackTraceLimit = 10;
const r = (n) => (n ? r(n - 1) : new Error('deep'));
P(r(50).stack.split('\n').length);
const frames = (() => {
  class K {
    m() {
      return new Error().stack;
    }
    static s() {
      return new Error().stack;
    }
    get g() {
      return new Error().stack;
    }
    constructor(f) {
      if (f) this.st = new Error().stack;
    }
    ['comp']() {
      return new Error().stack;
    }
    #p() {
      return new Error().stack;
    }
    cp() {
      return this.#p();
    }
  }
  const k = new K();
  const ob = {
    meth() {
      return new Error().stack;
    },
    arrow: () => new Error().stack,
    fn: function () {
      return new Error().stack;
    }
  };
  const anon = [() => new Error().stack][0];
  const at = (s) =>
    s
      .split('\n')[1]
      .trim()
      .replace(/\(?\/.*$/, '');
  return [k.m(), K.s(), k.g, new K(1).st, k.comp(), k.cp(), ob.meth(), ob.arrow(), ob.fn(), anon(), [1].map(() => new Error().stack)[0], eval_()].map(
    at
  );
})();
function eval_() {
  return [1].map(function named() {
    return new Error().stack;
  })[0];
}
P(frames);
