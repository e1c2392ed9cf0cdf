// A cache that keeps what was used last: a map from keys to the nodes of a doubly linked list. An operation looks a key up; if it
// is not there, a new entry takes the place of the one that was not used for longest.
class Cache {
  constructor(capacity) {
    this.capacity = capacity;
    this.entries = new Map();
    this.head = { key: null, value: null, newer: null, older: null };
    this.head.newer = this.head.older = this.head;
  }
  insert(entry) {
    entry.newer = this.head;
    entry.older = this.head.older;
    entry.older.newer = entry;
    this.head.older = entry;
  }
  remove(entry) {
    entry.newer.older = entry.older;
    entry.older.newer = entry.newer;
  }
  get(key) {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.remove(entry);
    this.insert(entry);
    return entry.value;
  }
  set(key, value) {
    if (this.entries.size >= this.capacity) {
      const oldest = this.head.newer;
      this.remove(oldest);
      this.entries.delete(oldest.key);
    }
    const entry = { key, value, newer: null, older: null };
    this.entries.set(key, entry);
    this.insert(entry);
  }
}

let seed = 4711;
function random(n) {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >> 7) % n;
}

const capacity = benchGc.live;
const cache = new Cache(capacity);
benchGc.kept = cache;
for (let i = 0; i < capacity; i++) cache.set(`user:${i}`, { id: i, visits: 0 });
let hits = 0;
while (benchGc.next()) {
  // Small numbers come more often.
  const id = Math.min(random(4 * capacity), random(4 * capacity));
  const key = `user:${id}`;
  const found = cache.get(key);
  if (found !== undefined) {
    found.visits++;
    hits++;
  } else {
    cache.set(key, { id, visits: 1 });
  }
}
benchGc.finish(hits);
