// What is shown ends where it is nested too deep, and where its text is too long.
const shown = (value, options) => {
  const { write } = process.stdout;
  let text = '';
  process.stdout.write = (part) => {
    text += part;
    return true;
  };
  console.dir(value, options);
  process.stdout.write = write;
  return text;
};
const faults = [];
const expect = (name, holds) => holds || faults.push(name);
const nest = (n, make) => {
  let value = make(0);
  for (let i = 0; i < n; i++) value = make(value);
  return value;
};
for (const make of [(v) => [v], (v) => ({ v }), (v) => new Map([[v, 1]])]) {
  const text = shown(nest(1100, make), { depth: Infinity });
  expect(`depth of ${make}`, text.includes('Inspection interrupted prematurely. Maximum call stack size exceeded.'));
}
expect('fifty levels', shown(nest(50, (v) => [v]), { depth: Infinity }).match(/\[/g).length === 51);
const long = 'x'.repeat(2 ** 26 + 10);
const deep = { deep: { deeper: { deepest: {} } } };
const text = shown([{ long, deep }, { long, deep }, { deep }, { deep }], { depth: Infinity, maxStringLength: Infinity });
expect('nothing deeper after 2 ** 27 characters', text.length > 2 ** 27 && text.endsWith('deepest: {} } } }\n  },\n  [Object],\n  [Object]\n]\n'));
console.log(faults.length ? faults.join('\n') : 'ok');
