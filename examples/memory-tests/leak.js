// A test that fails: sessions are put into a Map and never taken out.
const { noLeak } = require('glass:memory');

const sessions = new Map();
let users = 0;

function open() {
  const session = { user: users++, rows: new Array(100).fill(0) };
  sessions.set(session.user, session);
}

noLeak(open).catch(error => console.log(error.message));
