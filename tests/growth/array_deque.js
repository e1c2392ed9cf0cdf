// Growth and loss at both ends.
const a = [];
for (let i = 0; i < N; i++) { a.unshift(i); a.push(i); }
while (a.length) { a.shift(); a.pop(); }
