// The lesson: "heapUsed: How much memory your program actually uses. heapTotal: How much space is allocated for the heap. rss: Total memory used by process."
// Run:  glass examples/11_memory_usage.js
// See:  the four figures in megabytes, heapUsed below heapTotal below rss; then the same as one call with the stack beside them.
const memory = process.memoryUsage();
console.log({
heapUsed: memory.heapUsed / 1024 / 1024, // MB
heapTotal: memory.heapTotal / 1024 / 1024, // MB
external: memory.external / 1024 / 1024,
rss: memory.rss / 1024 / 1024, // Total system memory
});
// Output:
// {
// heapUsed: 15.5 MB,
// heapTotal: 32.0 MB,
// external: 0.5 MB,
// rss: 50.0 MB
// }
console.log(memoryUsage());
