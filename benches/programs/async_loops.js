// Async functions, await in loops, promise chains, async generators.
const leaf = async (x) => x & 15;
const middle = async (x) => (await leaf(x)) + (await leaf(x + 1));
async function* ticks(n) {
  for (let i = 0; i < n; i++) yield i;
}

async function main() {
  let sum = 0;
  for (let i = 0; i < 190000; i++) sum += await middle(i);
  for (let i = 0; i < 330000; i++) sum += await i;
  let chain = Promise.resolve(0);
  for (let i = 0; i < 700000; i++) chain = chain.then((v) => (v + i) % 65521);
  sum += await chain;
  for await (const x of ticks(200000)) sum += x & 7;
  for (let round = 0; round < 140; round++) {
    const all = await Promise.all(Array.from({ length: 400 }, (_, i) => leaf(i + round)));
    sum += all.reduce((a, b) => a + b);
  }
  let caught = 0;
  for (let i = 0; i < 70000; i++) {
    try {
      if (i % 2) await Promise.reject(i);
      else await Promise.resolve(i);
    } catch (e) {
      caught += e & 3;
    }
  }
  return [sum, caught];
}
main().then(([sum, caught]) => console.log(sum, caught));
