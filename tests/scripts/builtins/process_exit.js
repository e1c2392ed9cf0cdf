process.on('exit', (c) => {
  console.log('exiting', c);
  process.exitCode = 0;
});
setTimeout(() => console.log('never'), 3000);
Promise.resolve().then(() => console.log('microtask runs'));
process.nextTick(() => console.log('tick runs'));
setImmediate(() => {
  try {
    process.exit();
  } finally {
    console.log('never: exit does not unwind');
  }
});
console.log('end of script');
