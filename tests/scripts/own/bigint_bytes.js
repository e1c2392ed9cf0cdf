// heapUsed of BigInts is exact: eight bytes of header, eight a limb, and the room of its size class.
const used = () => (gc(), gc(), memoryUsage().heapUsed);
const kept = new Array(1000).fill(0n);
const bytes = (limbs) => {
  for (let i = 0; i < kept.length; i++) kept[i] = limbs ? (1n << BigInt(64 * limbs - 1)) + 0n : 0n + 0n;
  const held = used();
  kept.fill(0n);
  return (held - used()) / kept.length;
};
bytes(1);
for (const limbs of [0, 1, 2, 3, 4, 5, 6, 7, 10, 31, 100, 255]) {
  const each = bytes(limbs);
  console.log(limbs, each);
}
const before = used();
bytes(3);
console.log(used() - before);
let large = (1n << 6400000n) - 1n;
const with_large = used();
large = undefined;
console.log(with_large - used());
