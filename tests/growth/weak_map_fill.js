// A WeakMap filled with keys that live.
const w = new WeakMap(), keys = [];
for (let i = 0; i < N; i++) { const key = {}; keys.push(key); w.set(key, i); }
for (const key of keys) w.get(key);
