// Portions taken off the front.
const a = [];
for (let i = 0; i < N; i++) a.push(i);
while (a.length) a.splice(0, 3);
