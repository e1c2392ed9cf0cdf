process.stdout.write('raw ');
console.log('then a line');
process.stdout.write('no newline at the end, é😀');
