// A turn that never ends, in the midst of the hour.
const kept = [];
setInterval(() => kept.push({}), 1000);
setTimeout(() => { for (;;); }, 1_800_000);
