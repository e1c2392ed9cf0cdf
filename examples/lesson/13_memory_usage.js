// "What does it mean? heapUsed, heapTotal, external, rss."
// Observe: an object of four numbers (megabytes) in this order; heapUsed <= heapTotal <= rss.
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
