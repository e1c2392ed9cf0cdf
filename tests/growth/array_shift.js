// A long array, emptied from its front.
const a = [];
for (let i = 0; i < N; i++) a.push(i);
while (a.length) a.shift();
