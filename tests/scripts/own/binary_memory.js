// flags: --max-old-space-size=128
// The bytes of buffers: counted exactly, moved without being counted twice, freed with their cells, bounded by the limit.
const MIB = 1 << 20;
const held = () => process.memoryUsage().arrayBuffers;
let kept = [new ArrayBuffer(5 * MIB), new Float64Array(MIB / 8), new ArrayBuffer(10, { maxByteLength: 64 * MIB })];
const figures = [held()];
for (const length of [3 * MIB, MIB, 0]) {
  kept[2].resize(length);
  figures.push(held());
}
const moved = kept[0].transfer(6 * MIB);
figures.push(held());
kept = null;
gc();
figures.push(held(), moved.byteLength);
console.log(figures.map((bytes) => bytes / MIB).join(' '));
// Garbage is freed in time.
for (let i = 0; i < 1000; i++) new Uint8Array(MIB);
console.log(held() < 160 * MIB);
// What would pass the limit is an error, and no end.
const list = [];
try {
  for (;;) list.push(new ArrayBuffer(8 * MIB));
} catch (error) {
  console.log(error.name, error.message, list.length);
}
try {
  moved.transfer(100 * MIB);
} catch (error) {
  console.log(error.name, error.message, moved.detached);
}
list.length = 0;
// Addresses come back, too.
for (let i = 0; i < 100000; i++) new ArrayBuffer(16, { maxByteLength: 1 << 17 });
console.log(new ArrayBuffer(8 * MIB).byteLength, process.memoryUsage().external >= held());
