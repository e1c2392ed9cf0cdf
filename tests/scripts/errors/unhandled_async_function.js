async function step() {
  await null;
  throw new TypeError('inside async');
}
async function main() {
  console.log('start');
  await step();
  console.log('never');
}
main();
