const list = [];
setInterval(() => { for (let i = 0; i < 10000; i++) list.push({ i, s: 'x' + i }); }, 0);
