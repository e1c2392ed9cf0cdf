const a = [];
for (;;) a.push(1.5);
