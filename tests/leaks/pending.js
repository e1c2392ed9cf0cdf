// Requests that wait for what nobody opens.
const gate = new Promise(() => {});
let id = 0;
async function load(id) {
  const request = { id, rows: new Array(60).fill(id) };
  await gate;
  return request.rows.length;
}
setInterval(() => load(id++), 1000);
