// A program that waits for the clock in a loop, without giving way, comes to its end in virtual time, too.
const start = Date.now(), precise = performance.now();
while (Date.now() - start < 12);
console.log('twelve milliseconds');
while (performance.now() - precise < 20);
console.log('twenty');
