// A map emptied from its first key.
const m = new Map();
for (let i = 0; i < N; i++) m.set(i, i);
while (m.size) m.delete(m.keys().next().value);
