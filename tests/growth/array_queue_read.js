// A queue of which each step reads some elements.
const a = [];
for (let i = 0; i < N; i++) a.push(i);
while (a.length) { a[0] = a[a.length - 1]; a.shift(); }
