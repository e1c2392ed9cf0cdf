// A key that is read and written becomes a property key once.
const log = [];
const key = name => ({
  toString() {
    log.push(name);
    return name;
  },
});
const object = { a: 1, b: 2, c: 3, d: '', e: null };
object[key('a')]++;
--object[key('b')];
object[key('c')] += 10;
object[key('d')] ||= 'set';
object[key('e')] ??= object[key('e')] ?? 5;
console.log(object, log.join());
log.length = 0;
const nothing = undefined;
for (const work of [() => nothing[key('n')]++, () => (null[key('n')] += 1)]) {
  try {
    work();
  } catch (error) {
    console.log(error.message);
  }
}
const list = [1, 2, 3];
for (let i = 0; i < 3; i++) list[i] *= list[i], list[`${i}`]++;
const symbol = Symbol();
list[symbol] = 1;
list[symbol] <<= 3;
list[1.5] = 1;
let place = 1.5;
list[place] += (place = 0, 1);
console.log(list, log.join());
