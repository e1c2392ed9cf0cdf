// Freezing and sealing leave private elements as they are: they are no properties.
'use strict';

class Counter {
  #count = 0;
  #limit = 3;
  static #made = 0;
  shown = 1;
  constructor(restrict) { Counter.#made++; restrict(this); }
  #step(by) { this.#count += by; return this.#count; }
  get #full() { return this.#count >= this.#limit; }
  set #full(value) { this.#limit = value ? this.#count : this.#limit + 1; }
  next() { return this.#full ? 'full' : this.#step(1); }
  fill() { this.#full = true; return [this.#count, this.#limit]; }
  destructure() { [this.#count, { limit: this.#limit = 9 }] = [7, {}]; return `${this.#count++}/${this.#limit}`; }
  replace() { try { this.#step = 1; } catch (error) { return error.message; } }
  static made() { return (Counter.#made ??= 0, ++Counter.#made); }
}
for (const restrict of [Object.freeze, Object.seal, Object.preventExtensions, (object) => Reflect.preventExtensions(object) && Object.freeze(Object.seal(object))]) {
  const objects = [new Counter(restrict), new Counter(restrict)];
  for (const object of objects) {
    console.log(object.next(), object.next(), object.next(), object.next(), object.fill(), object.destructure(), object.replace());
    try { object.shown = 2; console.log('shown', object.shown); } catch (error) { console.log(error.message); }
    console.log(Object.isFrozen(object), Object.isSealed(object), Reflect.ownKeys(object));
  }
}
Object.freeze(Counter);
console.log(Counter.made(), Counter.made());

class Many {
  #a = 1; #b = 2; #c = 3; #d = 4; #e = 5; #f = 6; #g = 7; #h = 8; #i = 9; #j = 10;
  plain = 0;
  swap() { [this.#a, this.#j] = [this.#j, this.#a]; this.#e **= 2; return [this.#a, this.#b, this.#c, this.#d, this.#e, this.#f, this.#g, this.#h, this.#i, this.#j]; }
}
const many = Object.freeze(new Many());
console.log(many.swap().join(), many.swap().join(), Object.isFrozen(many));
class Brand { constructor(object) { return object; } }
class Mark extends Brand { #mark = 'made'; static change(object) { object.#mark += ' again'; return object.#mark; } }
const frozen = Object.freeze({ a: 1 });
new Mark(frozen);
console.log(Mark.change(frozen), Mark.change(Object.seal(frozen)));
