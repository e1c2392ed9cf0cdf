export let a;
export { b as a };
let b;
