const visits = new Map();
function visit(page) {
  visits.set(page, (visits.get(page) ?? 0) + 1);
}
let n = 0;
setInterval(() => visit('/page/' + (n++ % 3)), 1000);
