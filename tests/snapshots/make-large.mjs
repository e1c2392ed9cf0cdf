// Writes a snapshot of a heap of about as many nodes as wanted: see README.md.
import v8 from 'node:v8';

const target = Number(process.argv[2]), out = process.argv[3];
class Session { constructor(i) { this.id = i; this.user = new User(i); this.tags = ['a' + i % 97, 'b']; this.seen = new Map(); this.next = null; this.last = undefined; } }
class User { constructor(i) { this.name = 'user-' + (i % 5000); this.mail = `m${i}@example.org`; this.score = i + 0.5; this.parent = null; } }
class Cache { constructor() { this.map = new Map(); this.set = new Set(); this.list = []; } }
globalThis.cache = new Cache();
globalThis.handlers = [];
globalThis.sparse = []; sparse[100000] = 1;
globalThis.empties = [];
globalThis.buffers = [];
globalThis.weak = new WeakMap();
let prev = null;
function handler(s, big) { const unused = () => big.length; return () => s.id; }
for (let i = 0; i < target / 16; i++) {
  const s = new Session(i);
  s.next = prev; prev = i % 10 ? s : null;
  if (i % 2) cache.map.set(s.user.mail, s); else cache.list.push(s);
  if (i % 8 == 0) cache.set.add(s.user);
  if (i % 5 == 0) handlers.push(handler(s, new Array(10).fill(i)));
  if (i % 7 == 0) empties.push(new Map(), [], {}, new Set());
  if (i % 11 == 0) s.seen.set(i, s.user).set(s, 'x' + i);
  if (i % 13 == 0) weak.set(s, { note: 'n' + i });
  if (i % 1000 == 0) buffers.push(new Uint8Array(1000), new ArrayBuffer(100), Buffer.alloc(50));
  if (i % 9 == 0) s.p = Promise.resolve(s.user);
  s['k' + i % 50] = { deep: { x: i, y: [i, i + 1] } };
}
v8.writeHeapSnapshot(out);
