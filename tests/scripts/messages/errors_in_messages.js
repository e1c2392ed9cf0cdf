// How an error stands in the message of another: name and message as far as they are strings, whatever they lead to.
const inside = (e) => {
  try {
    null[e];
  } catch (x) {
    return x.message;
  }
};
const applied = (e) => {
  try {
    Reflect.apply(e);
  } catch (x) {
    return x.message;
  }
};
const text = (f) => {
  try {
    return String(f()).split('\n')[0];
  } catch (x) {
    return `${x.name}: ${x.message}`;
  }
};
const values = ['s', '', 5, 0, null, undefined, true, Symbol('q'), {}, [1], () => 1, new Error('z'), new Date(0), /r/, { toString: () => 'x' }, Object('str')];
for (const key of ['name', 'message'])
  for (const value of values) {
    const e = new Error('m');
    e[key] = value;
    console.log(typeof value, '|', applied(e), '|', inside(e), '|', text(() => e), '|', text(() => e.stack));
  }
// What leads back to itself.
const a = new Error('a');
a.name = a;
const b = new TypeError('b');
b.message = b;
const c = new Error('c'), d = new RangeError('d');
c.name = d;
d.name = c;
const e = new Error('e');
e.name = [e];
const f = new Error('f');
f.message = { toString: () => String(f) };
const g = new Error('g');
Object.defineProperty(g, 'name', { get: () => String(g) });
const i = new Error('i');
i.stack = i;
const j = new Error('j');
j.toString = () => `${j}`;
for (const error of [a, b, c, d, e, f, g, i, j]) console.log(applied(error), '|', text(() => error), '|', text(() => error.stack), '|', text(() => Object.prototype.toString.call(error)));
// Whatever has the text of errors.
const like = Object.create(Error.prototype);
like.name = 'N';
like.message = 'M';
console.log(applied(like), '|', applied({ toString: Error.prototype.toString, name: 'N', message: 'M' }), '|', applied(Object.create(null)), '|', applied(Object.create(TypeError.prototype)));
like.name = like;
console.log(applied(like), '|', applied(Object.assign(Object.create(Error.prototype), { message: { name: 1 } })));
class Named extends Error {
  get name() {
    throw new Error('not asked');
  }
}
console.log(applied(new Named('m')));
