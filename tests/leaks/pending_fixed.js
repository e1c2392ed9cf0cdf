const { setTimeout: sleep } = require('timers/promises');
let id = 0;
async function load(id) {
  const request = { id, rows: new Array(60).fill(id) };
  await sleep(100);
  return request.rows.length;
}
setInterval(() => load(id++), 1000);
