// Heap snapshots of this program: whole files or none, with the program's names in them.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const v8 = require('v8');

class Session {
  constructor(user) {
    this.user = user;
    this['a key with "quotes"'] = [1, 'two', { three: 3 }];
  }
}
const kept = new Session('Zo\u00eb \u2603 \ud83d\ude00 \ud800');
const sessions = new Map([['first', kept], [kept, 'object key']]);
const weak = new WeakMap([[kept, { secretOf: 'the key' }]]);
const buffer = new ArrayBuffer(123456);
kept[Symbol('mark')] = 10n ** 30n;
let handler;
{
  const captured = { big: 'x'.repeat(3000) };
  handler = function onMessage() {
    return captured;
  };
}
const reference = new WeakRef(kept);
setTimeout(() => [kept, sessions, weak, buffer, handler, reference], 1);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'snapshot-'));
const file = path.join(folder, 'a.heapsnapshot');
console.log(v8.writeHeapSnapshot(file) === file, fs.readdirSync(folder));
const text = fs.readFileSync(file, 'latin1');
for (const part of [
  '{"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count",',
  '"Session"', '"<symbol mark>"', '"a key with \\"quotes\\""', '"Zo\\u00EB \\u2603 \\uD83D\\uDE00 \\uD800"',
  '"captured"', '"onMessage"', '"(GC roots)"', '"(setTimeout)"', `"${'x'.repeat(1024)}"`, ',123456,0,0,0',
  ') pair in WeakMap (table @',
]) {
  console.log(text.includes(part), part.slice(0, 40));
}
console.log(text.endsWith('"]}\n'));

for (const bad of [path.join(folder, 'none', 'b'), folder]) {
  try {
    v8.writeHeapSnapshot(bad);
  } catch (error) {
    console.log(error.code, error.syscall);
  }
}
try {
  v8.writeHeapSnapshot('/denied');
} catch (error) {
  console.log(error.code, error.permission);
}
try {
  v8.writeHeapSnapshot(file, { exposeInternals: 1 });
} catch (error) {
  console.log(error.code);
}
// Beyond some snapshots ids begin anew.
for (let i = 0; i < 4; i++) v8.writeHeapSnapshot(file);
console.log(fs.readdirSync(folder));
fs.rmSync(folder, { recursive: true });

let length = 0;
v8.getHeapSnapshot()
  .on('data', (chunk) => (length += chunk.length))
  .on('end', () => console.log('streamed', length > 10000));
