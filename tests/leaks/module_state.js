// What a module keeps for each session is never closed.
const store = require('./lib/store.js');
let id = 0;
setInterval(() => store.open(id++), 1500);
