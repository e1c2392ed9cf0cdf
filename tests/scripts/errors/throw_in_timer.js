setTimeout(function tick() {
  console.log('tick');
  throw new Error('from a timer');
}, 1);
setTimeout(() => console.log('never'), 2000);
