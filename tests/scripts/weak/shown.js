const show = { showHidden: true };
console.dir(new WeakSet, show); console.dir(new WeakMap([[{a:1},{b:1}]]), show); console.dir(new WeakMap, show); console.dir(Object.setPrototypeOf(new WeakMap, null)); console.dir(Object.setPrototypeOf(new WeakRef({}), null));
console.dir(new WeakSet([{a:2},{a:1},{a:{b:[1,2,3]}}]), show); console.log('%o', new WeakSet([[1]]));
