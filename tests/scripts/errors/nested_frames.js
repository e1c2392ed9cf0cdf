class Service {
  #load(id) { throw new RangeError(`no item ${id}`); }
  get first() { return this.#load(1); }
  static create() { return new Service().first; }
}
const run = () => [1].map(function each() { return Service.create(); });
run();
