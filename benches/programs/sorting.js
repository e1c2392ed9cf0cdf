// Sorting: a quicksort and a merge sort of one's own, and Array.prototype.sort with comparators.
let seed = 42;
const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0);

function quicksort(a, lo, hi) {
  while (lo < hi) {
    const pivot = a[(lo + hi) >> 1];
    let i = lo, j = hi;
    while (i <= j) {
      while (a[i] < pivot) i++;
      while (a[j] > pivot) j--;
      if (i <= j) {
        const t = a[i];
        a[i++] = a[j];
        a[j--] = t;
      }
    }
    if (j - lo < hi - i) {
      quicksort(a, lo, j);
      lo = i;
    } else {
      quicksort(a, i, hi);
      hi = j;
    }
  }
}

function mergeSort(list, less) {
  if (list.length < 2) return list;
  const mid = list.length >> 1;
  const a = mergeSort(list.slice(0, mid), less), b = mergeSort(list.slice(mid), less);
  const out = [];
  let i = 0, j = 0;
  while (i < a.length && j < b.length) out.push(less(b[j], a[i]) ? b[j++] : a[i++]);
  while (i < a.length) out.push(a[i++]);
  while (j < b.length) out.push(b[j++]);
  return out;
}

const checksum = (a, f = (x) => x) => {
  let s = 0;
  for (let i = 0; i < a.length; i += 7) s = (s * 31 + f(a[i])) % 1000003;
  return s;
};
const out = [];
for (let i = 0; i < 2; i++) {
  const a = Array.from({ length: 150000 }, random);
  quicksort(a, 0, a.length - 1);
  out.push(checksum(a));
}
const records = Array.from({ length: 30000 }, (_, i) => ({ key: random() % 5000, name: 'n' + (random() % 900), i }));
records.sort((x, y) => x.key - y.key || x.i - y.i);
out.push(checksum(records, (r) => r.i));
records.sort((x, y) => (x.name < y.name ? -1 : x.name > y.name ? 1 : 0));
out.push(checksum(records, (r) => r.i));
out.push(checksum(mergeSort(Array.from({ length: 50000 }, random), (x, y) => x < y)));
const numbers = Array.from({ length: 60000 }, random);
out.push(checksum(numbers.toSorted((x, y) => y - x)), checksum(numbers.map((n) => 's' + (n % 10000)).sort(), (s) => s.length + s.charCodeAt(1)));
console.log(out.join());
