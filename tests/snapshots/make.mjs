// Writes the snapshots of this folder: lets Node run `shop.js` and write its heap, and keeps of that
// the root, the global object and what `globalThis.shop` retains. Node 20:
//
//     node tests/snapshots/make.mjs
//
// What the nodes that are left out held is lost: sizes are right, the rest of the heap is missing.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { writeHeapSnapshot } from 'node:v8';

const folder = fileURLToPath(new URL('.', import.meta.url));
const run = createRequire(import.meta.url)('./shop.js');

run((name) => {
  const file = writeHeapSnapshot(folder + name + '.whole');
  writeFileSync(folder + name + '.heapsnapshot', cut(JSON.parse(readFileSync(file, 'utf8'))));
  rmSync(file);
});

// Nodes and edges as objects.
function read({ snapshot: { meta }, nodes, edges, strings }) {
  const [width, edgeWidth] = [meta.node_fields.length, meta.edge_fields.length];
  const list = [];
  for (let at = 0, edge = 0; at < nodes.length; at += width) {
    const fields = nodes.slice(at, at + width);
    const node = { fields, type: meta.node_types[0][fields[0]], name: strings[fields[1]], edges: [] };
    for (let i = 0; i < fields[4]; i++, edge += edgeWidth) {
      const type = meta.edge_types[0][edges[edge]];
      const named = type !== 'element' && type !== 'hidden';
      const name = named ? strings[edges[edge + 1]] : edges[edge + 1];
      node.edges.push({ type, kind: edges[edge], named, name, to: edges[edge + 2] / width });
    }
    list.push(node);
  }
  return list;
}

// What is reached from a node without going through the nodes of `others`.
function reach(list, start, others) {
  const found = new Set([start]);
  for (const at of found) {
    for (const { to, type } of list[at].edges) if (type !== 'weak' && !others.has(to)) found.add(to);
  }
  return found;
}

function cut(file) {
  const list = read(file);
  const globalEdge = list[0].edges.find(({ type, to }) => type === 'shortcut' && list[to].edges.some((e) => e.name === 'shop'));
  const shop = list[globalEdge.to].edges.find((edge) => edge.name === 'shop' && edge.type === 'property').to;
  // Everything that is reached without the shop is not the shop's, and is left out.
  const rest = reach(list, 0, new Set([shop]));
  const own = reach(list, shop, rest);
  const keep = [0, globalEdge.to, ...own];
  const number = new Map(keep.map((old, at) => [old, at]));
  const strings = new Map();
  const string = (text) => strings.get(text) ?? (strings.set(text, strings.size), strings.size - 1);
  const { meta } = file.snapshot;
  const [nodes, edges] = [[], []];
  for (const old of keep) {
    const { fields, name, edges: all } = list[old];
    const kept = all.filter(({ to, name }) => number.has(to) && (old > 0 || to === globalEdge.to) && (old !== globalEdge.to || name === 'shop'));
    const size = old === globalEdge.to ? 0 : fields[3];
    nodes.push([fields[0], string(name), fields[2], size, kept.length, ...fields.slice(5)].join());
    for (const { kind, named, name, to } of kept) {
      edges.push([kind, named ? string(name) : name, number.get(to) * meta.node_fields.length].join());
    }
  }
  const snapshot = { meta, node_count: nodes.length, edge_count: edges.length, trace_function_count: 0 };
  return [
    `{"snapshot":${JSON.stringify(snapshot)},`,
    `"nodes":[${nodes.join('\n,')}],`,
    `"edges":[${edges.join('\n,')}],`,
    '"trace_function_infos":[],\n"trace_tree":[],\n"samples":[],\n"locations":[],',
    `"strings":${JSON.stringify([...strings.keys()], null, 0).replaceAll('","', '",\n"')}}`,
  ].join('\n') + '\n';
}
