// Closures that see a large value though they use a small one.
const handlers = [];
function connect(id) {
  const page = new Array(500).fill(id);
  const title = page.length + ' lines';
  handlers.push(() => title + (id < 0 ? page : ''));
}
let id = 0;
setInterval(() => connect(id++), 10_000);
