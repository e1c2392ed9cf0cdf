// A program that ends on its own: what it held is gone with it.
const kept = [];
for (let i = 0; i < 1000; i++) kept.push({ i });
