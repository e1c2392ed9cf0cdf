// A live binary tree; each operation builds a temporary tree of 63 nodes and hangs a new subtree of 63 nodes into the old one.
const SUBTREE = 6;
const depth = Math.max(SUBTREE + 2, Math.round(Math.log2(benchGc.live + 1)));

function make(depth) {
  return depth === 0 ? null : { left: make(depth - 1), right: make(depth - 1), value: depth };
}

let seed = 12345;
function random(n) {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
}

const root = make(depth);
benchGc.kept = root;
let sum = 0;
while (benchGc.next()) {
  const temporary = make(SUBTREE);
  sum += temporary.left.value;
  let node = root;
  for (let d = depth; d > SUBTREE + 1; d--) node = random(2) ? node.left : node.right;
  if (random(2)) node.left = make(SUBTREE);
  else node.right = make(SUBTREE);
  sum += node.value;
}
benchGc.finish(sum);
