// What a query of `glass query` is asked about: nodes, which know their number and ask the snapshot
// for the rest when they are looked at. `native` is an object of functions, `count` the number of
// nodes.
(native, count, query) => {
  const classNames = [];
  const types = new Map();
  const known = (map, key, make) => {
    let value = map.get(key);
    if (value === undefined) map.set(key, (value = make(key)));
    return value;
  };
  class HeapNode {
    #number;
    constructor(number) {
      this.#number = number;
    }
    get id() { return native.id(this.#number); }
    get name() { return native.name(this.#number); }
    get class() {
      const number = native.classOf(this.#number);
      return classNames[number] ??= native.className(number);
    }
    get type() { return known(types, native.typeOf(this.#number), native.typeName); }
    get size() { return native.size(this.#number); }
    get selfSize() { return native.selfSize(this.#number); }
    get retained() { return native.retained(this.#number); }
    get distance() { return native.distance(this.#number); }
    get detached() { return this.class.startsWith('Detached '); }
    get dominator() { return new HeapNode(native.dominator(this.#number)); }
    get edgeCount() { return native.edgeCount(this.#number); }
    get edges() { return edges(native.firstEdge(this.#number), this.edgeCount); }
    get retainers() { return native.retainers(this.#number).map((edge) => new HeapEdge(edge)); }
    // What a property, variable, element or internal part of that name leads to.
    get(name) {
      const edge = native.find(this.#number, String(name));
      return edge < 0 ? undefined : new HeapNode(native.target(edge));
    }
    toString() { return `${this.name} @${this.id}`; }
    toJSON() { return this.toString(); }
  }
  class HeapEdge {
    #number;
    constructor(number) {
      this.#number = number;
    }
    get name() { return native.edgeName(this.#number); }
    get type() { return native.edgeType(this.#number); }
    get from() { return new HeapNode(native.source(this.#number)); }
    get to() { return new HeapNode(native.target(this.#number)); }
  }
  const edges = (first, length) => Array.from({ length }, (_, at) => new HeapEdge(first + at));
  if (typeof query !== 'function') throw new TypeError("the query must be a function, such as o => o.class == 'Map'");
  for (let number = 0; number < count; number++) {
    const answer = query(new HeapNode(number));
    if (answer) native.found(number, answer === true ? '' : String(answer));
  }
}
