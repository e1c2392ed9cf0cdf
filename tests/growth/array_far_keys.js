// Elements ten thousand places apart.
const a = [];
for (let i = 0; i < N; i++) a[i * 1e4] = i;
for (const k in a) delete a[k];
