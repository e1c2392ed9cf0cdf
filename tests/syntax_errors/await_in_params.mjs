async function f(a = await b) {}
