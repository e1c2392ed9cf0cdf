// Memory tests that run with `glass` and with `node`.
'use strict';

const { test } = require('node:test');
const assert = require('node:assert');
const { count, expectCollected, exact, label, noLeak, retained } = require('../../npm/glass-memory');

class Session {
  constructor(user) {
    this.user = user;
    this.rows = new Array(1000).fill(user);
  }
}

const sessions = new Map();
const log = [];

function open(user) {
  sessions.set(user, new Session(user));
}

function close(user) {
  sessions.delete(user);
}

test('a session that was closed leaves nothing behind', async () => {
  await noLeak(async () => {
    open('ann');
    await null;
    close('ann');
  });
});

test('a session that stays open is a leak', async () => {
  let users = 0;
  const leak = await noLeak(() => open(`user ${users++}`)).catch(error => error);
  assert.strictEqual(leak.code, 'ERR_LEAK');
  assert.ok(leak.bytesPerRun > 8000, leak.message);
  if (exact) assert.match(leak.message, /made {4}.*new Session\(user\)[^]*kept {4}.*sessions\.set/);
  sessions.clear();
});

test('a closed session is collected', async () => {
  open('bob');
  const bob = expectCollected(sessions.get('bob'), "bob's session");
  close('bob');
  await bob.check();
});

test('a session that the log keeps is not', async () => {
  open('eve');
  log.push(sessions.get('eve'));
  const eve = expectCollected(sessions.get('eve'), "eve's session");
  close('eve');
  await assert.rejects(eve.check(), { code: 'ERR_LEAK', message: /eve's session was not collected/ });
  log.length = 0;
});

test('there are as many sessions as users', () => {
  for (const user of ['ann', 'bob']) open(user);
  assert.strictEqual(count(Session), 2);
  if (exact) assert.ok(retained(sessions.get('ann')) > 8000);
  sessions.clear();
  assert.strictEqual(count(Session), 0);
});

test('labels follow what is awaited', async () => {
  const rows = await label('GET /rows', async () => {
    await null;
    return [1, 2];
  });
  assert.deepStrictEqual(rows, [1, 2]);
});
