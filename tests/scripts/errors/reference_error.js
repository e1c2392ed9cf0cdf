console.log('start');
console.log(missingVariable + 1);
