// Numbers as keys, far apart and falling.
const o = {};
for (let i = N; i-- > 0; ) o[i * 1e3] = i;
