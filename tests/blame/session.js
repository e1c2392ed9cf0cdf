// Sessions that come and go, and one that stays.
const { EventEmitter } = require('events');
const bus = new EventEmitter();
const sessions = new Map();
let last = null;

class Session {
  constructor(id) {
    this.id = id;
    this.page = null;
  }
}

function open(id) {
  const session = new Session(id);
  sessions.set(id, session);
  last = session;
  setTimeout(close, 5000, id);
}

function visit(session, url) {
  session.page = { url, at: Date.now() };
}

function close(id) {
  if (id !== 7) sessions.delete(id);
}

bus.on('open', open);
let id = 0;
setInterval(() => {
  bus.emit('open', id++);
  visit(last, '/page/' + id);
  if (id > 9) visit(sessions.get(7), '/late/' + id);
}, 1000);
