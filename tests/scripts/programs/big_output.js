// Much output in one go, in order.
for (let i = 0; i < 2000; i++) console.log(i, 'line', { i, sq: i * i });
console.log('x'.repeat(70000).length, Array.from({ length: 300 }, (_, i) => 'row ' + i).join('\n'));
console.log('é😀'.repeat(5000));
