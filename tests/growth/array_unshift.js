// An array built from its end to its front.
const a = [];
for (let i = 0; i < N; i++) a.unshift(i);
