// Fills the heap through strings; a string too long is a RangeError first.
const all = [];
try { for (let i = 0; ; i++) all.push(('s' + i).repeat(100000)); } catch (e) { console.log(e.name); }
