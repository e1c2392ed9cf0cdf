class Node {
  constructor(parent, label) {
    this.parent = parent;
    this.label = label;
    this.children = [];
    if (parent) parent.children.push(this);
  }
  remove() {
    this.parent.children.splice(this.parent.children.indexOf(this), 1);
  }
}
const root = new Node(null, 'root');
let selected = null;
function render(n) {
  const list = new Node(root, 'list ' + n);
  for (let i = 0; i < 5; i++) new Node(list, 'item ' + i);
  selected = list.children[0];
  list.remove();
}
let n = 0;
setInterval(() => render(n++), 5000);
