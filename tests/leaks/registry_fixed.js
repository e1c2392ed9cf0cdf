const registry = new FinalizationRegistry(() => {});
function open(n) {
  const file = { name: 'file ' + n, pages: [n, n, n] };
  registry.register(file, file.name);
}
let n = 0;
setInterval(() => open(n++), 1000);
