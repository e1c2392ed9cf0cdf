// Endless recursion through async functions: those that recurse before their first await run out of stack and reject.
const log = [];
const f = async () => { await f(); };
const g = async function* () { yield* g(); };
f().catch((e) => log.push(e.name));
g().next().catch((e) => log.push(e.name));
const h = () => new Promise((r) => r(h()));
h().catch((e) => log.push(e.name));
let n = 0;
const ok = async () => { await null; if (n++ < 200000) return ok(); };
ok().then(() => log.push('deep but legal'));
setTimeout(() => console.log(log.includes('deep but legal') ? 'ok' : log), 3000);
