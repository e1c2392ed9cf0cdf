// An object with a hidden class of its own: what a site has seen of it holds until the object
// changes, whether anything looked at it between two changes or not.
const wrong = [];
function check(round, what, found, wanted) {
  if (found !== wanted && wrong.length < 10) wrong.push(`${round} ${what}: ${found}, not ${wanted}`);
}
const object = {};
for (let i = 0; i < 300; i++) object['first' + i] = i;
const read = (o) => o.late;
const write = (o, value) => { o.late = value; };
const keys = (o) => { let count = 0; for (const key in o) count++; return count; };
const text = (o) => JSON.stringify(o).length;
let count = 300;
for (let round = 0; round < 2600; round++) {
  check(round, 'absent', read(object), undefined);
  check(round, 'absent again', read(object), undefined);
  object.late = round;
  check(round, 'present', read(object), round);
  delete object.late;
  // Changes that nobody looks at.
  object['other' + round % 7] = 1;
  object.late = -round;
  delete object['other' + round % 7];
  check(round, 'there again', read(object), -round);
  delete object.late;
  write(object, round);
  check(round, 'written', object.late, round);
  delete object.late;
  if (round % 50) continue;
  let taken = 0;
  Object.defineProperty(object, 'late', { get: () => 'got', set(value) { taken = value; }, configurable: true });
  check(round, 'getter', read(object), 'got');
  write(object, round);
  check(round, 'setter', taken, round);
  Object.defineProperty(object, 'late', { value: 5, writable: false, configurable: true });
  write(object, 6);
  check(round, 'read-only', read(object), 5);
  delete object.late;
  check(round, 'keys', keys(object), count);
  const length = text(object);
  object.late = 1;
  check(round, 'one key more', keys(object), count + 1);
  check(round, 'longer text', text(object), length + 9);
  delete object.late;
  check(round, 'as before', keys(object), count);
  check(round, 'text as before', text(object), length);
  check(round, 'assigned', Object.keys(Object.assign({}, object)).length, count);
  object['kept' + round] = round;
  count++;
  check(round, 'assigned with one more', Object.keys(Object.assign({}, object)).length, count);
}
// Globals are such an object, too: declared by the thousand, each is seen.
const names = Array.from({ length: 3000 }, (_, i) => 'made' + i);
(0, eval)(names.map((name, i) => `function ${name}() { return ${i}; } var of_${name} = ${i};`).join('\n'));
const sum = (0, eval)(`() => ${names.slice(0, 500).map((name) => `${name}() + of_${name}`).join(' + ')}`);
check('globals', 'sum', sum(), 499 * 500);
made7 = () => 1007;
check('globals', 'changed', sum(), 499 * 500 + 1000);
check('globals', 'absent', typeof madeNever, 'undefined');
globalThis.madeNever = 1;
check('globals', 'present', typeof madeNever, 'number');
console.log(wrong.length ? wrong.join('\n') : 'all changes are seen');
