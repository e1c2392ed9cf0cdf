// Arrays that are shortened and lengthened step by step.
const stack = [];
for (let i = 0; i < 3000; i++) stack.push(i);
let sum = 0;
while (stack.length > 10) { sum += stack[stack.length - 1]; stack.length--; }
console.log(sum, stack, stack.length);
stack.length++;
console.log(stack, stack.length, 10 in stack, stack[10]);
for (let i = 0; i < 2000; i++) { stack.push(i, i + 1, i + 2); stack.length -= 2; stack.pop(); stack.push('x'); }
console.log(stack.length, stack[11], stack[2010], stack[2011]);
stack.length = 1000;
stack.length = 3000;
console.log(stack[999], stack[1000], stack[2999], 1000 in stack, Object.keys(stack).length);
stack.length = 0;
console.log(stack, stack.pop(), stack.push('a'), stack);

const holes = new Array(2000);
while (holes.length > 5) holes.length--;
console.log(holes, holes.length);
while (holes.length < 1000) holes.length++;
holes[3] = 'x';
console.log(holes.length, holes.indexOf('x'), Object.keys(holes), holes[999], 999 in holes);
const gone = new Array(600);
while (gone.length > 2) gone.shift();
console.log(gone, gone.shift(), gone.pop(), gone.length, gone.pop());

// What lies beyond a shortened length is gone when the length comes back.
const back = [1, 2, 3, 4, 5, 6, 7, 8];
back.length = 6; back.length = 8;
console.log(back, 6 in back, back.concat(9));
for (let i = 0; i < 300; i++) back.push(i);
back.length = 200; back.length = 308; back[250] = 'y';
console.log(back[199], back[200], back[250], back.filter(() => true).length);
// An element that cannot go stops the cut.
const fixed = [0, 1, 2, 3, 4, 5];
Object.defineProperty(fixed, 2, { value: 'stays', configurable: false });
try { (function () { 'use strict'; fixed.length = 0; })(); } catch (error) { console.log(error.constructor.name); }
console.log(fixed, fixed.length);
