const f = (x) => {
  const r = [];
  switch (x) {
    case 1:
      r.push('one');
    case 2:
      r.push('two');
      break;
    default:
      r.push('dflt');
    case 3:
      r.push('three');
      break;
    case 'a':
    case 'b': {
      r.push('ab');
      break;
    }
    case NaN:
      r.push('nan');
    case null:
      return 'null';
    case undefined:
      return 'undef';
    case f:
      return 'fn';
  }
  return r.join();
};
console.log([1, 2, 3, 4, 'a', 'b', '1', NaN, null, undefined, f, {}, -0, true].map(f));
const log = [];
const c = (n) => (log.push(n), n);
switch (c(3)) {
  case c(1):
  case c(2):
    log.push('no');
  default:
    log.push('d');
  case c(3):
    log.push('hit');
  case c(4):
    log.push('fall');
}
console.log(log.join());
switch (5) {
  default:
    console.log('d first');
  case 6:
    console.log('falls');
    break;
  case 7:
}
switch (1) {
  case 1:
    let x = 'scoped';
    {
      let x = 'inner';
      console.log(x);
    }
    console.log(x);
    break;
  case 2:
    x = 1;
}
switch (true) {
  case 1 > 2:
    console.log('a');
    break;
  case 2 > 1:
    console.log('b');
}
switch (typeof 1) {
  case 'string':
    break;
  case 'number':
    console.log('num');
}
function g(x) {
  switch (x) {
    case 1:
      function inner() {
        return 'hoisted';
      }
      return inner();
    case 2:
      return typeof inner;
  }
}
console.log(g(1), g(2));
for (const v of [1, 2, 3]) {
  switch (v) {
    case 2:
      continue;
  }
  console.log(v);
}
const dense = (n) => {
  switch (n) {
    case 0:
      return 'z';
    case 1:
      return 'o';
    case 2:
      return 't';
    case 3:
      return 'th';
    case 4:
      return 'f';
    case 5:
      return 'fi';
    case 6:
      return 's';
    case 1.5:
      return 'frac';
    case -1:
      return 'neg';
    case '1':
      return 'str';
  }
  return '?';
};
console.log([0, 1, 2, 3, 4, 5, 6, 1.5, -1, '1', 7].map(dense).join());
const nested = (a, b) => {
  switch (a) {
    case 1:
      switch (b) {
        case 1:
          return '11';
        case 2:
          break;
        default:
          return '1x';
      }
      return '12';
    default:
      switch (b) {
        default:
          return 'xx';
        case 1:
      }
      return 'x1';
  }
};
console.log(nested(1, 1), nested(1, 2), nested(1, 3), nested(2, 1), nested(2, 2));
switch (0) {
  case (console.log('computed'), 0):
    console.log('match');
}
switch (1) {
  case 1:
    class K {
      static v = 'class in switch';
    }
    console.log(K.v);
}
const fs = [];
for (let i = 0; i < 2; i++)
  switch (i) {
    case 0:
    case 1:
      let q = i * 10;
      fs.push(() => q);
  }
console.log(fs.map((h) => h()));
try {
  switch (1) {
    case (() => {
      throw new Error('in case');
    })():
  }
} catch (e) {
  console.log(e.message);
}
switch ('x') {
  case 'x':
    try {
      break;
    } finally {
      console.log('fin');
    }
  default:
    console.log('never');
}
