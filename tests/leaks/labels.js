// Requests of two routes, of which both keep what they make.
const { label } = require('glass:memory');

const kept = [];
async function handle(size) {
  const row = { cells: new Array(size).fill(size) };
  await null;
  kept.push(row);
}
let n = 0;
setInterval(() => {
  label('GET /users', () => handle(20));
  if (n++ % 4 === 0) label('GET /orders', () => handle(60));
}, 1000);
