// The lesson: "When function returns, variable is freed but object still on heap. Garbage collector will clean it up later."
// Run:  glass examples/04_heap.js
// See:  heapUsed grows with the calls although nothing holds the objects, and is back after the collection.
function doSomething() {
const user = { name: "Alice", age: 25 }; // Heap: 100 bytes
// When function returns, variable is freed but object still on heap
// Garbage collector will clean it up later
}

gc();
const start = memoryUsage().heapUsed;
const calls = 20000;
for (let i = 0; i < calls; i++) doSomething();
const grown = memoryUsage().heapUsed;
gc();
const after = memoryUsage().heapUsed;
console.log(`${calls} calls: +${((grown - start) / calls).toFixed(0)} bytes each while they wait for the collector`);
console.log(`after the collection: ${after - start > 1000 ? '+' + (after - start) : 'nothing'} left`);
