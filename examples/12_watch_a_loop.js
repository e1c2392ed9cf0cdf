// The lesson: "Watch heapUsed grow in a loop—it shouldn't climb forever."
// Run:  glass examples/12_watch_a_loop.js
// See:  two loops, measured after a collection each hundred rounds: the first keeps nothing and stays level, the second climbs.
const kilobytes = () => (gc(), Math.round(memoryUsage().heapUsed / 1000));
const watch = (title, body) => {
  const figures = [];
  for (let i = 0; i < 500; i++) {
    body(i);
    if (i % 100 === 99) figures.push(kilobytes() + ' kB');
  }
  console.log(title, figures.join(', '));
};
const kept = [];
watch('keeps nothing:   ', () => new Array(10000));
watch('keeps everything:', () => kept.push(new Array(10000)));
