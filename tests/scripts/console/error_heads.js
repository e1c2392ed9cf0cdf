// The first line of errors: class, name and message from everywhere they can come from.
const show = (label, make) => {
  let e;
  try {
    e = make();
  } catch (x) {
    return console.log(label, 'threw', x.message);
  }
  // One line of a stack that is the same everywhere.
  if (typeof e.stack === 'string') e.stack = e.stack.split('\n    at')[0] + '\n    at here';
  console.log(label, e, [e], { e });
  if (typeof e.stack === 'string') e.stack = e.stack.split('\n    at')[0];
  console.log(label, e);
};
const bases = { Error, TypeError, RangeError };
for (const [base, Base] of Object.entries(bases)) {
  class Two extends Base {
    get name() {
      return 'Two';
    }
  }
  class TwoError extends Base {
    get name() {
      return 'TwoError';
    }
  }
  class Plain extends Base {}
  class PlainError extends Base {}
  class Own extends Base {
    constructor(m) {
      super(m);
      this.name = 'Own';
    }
  }
  class OwnError extends Base {
    constructor(m) {
      super(m);
      this.name = 'OwnError';
    }
  }
  class Field extends Base {
    name = 'FieldError';
  }
  class Message extends Base {
    get message() {
      return 'by getter';
    }
  }
  class Proto extends Base {}
  Proto.prototype.name = 'ProtoError';
  class Tagged extends Base {
    get [Symbol.toStringTag]() {
      return 'Tag';
    }
  }
  for (const Class of [Base, Two, TwoError, Plain, PlainError, Own, OwnError, Field, Message, Proto, Tagged]) {
    const name = `${base}/${Class.name}`;
    show(name, () => new Class('m'));
    show(name + ' empty', () => new Class());
    show(name + ' lines', () => new Class('one\ntwo'));
    show(name + ' renamed', () => Object.assign(new Class('m'), { message: 'changed' }));
  }
}
const with_ = (e, o) => Object.assign(e, o);
for (const name of ['X', 'XError', '', 5, null, undefined, {}, 'Error', 'TypeError']) {
  show(`name ${String(name)} before`, () => with_(new Error('m'), { name }));
  show(`name ${String(name)} after`, () => {
    const e = new Error('m');
    e.stack;
    return with_(e, { name });
  });
  show(`message ${String(name)}`, () => with_(new Error('m'), { message: name }));
}
for (const stack of ['', 'text', 'Error: m', 'TypeError: other\n    at x', null, undefined, 5, {}, ['a'], 'XError', '\n    at x', 'Some Thing: x\n    at y'])
  console.log('stack', stack, with_(new Error('m'), { stack }), with_(new TypeError('m'), { stack }), Object.setPrototypeOf(with_(new Error('m'), { stack }), null));
console.log((() => { const e = new Error('m'); delete e.stack; return e; })(), (() => { const e = new TypeError(); delete e.stack; return e; })());
// The first look is by way of the inspector, Reflect, a computed key, destructuring, a prototype.
class Late extends Error {
  get name() {
    return 'Late';
  }
  get message() {
    return 'at last';
  }
}
const line = (s) => s.split('\n')[0];
console.log(line(Object.getOwnPropertyDescriptor(new Late(), 'stack').value), line(Object.getOwnPropertyDescriptors(new Late()).stack.value), line(Reflect.getOwnPropertyDescriptor(new Late(), 'stack').value));
console.log(line(new Late().stack), line(new Late()['sta' + 'ck']), line(Reflect.get(new Late(), 'stack')), line((({ stack }) => stack)(new Late())), line(Object.create(new Late()).stack));
