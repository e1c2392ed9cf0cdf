// A chain in a WeakMap: each value is the key of the next. Only the first key is held otherwise, so the collector finds each link by the
// one before. An operation adds a link at the end, drops the first, and follows ten.
if (typeof WeakMap === 'undefined') {
  benchGc.skip('there is no WeakMap yet');
} else {
  const map = new WeakMap();
  const chain = { first: { number: 0 }, last: null, map };
  chain.last = chain.first;
  benchGc.kept = chain;
  let number = 1;
  function add() {
    const key = { number: number++ };
    map.set(chain.last, key);
    chain.last = key;
  }
  while (number < benchGc.live) add();
  let sum = 0;
  while (benchGc.next()) {
    add();
    chain.first = map.get(chain.first);
    let key = chain.first;
    for (let i = 0; i < 10 && key !== undefined; i++) {
      sum += key.number % 11;
      key = map.get(key);
    }
  }
  benchGc.finish(sum);
}
