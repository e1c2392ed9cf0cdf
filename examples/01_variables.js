// The lesson: "Every variable you create takes up computer memory."
// Run:  glass examples/01_variables.js
// See:  what each of the three costs on the heap when it is made at run time. The array of five numbers holds 40 bytes of elements;
//       a literal string lives with the code, so one built at run time stands in for it.
const name = "Alice"; // 10 bytes
const tasks = [1, 2, 3, 4, 5]; // 40 bytes
const user = { name: "Bob" }; // 50 bytes

function bytesEach(make) {
  const keep = new Array(10000).fill(null);
  gc();
  const before = memoryUsage().heapUsed;
  for (let i = 0; i < keep.length; i++) keep[i] = make(i);
  gc();
  return Math.round((memoryUsage().heapUsed - before) / keep.length);
}

console.log('a short string    ', bytesEach((i) => 'Ali' + (10000 + i)), 'bytes');
console.log('five numbers      ', bytesEach(() => [1, 2, 3, 4, 5]), 'bytes, of which', 5 * 8, 'are the elements');
console.log('{ name: "Bob" }   ', bytesEach(() => ({ name: "Bob" })), 'bytes');
console.log(name, tasks, user);
