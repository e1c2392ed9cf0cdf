async function* g() { yield 1; throw new Error('in async generator'); }
(async () => { for await (const x of g()) console.log(x); })();
