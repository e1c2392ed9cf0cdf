// The lesson: "Fixed size, usually small (1MB). Automatically cleaned when function returns."
// Run:  glass examples/03_stack.js
// See:  the stack grows while the function runs and is back when it has returned; its size is 1 MB.
function doSomething() {
const name = "Alice"; // Stack: 10 bytes
const age = 25; // Stack: 8 bytes
// When function returns, Stack is cleared
}

function measured() {
  const name = "Alice";
  const age = 25;
  return memoryUsage().stackUsed;
}

doSomething();
const before = memoryUsage().stackUsed;
const inside = measured();
const after = memoryUsage().stackUsed;
console.log(`stack: ${memoryUsage().stackTotal} bytes in all`);
console.log(`before the call ${before}, inside ${inside} (${inside - before} more), after ${after}`);

function deeper(n) {
  return deeper(n + 1) + 1;
}
try {
  deeper(0);
} catch (e) {
  console.log(`endless recursion: ${e.name}: ${e.message}`);
}
console.log(`and cleared again: ${memoryUsage().stackUsed}`);
