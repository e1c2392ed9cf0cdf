// The lesson's nodes that refer to themselves, kept from outside.
const nodes = [];
function make(n) {
  const node = { n };
  node.self = node;
  nodes.push(node);
}
let n = 0;
setInterval(() => make(n++), 1000);
