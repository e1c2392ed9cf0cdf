// Long arrays grow where they are, or are copied: what they hold, and what refers to it, stays, whatever the collector is doing.
const collect = globalThis.gc ?? (() => {});
const check = (array, n) => {
  let sum = 0;
  for (let i = 0; i < array.length; i++) sum += typeof array[i] === 'object' ? array[i].i : array[i];
  return array.length === n && sum === (n * (n - 1)) / 2 && array[n] === undefined;
};
const numbers = [];
// Beyond 129,000 elements an array has addresses of its own to grow into.
for (let i = 0; i < 180000; i++) numbers.push(i);
console.log(check(numbers, 180000));
collect();
for (let i = 180000; i < 230000; i++) numbers[i] = i;
console.log(check(numbers, 230000));

const objects = [];
for (let i = 0; i < 170000; i++) {
  objects.push({ i });
  if (i % 34000 === 0) collect();
}
console.log(check(objects, 170000));
collect();
console.log(check(objects, 170000), check(objects.slice(), 170000), check([...objects], 170000));

// What is cut off or overwritten is free, and what comes after it is as new.
objects.length = 140000;
collect();
for (let i = 140000; i < 200000; i++) objects.push({ i });
console.log(check(objects, 200000), 200001 in objects, objects.indexOf(undefined));
objects.length = 10;
collect();
console.log(objects.map((o) => o.i).join());

// Two of them at once, and garbage beside.
const [a, b] = [[], []];
for (let i = 0; i < 170000; i++) {
  a.push(i);
  b.push({ i });
  if (i % 1000 === 0) new Array(1000).fill({ i });
}
console.log(check(a, 170000), check(b, 170000));
