function depth(n) {
  return n === 0 ? 0 : 1 + depth(n - 1);
}
console.log(depth(5000));
const even = (n) => n === 0 || odd(n - 1),
  odd = (n) => n !== 0 && even(n - 1);
console.log(even(3000));
function ack(m, n) {
  return m === 0 ? n + 1 : n === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1));
}
console.log(ack(2, 9));
function inf() {
  return inf() + 1;
}
try {
  inf();
} catch (e) {
  console.log(e instanceof RangeError, e.message, e.name);
}
let count = 0;
(function again() {
  try {
    count++;
    again();
  } catch {}
})();
console.log(count > 100);
const o = {
  get x() {
    return this.x;
  }
};
try {
  o.x;
} catch (e) {
  console.log(e.message);
}
const t = {
  toString() {
    return '' + this;
  }
};
try {
  '' + t;
} catch (e) {
  console.log(e.message);
}
class R {
  constructor() {
    new R();
  }
}
try {
  new R();
} catch (e) {
  console.log(e.message);
}
const j = {
  toJSON() {
    return JSON.stringify(this);
  }
};
try {
  JSON.stringify(j);
} catch (e) {
  console.log(e.message);
}
try {
  (function s() {
    [2, 1].sort(s);
  })();
} catch (e) {
  console.log(e.message);
}
try {
  (function m() {
    [1].map(m);
  })();
} catch (e) {
  console.log(e.message);
}
try {
  (function r() {
    'a'.replace(/a/, r);
  })();
} catch (e) {
  console.log(e.message);
}
try {
  (function g() {
    [
      ...(function* () {
        yield* g();
      })()
    ];
  })();
} catch (e) {
  console.log(e.message);
}
console.log(depth(1000));
const trampoline = (f) => {
  while (typeof f === 'function') f = f();
  return f;
};
const sum = (n, acc = 0) => (n ? () => sum(n - 1, acc + n) : acc);
console.log(trampoline(sum(100000)));
const hanoi = (n, a, b, c) => (n ? hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a) : 0);
console.log(hanoi(12, 'a', 'b', 'c'));
function* perms(a, n = a.length) {
  if (n <= 1) yield a.slice();
  else
    for (let i = 0; i < n; i++) {
      yield* perms(a, n - 1);
      const j = n % 2 ? 0 : i;
      [a[n - 1], a[j]] = [a[j], a[n - 1]];
    }
}
console.log([...perms([1, 2, 3])].map((p) => p.join('')).join());
let nested = [];
for (let i = 0; i < 20000; i++) nested = [nested];
let dd = 0;
while (nested.length) {
  nested = nested[0];
  dd++;
}
console.log(dd);
try {
  (function b() {
    b.bind()();
  })();
} catch (e) {
  console.log(e.message);
}
try {
  (function b() {
    b.call();
  })();
} catch (e) {
  console.log(e.message);
}
try {
  (function b() {
    Reflect.apply(b, null, []);
  })();
} catch (e) {
  console.log(e.message);
}
try {
  (function b() {
    Reflect.construct(b, []);
  })();
} catch (e) {
  console.log(e.message);
}
