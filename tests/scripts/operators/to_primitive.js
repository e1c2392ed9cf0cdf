// Order and results of conversions to primitives in each operator.
const log = [];
const mk = (name, v, s) => ({
  valueOf() {
    log.push(name + '.v');
    return v;
  },
  toString() {
    log.push(name + '.s');
    return s;
  }
});
const show = (r) => {
  console.log(r, log.join(' '));
  log.length = 0;
};
const a = mk('a', 2, 'A'),
  b = mk('b', 3, 'B'),
  n = mk('n', {}, 'N'),
  both = mk('both', {}, {});
show(a + b);
show(a * b);
show(`${a}${b}`);
show(a + '');
show(a - '1');
show(a < b);
show(b > a);
show(a <= b);
show(a == 2);
show(a == 'A');
show([a, b] + '');
show({ [a]: 1 });
show(+n);
show(n + 1);
show(-b);
show(a ** b);
show(String(a));
show(Number(a));
show(isNaN(n));
show(Math.max(a, b));
show(parseInt(a));
show('x'.concat(a, b));
show([1, 2, 3, 4][b]);
show('abcdef'.slice(a, b));
for (const f of [() => +both, () => `${both}`, () => both + 1, () => both == 1, () => both < 1, () => ({})[both]])
  try {
    f();
  } catch (e) {
    show(e.name + ': ' + e.message);
  }
const tp = {
  [Symbol.toPrimitive](hint) {
    log.push(hint);
    return hint === 'number' ? 42 : hint === 'string' ? 'str' : 'def';
  }
};
show(+tp);
show(`${tp}`);
show(tp + '');
show(tp * 2);
show(tp == 'def');
show(tp < 50);
show([tp].join());
show({ [tp]: 0 });
show(new Date(tp).getTime());
show(Number(tp));
show(String(tp));
show(Math.abs(tp));
show(tp + 1);
for (const bad of [
  { [Symbol.toPrimitive]: 1 },
  {
    [Symbol.toPrimitive]() {
      return {};
    }
  }
])
  try {
    +bad;
  } catch (e) {
    show(e.message);
  }
const nul = {
  [Symbol.toPrimitive]: null,
  valueOf() {
    return 9;
  }
};
show(nul + 1);
const dt = new Date(0);
dt.valueOf = () => 100;
dt.toString = () => 'date!';
show(dt + 1);
show(dt - 1);
show(`${dt}`);
show(dt[Symbol.toPrimitive]('default'));
show(dt[Symbol.toPrimitive]('number'));
try {
  dt[Symbol.toPrimitive]('x');
} catch (e) {
  show(e.message);
}
try {
  Object.create(null) + '';
} catch (e) {
  show(e.message);
}
show([] + []);
show([] + {});
show([1, [2, [3]]] + '');
show({} + 1);
show([5] * [2]);
show(null + 1);
show(undefined + 1);
show(true + true);
show([null, undefined, 1] + '');
show((() => 1) + '');
