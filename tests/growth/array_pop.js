// An array as a stack.
const a = [];
for (let i = 0; i < N; i++) a.push(i);
while (a.length) a.pop();
