const readers = new Map();
function* read(id) {
  const page = new Array(50).fill(id);
  for (const line of page) yield line;
}
function connect(id) {
  const reader = read(id);
  reader.next();
  readers.set(id, reader);
  readers.get(id - 10)?.return();
  readers.delete(id - 10);
}
let id = 0;
setInterval(() => connect(id++), 2000);
