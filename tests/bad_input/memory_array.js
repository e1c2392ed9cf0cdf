// Fills the heap through an array of objects. Run with a small --max-old-space-size.
const all = [];
for (let i = 0; ; i++) all.push({ i, data: new Array(1000) });
