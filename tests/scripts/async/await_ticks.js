// How many microtask turns each form of await and return takes.
const log = [];
const clock = async (n) => {
  for (let i = 0; i < n; i++) {
    await null;
    log.push(i);
  }
};
const t = (name, p) =>
  p.then(
    (v) => log.push(name),
    (e) => log.push(name + '!')
  );
clock(8);
t(
  'await val',
  (async () => {
    await 1;
  })()
);
t(
  'await resolved',
  (async () => {
    await Promise.resolve();
  })()
);
t(
  'await thenable',
  (async () => {
    await {
      then(r) {
        r();
      }
    };
  })()
);
t('return val', (async () => 1)());
t('return promise', (async () => Promise.resolve(1))());
t('return await', (async () => await Promise.resolve(1))());
t(
  'await async fn',
  (async () => {
    await (async () => {})();
  })()
);
t(
  'throw',
  (async () => {
    throw 1;
  })()
);
t('reject', (async () => Promise.reject(1))());
t(
  'then-return promise',
  Promise.resolve().then(() => Promise.resolve())
);
t(
  'then-return val',
  Promise.resolve().then(() => 1)
);
t('resolve(promise)', new Promise((r) => r(Promise.resolve())));
t('Promise.resolve(promise)', Promise.resolve(Promise.resolve()));
t(
  'finally',
  Promise.resolve().finally(() => {})
);
t(
  'finally promise',
  Promise.resolve().finally(() => Promise.resolve())
);
t('all', Promise.all([1, Promise.resolve()]));
t('all []', Promise.all([]));
t('race', Promise.race([new Promise(() => {}), Promise.resolve()]));
t('any', Promise.any([Promise.reject(), 1]));
t('allSettled', Promise.allSettled([Promise.reject()]));
t(
  'for await',
  (async () => {
    for await (const x of [1]);
  })()
);
t(
  'agen next',
  (async function* () {
    yield 1;
  })().next()
);
t(
  'agen yield promise',
  (async function* () {
    yield Promise.resolve(1);
  })().next()
);
t(
  'agen return',
  (async function* () {
    return 1;
  })().next()
);
t(
  'try await',
  (async () => {
    try {
      await Promise.reject(1);
    } catch {}
  })()
);
setTimeout(() => console.log(log.join('\n')), 10);
