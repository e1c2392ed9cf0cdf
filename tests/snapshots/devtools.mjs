// Compares every node of a snapshot with what DevTools' own code says of it: see README.md.
//
//     node --max-old-space-size=12000 tests/snapshots/devtools.mjs FOLDER SNAPSHOT [PATH OF GLASS]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, snapshot, glass = 'glass'] = process.argv.slice(2);
const start = Date.now();

Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new Promise((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
};

// The worker's code without the part that listens for messages, as a module.
const builds = join(folder, 'node_modules/chrome-devtools-mcp/build/src/third_party');
const code = readFileSync(join(builds, 'devtools-heap-snapshot-worker.js'), 'utf8');
const end = code.lastIndexOf('const dispatcher = new HeapSnapshotWorkerDispatcher');
const work = mkdtempSync(join(tmpdir(), 'devtools-'));
const module = join(work, 'devtools.mjs');
writeFileSync(module, `${code.slice(0, end)}\nexport { HeapSnapshotLoader, SecondaryInitManager };\n`);
const { HeapSnapshotLoader, SecondaryInitManager } = await import(pathToFileURL(module));
rmSync(work, { recursive: true });

const loader = new HeapSnapshotLoader({ sendEvent() {} });
const file = openSync(snapshot);
const decoder = new TextDecoder();
const buffer = Buffer.alloc(1 << 20);
for (let count; (count = readSync(file, buffer)) > 0; ) {
  loader.write(decoder.decode(buffer.subarray(0, count), { stream: true }));
  await new Promise((resolve) => setImmediate(resolve));
}
loader.close();
const channel = new MessageChannel();
new SecondaryInitManager(channel.port2);
const heap = await loader.buildSnapshot(channel.port1);
console.log(`DevTools: ${(Date.now() - start) / 1000} s, ${process.resourceUsage().maxRSS >> 10} MB`);

const again = Date.now();
const { stdout, stderr, status } = spawnSync(glass, ['heap', '--nodes', snapshot], { maxBuffer: 2 ** 31 });
console.log(`glass heap --nodes: ${(Date.now() - again) / 1000} s`);
if (status !== 0) throw new Error(stderr.toString());

const at = (index) => heap.createNode(index);
let [from, different] = [0, 0];
for (let number = 0; number < heap.nodeCount; number++) {
  const node = at(number * heap.nodeFieldCount);
  const distance = node.distance() < 0 ? '-' : node.distance();
  const wanted = [node.id(), node.selfSize(), node.retainedSize(), distance, at(node.dominatorIndex()).id()].join('\t');
  const to = stdout.indexOf(10, from);
  const found = stdout.toString('latin1', from, to);
  from = to + 1;
  if (found !== wanted && different++ < 10) console.log(`node ${number}: DevTools ${wanted}, glass ${found}`);
}
console.log(`${heap.nodeCount} nodes, ${different} different`);
process.exit(different > 0 || from !== stdout.length ? 1 : 0);
