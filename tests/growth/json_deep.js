// Objects within objects.
let o = {};
for (let i = 0; i < N / 8; i++) o = { o, a: [] };
JSON.stringify(o);
