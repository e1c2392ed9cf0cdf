// Code made by code made by code: a stack trace shows so many of the places where each was made, and ends.
function nest(depth) {
  return depth === 0 ? new Error('inside').stack : eval('nest(depth - 1)');
}
const deepest = (depth) => Math.max(...nest(depth).split('\n').map((line) => line.split('eval at').length - 1));
console.log(deepest(1), deepest(5), deepest(40));
globalThis.make = (depth) => (depth === 0 ? 'new Error("made").stack' : `eval(make(${depth - 1}))`);
const lines = eval(make(40)).split('\n');
console.log(Math.max(...lines.map((line) => line.split('eval at').length - 1)));
