// A large object made and read.
const o = {};
for (let i = 0; i < N; i++) o['k' + i] = i;
let sum = 0;
for (const k in o) sum += o[k];
Object.keys(o).length;
