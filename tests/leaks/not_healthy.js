// A program that fails while it leaks.
const kept = [];
setInterval(() => kept.push({}), 1000);
setTimeout(() => { throw new Error('it broke'); }, 10_000);
