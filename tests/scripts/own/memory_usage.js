// The figures that a script can ask for: Node's five in Node's order, and with the global the stack beside the heap.
console.log(Object.keys(process.memoryUsage()).join());
console.log(Object.keys(memoryUsage()).join());
console.log(Object.values(memoryUsage()).every((bytes) => Number.isInteger(bytes) && bytes >= 0));
const { heapUsed, heapTotal, rss, stackUsed, stackTotal } = memoryUsage();
console.log(heapUsed <= heapTotal, heapTotal < rss, stackUsed < stackTotal, stackTotal);
// The stack is a part of its own: deeper calls use more of it, and what they used is free again.
const deep = (n) => (n === 0 ? memoryUsage().stackUsed : deep(n - 1));
const before = new Set();
for (let i = 0; i < 3; i++) {
  before.add(memoryUsage().stackUsed);
  deep(100);
}
console.log(deep(10) < deep(100), before.size);
