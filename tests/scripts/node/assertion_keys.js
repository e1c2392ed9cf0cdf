// The own keys of an AssertionError, in the order in which Node makes them: reporters list them.
const assert = require('assert');
for (const fails of [() => assert.equal(1, 2), () => assert.deepStrictEqual({ a: 1 }, { a: 2 }, 'told'), () => assert.fail(), () => assert.throws(() => {}), () => assert(false, 'x'), () => assert.match('a', /b/)]) {
  try { fails(); } catch (error) {
    console.log(Object.getOwnPropertyNames(error).join(), '|', Object.keys(error).join(), '|', error.name, error.stack.split('\n')[0]);
  }
}
const made = new assert.AssertionError({ actual: 1, expected: 2, operator: 'is' });
console.log(Reflect.ownKeys(made), made.message);
