// An array filled from both ends to its middle.
const a = [];
for (let i = 0; i < N; i++) { a[i] = i; a[2 * N - i] = i; }
