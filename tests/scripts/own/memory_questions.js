// Questions to the heap: expectCollected, count, retained, heap.
const { count, expectCollected, heap, path, retained } = require('glass:memory');

class Session {}
class Admin extends Session {}
globalThis.cache = { entries: new Map() };

(async () => {
  console.log(count(Session), count(Session, { subclasses: true }));
  const kept = [new Session(), new Admin(), new Admin()];
  new Session();
  console.log(count(Session), count(Session, { subclasses: true }), count(Admin), kept.length);

  const small = { text: 'a'.repeat(1000).slice(0, 999) };
  const shared = new Array(1000).fill(0);
  const two = { one: { shared }, other: { shared } };
  const alone = { list: new Array(1000).fill(0) };
  const all = [small, two, alone].map(retained);
  console.log(all[1] < 2000, all[2] > 8000, retained(shared) > 8000, retained(two.one) === retained(two.other));
  const key = {};
  const map = new WeakMap([[key, new Array(1000).fill(0)]]);
  console.log(retained(key) > 8000, map.has(key), retained(1), retained(undefined));
  console.log(retained(new Uint8Array(5000)) > 5000);
  const { bytes, external, cells } = heap();
  console.log(bytes > cells * 16, external >= 0);

  await expectCollected(new Session(), 'the session').check();
  let held = new Session();
  const expected = expectCollected(held);
  cache.entries.set('held', held);
  held = null;
  try {
    await expected.check();
  } catch (error) {
    console.log(error.name, error.code, error.message.split('\n')[0]);
    console.log(error.path.map(({ name, kind, reason }) => `${name}, ${kind}: ${reason}`).join('\n'));
  }
  cache.entries.clear();
  await expected.check();
  console.log(expected.name, path(cache).path.length);

  for (const wrong of [() => expectCollected(1), () => expectCollected({}, 1), () => count({}), () => count(() => 1)]) {
    try {
      wrong();
    } catch (error) {
      console.log(error.code, error.message);
    }
  }
})();
