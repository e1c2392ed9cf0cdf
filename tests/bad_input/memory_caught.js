// A try/catch cannot swallow the end of the heap.
const all = [];
for (;;) { try { all.push(new Array(10000).fill(all.length)); } catch (e) { console.log('caught', e.name); break; } }
