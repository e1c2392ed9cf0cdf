const o = { toString() { throw new Error('toString threw'); } };
console.log(`${o}`);
