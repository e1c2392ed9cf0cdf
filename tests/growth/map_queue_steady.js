// A map as a cache that forgets its oldest entry.
const m = new Map();
for (let i = 0; i < N; i++) m.set(i, i);
for (let i = N; i < 3 * N; i++) { m.delete(m.keys().next().value); m.set(i, i); }
