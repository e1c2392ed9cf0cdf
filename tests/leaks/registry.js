// What a registry is to hand over refers to what it waits for.
const registry = new FinalizationRegistry((held) => console.log(held.name));
function open(n) {
  const file = { name: 'file ' + n, pages: [n, n, n] };
  registry.register(file, { name: file.name, owner: file });
}
let n = 0;
setInterval(() => open(n++), 1000);
