'use strict';
// Objects with about as many slots as fit into the object itself, and more: by private fields, public fields, assignments and literals.
const names = (n, prefix) => [...Array(n).keys()].map((i) => prefix + i);

for (const n of [13, 14, 15, 16, 17, 28, 29, 30, 31, 32, 33, 47, 48, 49, 127, 128, 129]) {
  const last = n - 1;
  const Private = (0, eval)(`(class { last() { return this.#f${last}; } ${names(n - 1, '#f').join('; ')}; #f${last} = 'p${n}'; })`);
  const Public = (0, eval)(`(class { ${names(n, 'f').map((name) => `${name} = '${name}'`).join('; ')}; })`);
  const Assigned = (0, eval)(`(function () { ${names(n, 'this.f').map((name, i) => `${name} = ${i}`).join('; ')}; })`);
  const literal = (0, eval)(`(() => ({ ${names(n, 'f').map((name, i) => `${name}: [${i}]`).join(', ')} }))`);
  let wrong = 0;
  for (let round = 0; round < 3; round++) {
    const [p, q, r, s] = [new Private(), new Public(), new Assigned(), literal()];
    const whole = p.last() === 'p' + n && q['f' + last] === 'f' + last && r['f' + last] === last && s['f' + last][0] === last;
    if (!whole || Object.keys(q).length !== n || Object.keys(r).length !== n || Object.keys(s).length !== n) wrong++;
    // What takes an object out of its shared shape leaves its slots where they are.
    delete q.f0;
    q.f0 = 'again';
    q.extra = 'more';
    Object.setPrototypeOf(r, { inherited: 1 });
    r.extra = round;
    Object.defineProperty(s, 'f1', { get() { return 'got'; }, configurable: true });
    delete s['f' + (last - 1)];
    s.one = 1;
    s.two = 2;
    Object.freeze(r);
    Object.setPrototypeOf(p, null);
    const copy = { ...q, ...s };
    const edited = Object.keys(q).at(-2) === 'f0' && q.f0 === 'again' && r.inherited === 1 && r.extra === round && s.f1 === 'got'
      && s.two === 2 && Object.isFrozen(r) && copy.two === 2 && copy.extra === 'more' && Private.prototype.last.call(p) === 'p' + n
      && q['f' + last] === 'f' + last && r['f' + last] === last && s['f' + last][0] === last && JSON.stringify(q).length === JSON.stringify({ ...q }).length;
    if (!edited) wrong++;
  }
  console.log(n, wrong === 0 ? 'right' : 'wrong');
}

// Subclasses add to what the base class promises.
class A { constructor() { for (const name of names(20, 'a')) this[name] = name; } }
class B extends A { #p = 1; b0; b1; b2; b3; b4; b5; b6; b7; b8; b9; b10; b11; b12; b13; b14; get p() { return this.#p; } }
const objects = [new B(), new B(), new B()];
console.log(objects.map((o) => [Object.keys(o).length, o.p, o.a19]));
