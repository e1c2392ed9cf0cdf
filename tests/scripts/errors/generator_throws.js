function* g() { yield 1; throw new Error('in generator'); }
for (const x of g()) console.log(x);
