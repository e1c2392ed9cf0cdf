// A long queue that keeps its length.
const a = [];
for (let i = 0; i < N; i++) a.push(i);
for (let i = 0; i < N; i++) a.push(a.shift());
