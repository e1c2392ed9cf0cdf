// The lesson's global variable, made without a declaration.
function remember(n) {
  (globalThis.memory ??= []).push({ n });
}
let n = 0;
setInterval(() => remember(n++), 1000);
