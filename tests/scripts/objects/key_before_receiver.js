// ToPropertyKey comes before ToObject of the receiver, or after it, as the standard has it.
const key = { toString() { console.log('key'); return 'k'; } };
for (const call of [
  () => Object.prototype.hasOwnProperty.call(null, key),
  () => Object.prototype.propertyIsEnumerable.call(undefined, key),
  () => Object.hasOwn(null, key),
  () => Object.prototype.__lookupGetter__.call(null, key),
  () => Object.getOwnPropertyDescriptor(null, key),
]) {
  try {
    console.log(call());
  } catch (error) {
    console.log(error.name, error.message);
  }
}
console.log(Object.prototype.hasOwnProperty.call('abc', 1), Object.hasOwn([1, , 3], '1'), Object.hasOwn(() => 1, 'name'));
