// A live tree of 2 ** (DEPTH + 1) - 1 nodes. Each operation builds a temporary tree and hangs a new subtree into the live one; timed is each operation.
//
//     glass benches/pause.js [DEPTH [OPERATIONS [TEMPORARY [SUBTREE]]]]     depths, 22 40000 9 9 if not given
const [depth = 22, operations = 40000, temporary = 9, subtree = 9] = process.argv.slice(2).map(Number);

function make(depth) {
  return { left: depth > 0 ? make(depth - 1) : null, right: depth > 0 ? make(depth - 1) : null, value: depth };
}

let seed = 12345;
function random(n) {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
}

const began = performance.now();
const root = make(depth);
const built = performance.now();
const times = new Float64ArrayOrArray(operations);

function Float64ArrayOrArray(length) {
  return typeof Float64Array === 'function' ? new Float64Array(length) : new Array(length).fill(0);
}

let sum = 0;
let last = performance.now();
for (let operation = 0; operation < operations; operation++) {
  sum += make(temporary).left.value;
  let node = root;
  for (let d = depth; d > subtree + 1; d--) node = random(2) ? node.left : node.right;
  if (random(2)) node.left = make(subtree);
  else node.right = make(subtree);
  sum += node.value;
  const now = performance.now();
  times[operation] = now - last;
  last = now;
}
times.sort((a, b) => a - b);
const at = (part) => times[Math.min(operations - 1, Math.floor(operations * part))].toFixed(3);
console.log(`sum ${sum} build ${(built - began).toFixed(0)} ms operations ${(last - built).toFixed(0)} ms; ` +
  `p50 ${at(0.5)} p99 ${at(0.99)} p99.9 ${at(0.999)} p99.99 ${at(0.9999)} longest ${at(1)} ms`);
