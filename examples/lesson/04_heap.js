// "When function returns, variable is freed but object still on heap. Garbage collector will clean it up later."
// Observe: heapUsed after many calls and gc() is what it was before them.
function doSomething() {
const user = { name: "Alice", age: 25 }; // Heap: 100 bytes
// When function returns, variable is freed but object still on heap
// Garbage collector will clean it up later
}
doSomething();
