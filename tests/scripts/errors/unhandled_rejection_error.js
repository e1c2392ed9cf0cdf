console.log('before');
Promise.reject(new Error('rejected and nobody listens'));
setTimeout(() => console.log('never: the process has ended'), 10);
console.log('after');
