const target = new EventTarget();
target.addEventListener('x', () => { throw new Error('from a listener'); });
target.addEventListener('x', () => console.log('the next listener still runs'));
console.log(target.dispatchEvent(new Event('x')));
