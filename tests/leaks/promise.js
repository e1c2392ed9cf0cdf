// Promises that wait for ever.
const waiting = new Set();
async function job(id) {
  const input = { id, bytes: new Array(30).fill(id) };
  await new Promise((resolve) => waiting.add(resolve));
  return input.bytes.length;
}
let id = 0;
setInterval(() => job(id++), 3000);
