const handlers = [];
function connect(id) {
  const page = new Array(500).fill(id);
  const title = page.length + ' lines';
  handlers[id % 10] = () => title;
}
let id = 0;
setInterval(() => connect(id++), 10_000);
