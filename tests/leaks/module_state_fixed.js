const store = require('./lib/store.js');
let id = 0;
setInterval(() => {
  store.open(id);
  if (id > 5) store.close(id - 5);
  id++;
}, 1500);
