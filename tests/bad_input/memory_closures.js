const fs = [];
for (let i = 0; ; i++) { const big = [i, i, i]; fs.push(() => big); }
