const gs = [];
for (let i = 0; ; i++) { const g = (function* () { const a = [1, 2, 3]; yield a; })(); g.next(); gs.push(g); }
