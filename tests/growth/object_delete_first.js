// Keys deleted in the order of their making.
const o = {};
for (let i = 0; i < N; i++) o['k' + i] = i;
for (let i = 0; i < N; i++) delete o['k' + i];
