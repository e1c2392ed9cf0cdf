// Names and texts in messages that are too long for them.
const message = (f) => {
  try {
    f();
  } catch (e) {
    return e.message;
  }
};
const word = 'x'.repeat(300);
console.log(message(() => null[word]));
console.log(message(() => new Function(`${word}()`)()).length, message(() => new Function('o', `o.${word}()`)({})).length);
console.log(message(() => new Function('o', `o.${'a.'.repeat(3)}${'b'.repeat(30)}()`)({ a: { a: { a: {} } } })));
console.log(message(() => Symbol(word) + '').length, message(() => BigIntless()));
console.log(message(() => { throw new TypeError(word); }).length);
const long = { ['k'.repeat(400)]: () => 1, [Symbol('s'.repeat(400))]: function () {} };
console.log(Object.values(long)[0].name.length, long[Object.getOwnPropertySymbols(long)[0]].name.length);
console.log(message(() => { const c = class {}; c(); }), message(() => ({})[Symbol.iterator]()), message(() => { const [a] = { b: word }; }));
