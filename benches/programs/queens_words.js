// Search and string-keyed objects: n-queens by backtracking, word counts in plain objects, memo tables.
function queens(n) {
  let solutions = 0;
  const cols = new Array(n).fill(false), up = new Array(2 * n).fill(false), down = new Array(2 * n).fill(false);
  (function place(row) {
    if (row === n) {
      solutions++;
      return;
    }
    for (let c = 0; c < n; c++) {
      if (cols[c] || up[row + c] || down[row - c + n]) continue;
      cols[c] = up[row + c] = down[row - c + n] = true;
      place(row + 1);
      cols[c] = up[row + c] = down[row - c + n] = false;
    }
  })(0);
  return solutions;
}

const vocabulary = Array.from({ length: 700 }, (_, i) => 'word' + ((i * 37) % 701).toString(36));
let seed = 5;
const text = [];
for (let i = 0; i < 500000; i++) {
  seed = (seed * 16807) % 2147483647;
  text.push(vocabulary[(seed % 700) % ((seed >> 8) % 699 + 1)]);
}
const counts = {};
for (const w of text) counts[w] = (counts[w] || 0) + 1;
const pairs = Object.create(null);
for (let i = 1; i < 300000; i++) {
  const key = text[i - 1] + ' ' + text[i];
  if (key in pairs) pairs[key]++;
  else pairs[key] = 1;
}
const top = Object.entries(counts).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 3);
let lengths = 0;
for (const k in counts) lengths += k.length * counts[k];
const memo = {};
const paths = (r, c) => (r === 0 || c === 0 ? 1 : (memo[r + ',' + c] ??= (paths(r - 1, c) + paths(r, c - 1)) % 1000007));
console.log(queens(8), queens(9), queens(9) + queens(8), Object.keys(pairs).length, lengths, top.join(), paths(300, 300));
