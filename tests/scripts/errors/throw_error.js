// An uncaught Error: the source line, the caret, the stack.
function fail(x) {
  throw new Error('something broke: ' + x);
}
function middle(y) {
  fail(y + 1);
}
console.log('before');
middle(41);
console.log('never');
