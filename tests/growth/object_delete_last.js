// Keys deleted from the last to the first.
const o = {};
for (let i = 0; i < N; i++) o['k' + i] = i;
for (let i = N; i-- > 0; ) delete o['k' + i];
