// A Map keyed by objects that are made anew each time.
const visits = new Map();
function visit(page) {
  const key = { page };
  visits.set(key, (visits.get(key) ?? 0) + 1);
}
let n = 0;
setInterval(() => visit('/page/' + (n++ % 3)), 1000);
