// A queue as one long chain of nodes; an operation adds ten at the end and takes ten from the front.
function node(value) {
  return { value, next: null };
}

const queue = { first: node(0), last: null };
queue.last = queue.first;
benchGc.kept = queue;
let value = 1;
function add() {
  const added = node(value++);
  queue.last.next = added;
  queue.last = added;
}
while (value < benchGc.live) add();
let sum = 0;
while (benchGc.next()) {
  for (let i = 0; i < 10; i++) {
    add();
    sum += queue.first.value % 7;
    queue.first = queue.first.next;
  }
}
benchGc.finish(sum);
