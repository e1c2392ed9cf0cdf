// ECMAScript modules out of a CommonJS file: what they export, link and import, and what goes wrong.
const short = text => String(text).replaceAll(__dirname, '$DIR');
const settle = (name, promise) =>
  promise.then(
    found => console.log(name, found),
    error => console.log(name, error.name, error.code, short(error.message)),
  );

(async () => {
  await settle('main', import('./fixtures/esm/main.mjs').then(Object.keys));
  const { log } = await import('./fixtures/esm/log.mjs');
  const both = [await import('./fixtures/esm/tla_a.mjs'), await import('./fixtures/esm/tla_sync.mjs')];
  console.log(log, both);
  for (const name of ['./fixtures/esm/nothing.mjs', 'nothing', './fixtures/folder', './fixtures/data.json', 'node:nothing']) {
    await settle(name, import(name));
  }
  await settle('self', import('./fixtures/esm/self.mjs').then(m => [Object.keys(m), m.is(), m.own === m]));
  // Nothing of a graph that is not whole stays.
  for (const name of ['part_a', 'part_b', 'part_a']) await settle(name, import(`./fixtures/esm/${name}.mjs`));
  await settle('circle', import('./fixtures/esm/circle.mjs'));
  const loud = import('./fixtures/esm/loud.mjs');
  console.log('before it runs');
  await loud;
  await settle('json', import('./fixtures/data.json', { with: { type: 'json' } }));
  await settle('object', import({ toString: () => './fixtures/esm/log.mjs' }).then(m => m.log === log));
  await settle('throws', import({ toString() { throw new RangeError('no text'); } }));
  await settle('options', import('./fixtures/esm/log.mjs', 5));
  await settle('cjs', import('./fixtures/cycle_a.js').then(m => [Object.keys(m), m.default === require('./fixtures/cycle_a')]));
  console.log(require('./fixtures/esm/log.mjs').log === log);
  try {
    require('./fixtures/esm/tla_a.mjs');
  } catch (error) {
    console.log(error.code);
  }
  const f = new Function('return import("path")');
  await settle('function', f().then(m => m.default === require('path')));
})();
