// A module that waits at its top for what nobody does.
setInterval(() => {}, 1000);
const gate = globalThis.gate = new Promise(() => {});
await gate;
