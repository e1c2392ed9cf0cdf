// A set emptied by the loop that walks it.
const s = new Set();
for (let i = 0; i < N; i++) s.add({ i });
for (const x of s) s.delete(x);
