// What an error carries is shown five levels deep, without inspection functions of its own.
const error = new Error('outer', { cause: Object.assign(new Error('inner'), { a: { b: { c: { d: { e: 1 } } } } }) });
error.details = { a: { b: { c: { d: { e: { f: 1 } } } } } };
error[Symbol.for('nodejs.util.inspect.custom')] = function () { return 'CUSTOM'; };
error.part = { [Symbol.for('nodejs.util.inspect.custom')]() { return 'INNER'; } };
throw error;
