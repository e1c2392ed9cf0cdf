// Writes a snapshot of itself: sessions that a Map keeps, a scope that a function keeps.
'use strict';
class Session {
  constructor(number) {
    this.user = { name: `a secret name ${number}` };
  }
}
const sessions = new Map();
function request(number) {
  const session = new Session(number);
  const body = new Array(100).fill(number);
  sessions.set(`session-${number}`, session);
  return function onMessage() {
    return [session, body.length];
  };
}
const handlers = [];
for (let i = 0; i < 12; i++) handlers.push(request(i));
globalThis.shop = { sessions, handlers };
require('v8').writeHeapSnapshot(process.argv[2]);
