// The name of the error is the error.
const e = new Error('m');
e.name = e;
throw e;
