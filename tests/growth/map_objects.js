// Objects as keys.
const m = new Map(), keys = [];
for (let i = 0; i < N; i++) { const key = { i }; keys.push(key); m.set(key, i); }
for (const key of keys) m.get(key);
