// Registrations, tokens, and what is called when.
const collect = () => globalThis.gc?.();
const called = [];
const registry = new FinalizationRegistry((held) => called.push(held));
const token = { name: 'token' };
const kept = {};
(() => {
  for (let i = 0; i < 200; i++) {
    const target = { i };
    // Every fourth has the token that all share, every other one itself.
    registry.register(target, i, i % 4 === 0 ? token : i % 4 === 2 ? target : undefined);
  }
  registry.register(kept, 'kept');
  registry.register({}, { an: 'object' });
  registry.register({}, undefined);
  const own = {};
  registry.register(own, 'undone', own);
  console.log(registry.unregister(own), registry.unregister(own));
  // Nobody holds this registry when its target dies.
  new FinalizationRegistry(() => console.log('never')).register({}, 1);
  // A value that refers to its target keeps it.
  const target = {};
  registry.register(target, { target });
})();
console.log(registry.unregister(token), registry.unregister(token));
collect();
console.log(called.length);
const text = (list) => list.map((held) => (typeof held === 'object' ? JSON.stringify(held) : String(held))).sort().join();
setTimeout(() => {
  collect();
  setTimeout(() => {
    console.log(called.length, text(called));
    called.length = 0;
    let ref;
    (() => {
      const shared = {};
      for (let i = 0; i < 3; i++) registry.register(shared, `shared ${i}`);
      ref = new WeakRef(shared);
    })();
    setTimeout(() => {
      collect();
      setTimeout(() => {
        console.log(ref.deref(), text(called), kept);
      }, 10);
    }, 10);
  }, 10);
}, 10);
