// An array as a stack, taken from by its length.
const a = [];
for (let i = 0; i < N; i++) a.push(i);
while (a.length) a.length--;
