// The first line of a stack: name and message as they are when somebody first looks.
const h = (e) => e.stack.split('\n')[0];
const P = (...a) => console.log(...a);
class Named extends Error {
  get name() {
    return 'Custom';
  }
}
P(h(new Named('m')), String(new Named('m')), Object.keys(new Named('m')));
class Throwing extends Error {
  get name() {
    throw 1;
  }
}
try {
  P(h(new Throwing('m')));
} catch (e) {
  P('threw', e);
}
class Later extends Error {
  constructor(m) {
    super(m);
    this.name = 'Later';
  }
}
P(h(new Later('x')), String(new Later('y')));
class Proto extends Error {}
Proto.prototype.name = 'Proto';
P(h(new Proto('x')));
class Plain extends TypeError {}
P(h(new Plain('x')), h(new Plain()));
class Message extends Error {
  get message() {
    return 'gm';
  }
}
P(h(new Message('q')), h(new Message()));
class Static extends Error {
  static name = 'Stat';
}
P(h(new Static('x')));
class ByClass extends Error {
  get name() {
    return this.constructor.name;
  }
}
class Sub extends ByClass {}
P(h(new ByClass('x')), h(new Sub('x')));
class Field extends Error {
  name = 'Field';
}
P(h(new Field('x')));
Error.prototype.name = 'Changed';
P(h(new Error('x')));
Error.prototype.name = 'Error';
const late = new Error('a');
late.name = 'Z';
late.message = 'b';
P(h(late));
const o = { name: 'O', message: 'om' };
Error.captureStackTrace(o);
P(h(o));
const g = {
  get name() {
    return 'G';
  },
  message: ''
};
Error.captureStackTrace(g);
P(h(g));
P(h(new Error(undefined)), h(new Error(null)), h(new Error({ toString: () => 'obj' })));
for (const name of [undefined, '', 5, null]) {
  class Odd extends Error {
    get name() {
      return name;
    }
  }
  P(h(new Odd('x')), h(new Odd('')));
}
