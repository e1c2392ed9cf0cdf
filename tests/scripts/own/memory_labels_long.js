// Labels are kept outside of the heap: few, and of a long one the beginning.
const { label } = require('glass:memory');
const before = process.memoryUsage().rss;
let sum = 0;
for (let i = 0; i < 150; i++) sum += label(`${i}${'x'.repeat(1 << 20)}`, () => i);
for (let i = 0; i < 3000; i++) sum += label(`short ${i}`, () => 1);
console.log(sum, process.memoryUsage().rss - before < 100 << 20);
