// flags: --virtual-time --for 1h
// An hour of the clock takes what its work takes; the span ends timers that have no end of their own.
const start = Date.now();
let ticks = 0;
setInterval(() => ticks++, 1000);
setTimeout(() => console.log('half an hour', (Date.now() - start) / 60000), 1800000);
process.on('exit', () => console.log(ticks, Math.round((Date.now() - start) / 60000), Math.round(performance.now() / 60000)));
