// An array filled from its last element to its first.
const a = [];
for (let i = N; i-- > 0; ) a[i] = i;
