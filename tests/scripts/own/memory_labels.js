// label of glass:memory: what it gives, throws and holds; contexts of AsyncLocalStorage beside it.
const { label } = require('glass:memory');
const { AsyncLocalStorage } = require('async_hooks');

const storage = new AsyncLocalStorage();
console.log(label('sync', () => 7));
try {
  label('throws', () => {
    throw new Error('mine');
  });
} catch (error) {
  console.log(error.message);
}
const within = label('outer', () =>
  storage.run('store', () =>
    label('inner', async () => {
      await null;
      const inner = storage.getStore();
      return [inner, storage.exit(() => storage.getStore()), storage.run('other', () => storage.getStore())];
    }),
  ),
);
within.then(found => console.log(found, storage.getStore()));
label('rejects', async () => Promise.reject(new Error('rejected'))).catch(error => console.log(error.message));
for (const wrong of [() => label(1, () => 1), () => label('x')]) {
  try {
    wrong();
  } catch (error) {
    console.log(error.code, error.message);
  }
}
