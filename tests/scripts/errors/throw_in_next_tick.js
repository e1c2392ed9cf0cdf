process.nextTick(() => { throw new RangeError('from nextTick'); });
process.on('exit', (code) => console.log('exit handler sees', code));
