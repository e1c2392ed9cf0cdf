// A leak that fills the heap: what the command says at its end.
// Run:  glass --max-old-space-size=64 examples/16_full_heap.js
// See:  the line that was running, what holds the memory and the line that allocated it; exit code 134.
const leakyArray = [];
setInterval(() => {
  for (let i = 0; i < 100; i++) {
    leakyArray.push({ data: new Array(1000), timestamp: new Date() });
  }
}, 1);
