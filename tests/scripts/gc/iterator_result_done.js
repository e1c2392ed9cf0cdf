// Nothing but the loop knows an iterator's result while its getters run.
let made = 0;
function result(value, done) {
  return {
    padding: new Array(10).fill({ value }),
    get done() { for (let i = 0; i < 200; i++) made += [i, {}].length; return done; },
    get value() { return [value, this.padding[0].value].join(); },
  };
}
const iterable = { [Symbol.iterator]() { let i = 0; return { next: () => result(i++, i > 20), return: () => ({}) }; } };
for (const value of iterable) console.log(value);
const [first, ...rest] = iterable;
console.log(first, rest.length, Math.max(...[...iterable].map((text) => text.length)));
function* inner() { return yield* iterable; }
console.log([...inner()].join(' '));
(async () => { for await (const value of iterable) if (value.startsWith('7')) console.log(value); })();
