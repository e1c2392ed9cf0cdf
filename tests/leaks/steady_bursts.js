// Now and then much is held for a while.
let held = null;
setInterval(() => {
  held = Array.from({ length: 500 }, (_, i) => ({ i }));
  setTimeout(() => { held = null; }, 120_000);
}, 1_100_000);
