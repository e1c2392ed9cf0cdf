// flags: --harmony-tailcalls
'use strict';
// Calls in tail position of strict functions leave their frame first.
const even = n => (n === 0 ? 'even' : odd(n - 1));
const odd = n => {
  if (n === 0) return 'odd';
  return even(n - 1);
};
console.log(even(100000), odd(99999));

const object = {
  left: 50000,
  step(...rest) {
    return this.left-- > 0 && this.step(...rest, 1).length >= 0 ? rest : rest;
  },
  count(n, sum = 0) {
    return n === 0 ? sum : this.count(n - 1, sum + n);
  },
};
console.log(object.count(100000));

// More arguments than the caller has, and fewer.
function many(n, a, b, c, d, e) {
  return n > 0 ? few(n - 1) : [n, a, b, c, d, e].join();
}
function few(n) {
  return n > 0 ? many(n - 1, 1, 2, 3, 4, 5) : arguments.length;
}
console.log(many(50000), many(50001));
function surplus(n) {
  return n > 0 ? surplus(n - 1, arguments[1], arguments[2]) : Array.from(arguments).join();
}
console.log(surplus(50000, 'a', 'b'));

// Variables that closures hold outlive the frame.
const kept = [];
function capture(n) {
  const mine = n;
  if (n > 2) return capture(n - 1);
  kept.push(() => mine);
  return n === 0 ? kept.map(f => f()).join() : capture(n - 1);
}
console.log(capture(50000));

// A constructor, and what is guarded, keeps its frame.
class Made {
  constructor() {
    return plain();
  }
}
function plain() {
  return 1;
}
console.log(new Made() instanceof Made);
function guarded(n) {
  try {
    return thrower(n);
  } catch (error) {
    return error.message;
  } finally {
    kept.length = 0;
  }
}
function thrower(n) {
  throw new Error(`thrown ${n}`);
}
console.log(guarded(1), kept.length);

// Other callees are called.
console.log((() => Math.max(1, 2))(), (() => plain.bind(null)())(), (f => f`x`)(text => text[0]));
console.log(new Error('frames').stack.split('\n').length > 1);
