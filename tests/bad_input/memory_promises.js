const ps = [];
for (;;) ps.push(new Promise(() => {}).then(() => {}));
