// More registrations than one page of a registry holds: still the newest first, registry by registry.
const told = [];
const registries = ['a', 'b'].map((name) => new FinalizationRegistry((held) => told.push(name + held)));
(function () {
  for (let i = 0; i < 100; i++) registries[0].register({}, i);
  for (let i = 0; i < 60; i++) registries[1].register({}, i);
})();
globalThis.gc?.();
setTimeout(() => setTimeout(() => console.log(told.length, told.join(' ')), 20), 20);
