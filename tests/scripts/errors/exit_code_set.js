process.exitCode = 3;
process.on('exit', (c) => console.log('code', c, process.exitCode));
console.log('ends normally');
