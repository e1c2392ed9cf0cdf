const log = [];
const t = (n, v = n) => (log.push(n), v);
const out = () => {
  console.log(log.join(' '));
  log.length = 0;
};
t('a', 1) + t('b', 2) * t('c', 3);
out();
t('o', {})[t('k')] = t('v');
out();
t('f', (...a) => t('body'))(t('x'), t('y'));
out();
t('o', {
  m() {
    t('call');
  }
})[t('m')](t('arg'));
out();
let a = 1;
a += ((a = 5), 2);
console.log(a);
a = 1;
a = a++ + a++;
console.log(a);
let b = [0, 0, 0],
  i = 0;
b[i++] = i++;
console.log(b, i);
b[i] = i = 0;
console.log(b, i);
i = 1;
b[i] += ((i = 2), 10);
console.log(b);
({
  [t('k1')]: t('v1'),
  [t('k2')]: t('v2'),
  ...t('s', {}),
  get [t('k3')]() {
    return 1;
  }
});
out();
[t('0'), ...t('1', [1]), t('2')];
out();
`${t('x')}${t('y')}`;
out();
new (t(
  'C',
  class {
    constructor() {
      t('ctor');
    }
  }
))(t('a1'), ...t('a2', []));
out();
t('l', 0) || t('r');
t('l', 1) || t('r');
t('l', 0) && t('r');
t('l', null) ?? t('r');
t('c', 0) ? t('y') : t('n');
out();
(t(1), t(2), t(3));
out();
class X {
  static [t('s1')] = t('sv1');
  [t('f1')] = t('fv1');
  static {
    t('blk');
  }
  [t('m1')]() {}
  static [t('s2')] = t('sv2');
}
out();
new X();
out();
try {
  t('base', null)[t('key')] = t('val');
} catch (e) {
  log.push(e.name);
}
out();
try {
  t('base', undefined)[t('key')](t('arg'));
} catch (e) {
  log.push(e.name);
}
out();
try {
  t('nf', 5)(t('arg'));
} catch (e) {
  log.push(e.name);
}
out();
try {
  undefinedVar = t('rhs');
  delete globalThis.undefinedVar;
} catch (e) {
  log.push(e.name);
}
out();
(() => {
  'use strict';
  try {
    undefinedVar2 = t('rhs');
  } catch (e) {
    log.push(e.message);
  }
})();
out();
const tgt = {
  set p(v) {
    t('set ' + v);
  },
  get p() {
    t('get');
    return 1;
  }
};
tgt.p = tgt.p = 2;
out();
tgt.p++;
out();
tgt.p += t('add', 5);
out();
[tgt.p, tgt[t('p')]] = t('src', [7, 8]);
out();
({ a: tgt[t('p')], b: tgt.p } = {
  get a() {
    t('ga');
    return 1;
  },
  get b() {
    t('gb');
    return 2;
  }
});
out();
var fo = {
  get f() {
    t('getf');
    return () => t('callf');
  }
};
fo.f(t('arg'));
out();
t('obj', fo)[t('f')]`${t('tpl')}`;
out();
function dflt(a = t('da'), { b = t('db'), [t('kc')]: c = t('dc') } = t('dobj', {}), ...r) {
  t('fbody');
}
dflt();
out();
dflt(1, { b: 2 });
out();
switch (t('d', 2)) {
  case t('c1', 1):
  case t('c2', 2):
    t('body2');
  case t('c3', 3):
    t('body3');
    break;
  case t('c4', 4):
}
out();
for (t('init', 0), i = 0; t('test', i < 2); t('upd', i++)) t('loop');
out();
