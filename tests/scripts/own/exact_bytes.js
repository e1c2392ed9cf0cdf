// heapUsed is a sum over cells: the same work costs the same bytes, and what is dropped is gone to the byte.
const used = () => (gc(), gc(), memoryUsage().heapUsed);
const measure = (make) => {
  const before = used();
  let kept = make();
  const held = used() - before;
  kept = undefined;
  return held;
};
const list = () => Array.from({ length: 1000 }, (_, i) => ({ i }));
measure(list);
const first = measure(list);
console.log(first === measure(list), first > 0);
const before = used();
measure(list);
console.log(used() - before);
