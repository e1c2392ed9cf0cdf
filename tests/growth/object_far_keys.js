// Numbers as keys, far apart.
const o = {};
for (let i = 0; i < N; i++) o[i * 1e4] = i;
for (let i = 0; i < N; i++) delete o[i * 1e4];
