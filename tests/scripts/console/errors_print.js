const P = (...a) => console.log(...a);
const E = (C, m, stack, props = {}) => {
  const e = new C(m);
  e.stack = stack ?? `${e.name}: ${m}\n    at fake (file.js:1:2)`;
  return Object.assign(e, props);
};
P(E(Error, 'simple'));
P([E(Error, 'in array')], { e: E(TypeError, 'in object') }, { a: { b: { c: E(Error, 'deep') } } });
P(E(Error, 'props', undefined, { code: 'E1', details: { a: 1 } }));
P([E(Error, 'props in array', undefined, { code: 5 })]);
P(E(Error, 'no stack', ''));
P(E(Error, 'str only', 'just text'));
P([E(Error, 'nostack arr', 'Error: nostack arr')], E(Error, 'one line', 'Error: one line'));
const c = E(Error, 'outer');
c.cause = E(Error, 'inner');
P(c);
const c2 = new Error('with hidden cause', { cause: E(RangeError, 'hidden inner') });
c2.stack = 'Error: with hidden cause\n    at x (y.js:1:1)';
P(c2);
const c3 = new Error('prim cause', { cause: 'just a string' });
c3.stack = 'Error: prim cause\n    at x (y.js:1:1)';
P(c3);
const c4 = new Error('obj cause', { cause: { code: 1, nested: { x: 1 } } });
c4.stack = 'Error: obj cause\n    at x (y.js:1:1)';
P(c4, [c4]);
const ag = new AggregateError([E(Error, 'e1'), E(TypeError, 'e2')], 'many');
ag.stack = 'AggregateError: many\n    at z (z.js:1:1)';
P(ag);
class MyErr extends Error {
  constructor(m) {
    super(m);
    this.name = 'MyErr';
  }
}
const me = new MyErr('mine');
me.stack = me.stack.split('\n')[0] + '\n    at q (q.js:1:1)';
P(me);
class Plain extends Error {}
const pl = new Plain('plain');
pl.stack = pl.stack.split('\n')[0] + '\n    at q (q.js:1:1)';
P(pl);
class Sub2 extends TypeError {
  x = 1;
}
const s2 = new Sub2('sub2');
s2.stack = s2.stack.split('\n')[0] + '\n    at q (q.js:1:1)';
P(s2, [s2]);
const nm = E(Error, 'name changed');
nm.name = 'Renamed';
P(nm);
const nm2 = E(Error, 'msg changed');
nm2.message = 'new message';
P(nm2);
const nostk = new Error('deleted');
delete nostk.stack;
P(nostk, [nostk]);
const nstk = new Error('undef');
nstk.stack = undefined;
P(nstk);
const numst = new Error('num');
numst.stack = 5;
P(numst);
const objst = new Error('obj');
objst.stack = { toString: () => 'x' };
P(objst);
const em = new Error('');
em.stack = 'Error\n    at a (b.js:1:1)';
P(em, new Error().message === '');
const ml = new Error('line1\nline2');
ml.stack = 'Error: line1\nline2\n    at a (b.js:1:1)';
P(ml, { ml });
const tag = E(Error, 'tagged');
tag[Symbol.toStringTag] = 'TT';
P(tag);
const np = Object.setPrototypeOf(E(Error, 'nullproto'), null);
P(np);
const fz = Object.freeze(E(Error, 'frozen'));
P(fz);
P(Object.create(Error.prototype), { name: 'Error', message: 'fake' });
P(E(RangeError, 'r').toString(), String(E(Error, 'q')), `${E(Error, 't')}`, '' + E(Error, 'u'), E(Error, 'cat') + '!');
P('%s', E(Error, 'fmt s'));
P('%o', E(Error, 'fmt o').message);
P('%j', E(Error, 'fmt j'));
P('text', E(Error, 'after text'), 'more');
P(E(SyntaxError, 'syn'), E(ReferenceError, 'ref'));
P(new Map([['e', E(Error, 'in map')]]), new Set([E(Error, 'in set')]));
const ge = E(Error, 'getter');
Object.defineProperty(ge, 'gp', {
  get() {
    return 1;
  },
  enumerable: true
});
P(ge);
P([E(Error, 'multi\nline in array')]);
const real = new Error('real stack');
P(real.stack.split('\n')[0], real instanceof Error);
P(E(Error, 'key', undefined, { 'a b': 1, [Symbol('s')]: 2 }));
