// Pushes and a length that goes down in turn.
const a = [];
for (let i = 0; i < N; i++) { a.push(i, i); a.length--; }
while (a.length) a.length -= 2;
