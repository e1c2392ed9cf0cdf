const memory = process.memoryUsage();
console.log(Object.keys(memory).join(), typeof memory.heapUsed, Object.getPrototypeOf(memory) === Object.prototype);
const shape = console;
console.log(
  Object.keys({
    heapUsed: memory.heapUsed / 1024 / 1024,
    heapTotal: memory.heapTotal / 1024 / 1024,
    external: memory.external / 1024 / 1024,
    rss: memory.rss / 1024 / 1024
  })
);
console.log(
  { heapUsed: 15.5, heapTotal: 32.25, external: 0.5, rss: 50.125 },
  { rss: 50331648, heapTotal: 33554432, heapUsed: 16252928, external: 524288, arrayBuffers: 10240 }
);
