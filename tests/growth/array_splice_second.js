// The second element taken out, or one put before it.
const a = [];
for (let i = 0; i < N; i++) a.push(i);
for (let i = 0; i < N; i++) a.splice(1, 0, i);
while (a.length > 1) a.splice(1, 1);
