// Properties that come and go: the last, the first, one in the middle, many; their order is that of when they came.
const show = (o) => [Object.keys(o).join(), JSON.stringify(o)].join(' ');
for (const count of [1, 2, 3, 7, 8, 9, 16, 17, 40]) {
  const o = {};
  for (let i = 0; i < count; i++) o['p' + i] = i;
  const lines = [];
  for (const which of [count - 1, 0, count >> 1]) {
    for (let round = 0; round < 30; round++) {
      delete o['p' + which];
      if (round % 3 === 0) o.extra = round;
      o['p' + which] = round;
      if (round % 3 === 1) delete o.extra;
    }
    lines.push(show(o));
  }
  for (let i = count - 1; i > 0; i--) delete o['p' + i];
  o.last = 'last';
  lines.push(show(o));
  console.log(count, lines.join('; '));
}

const stack = {};
for (let round = 0; round < 3; round++) {
  for (let i = 0; i < 20; i++) stack['k' + i] = round + i;
  for (let i = 19; i >= round * 3; i--) delete stack['k' + i];
  console.log(show(stack), 'k19' in stack, stack.k0);
}

// What a store finds above the object.
const log = [];
const above = Object.freeze({ fixed: 1 });
const middle = Object.create(above, { set: { set: (value) => log.push(value), configurable: true }, plain: { value: 1, writable: true } });
const below = Object.create(middle);
for (let i = 0; i < 3; i++) {
  below.a = i;
  delete below.a;
  below.plain = i;
  below.set = i;
  log.push(Reflect.set(below, 'fixed', i), Reflect.set(middle, 'b', i, below), Reflect.set(below, 'c', i, middle), Reflect.set(below, 'd', i, 1));
  log.push(Object.keys(below).join(), Object.keys(middle).join());
  delete below.plain;
  delete below.b;
}
Object.preventExtensions(below);
log.push(Reflect.set(below, 'new', 1), Reflect.set(middle, 'e', 1, below), 'e' in below);
console.log(log.join(' '));

// Maps and sets of numbers at all distances.
for (const step of [1, 3, 255, 256, 257, 65536, 1 << 20, -1, -256, 0.5]) {
  const map = new Map();
  for (let i = 0; i < 700; i++) map.set(i * step, i);
  for (let i = 0; i < 700; i += 3) map.delete(i * step);
  let sum = 0;
  for (let i = 0; i < 700; i++) sum += (map.get(i * step) ?? -1) + (map.has(i * step + 1) ? 1 : 0);
  console.log(step, map.size, sum, [...map.keys()].slice(0, 3).join(), map.has(-0), map.has('1'));
}
