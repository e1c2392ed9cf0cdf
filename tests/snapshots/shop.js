// A program that leaks, for `make.mjs`: sessions that stay in a cache, and handlers that keep more
// than they use. Three snapshots: before, after some requests, after a clean-up that forgets things.
'use strict';

class Session {
  constructor(id, user) {
    this.id = id;
    this.user = user;
    this.basket = [];
    this.notes = new Map();
    this.seen = new Set();
  }
}

class User {
  constructor(name) {
    this.name = name;
    this.country = ['fra', 'nce'].join('');
  }
}

class Shop {
  constructor() {
    this.sessions = new Map();
    this.handlers = [];
    this.prices = [];
    this.prices[40] = 12.5;
    this.log = new Array(64);
    this.log[0] = 'started';
    this.owners = new WeakMap();
  }

  // The two closures share a scope: the one that is kept keeps `body`, which only the other uses.
  request(id) {
    const session = new Session(id, new User('user ' + id));
    const body = new Array(100).fill(id + 0.5);
    const size = () => body.length;
    session.basket.push({ article: 'book ' + id, amount: 1 }, { article: 'pen', amount: size() });
    this.sessions.set('session-' + id, session);
    this.handlers.push(() => session.id);
    this.owners.set(session, { note: 'owner of ' + id });
    if (this.last) this.last.next = session;
    this.last = session;
  }
}

globalThis.shop = new Shop();

// Each step is a call, so that no variable of it is left.
function visit(from, to) {
  for (let id = from; id <= to; id++) shop.request(id);
}

function tidy() {
  for (let id = 9; id <= 12; id++) shop.sessions.delete('session-' + id);
  shop.handlers.length = 5;
}

module.exports = (write) => {
  visit(1, 3);
  write('before');
  visit(4, 12);
  write('during');
  tidy();
  write('after');
};
