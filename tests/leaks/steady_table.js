// A table that doubles while it takes in what is known at the start, a part at a time.
const table = [];
let n = 0;
const timer = setInterval(() => {
  for (let i = 0; i < 100; i++) table.push(n++);
  if (n >= 50_000) clearInterval(timer);
}, 1000);
setInterval(() => table[n - 1], 1000);
