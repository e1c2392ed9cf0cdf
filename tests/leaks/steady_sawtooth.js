// A batch that is sent every seven minutes.
let batch = [];
let n = 0;
setInterval(() => batch.push({ n: n++ }), 1000);
setInterval(() => { batch = []; }, 420_000);
