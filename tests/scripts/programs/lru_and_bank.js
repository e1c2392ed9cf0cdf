class LRU {
  #max;
  #m = new Map();
  constructor(max) {
    this.#max = max;
  }
  get(k) {
    if (!this.#m.has(k)) return undefined;
    const v = this.#m.get(k);
    this.#m.delete(k);
    this.#m.set(k, v);
    return v;
  }
  set(k, v) {
    this.#m.delete(k);
    this.#m.set(k, v);
    if (this.#m.size > this.#max) this.#m.delete(this.#m.keys().next().value);
    return this;
  }
  *[Symbol.iterator]() {
    yield* this.#m;
  }
  get size() {
    return this.#m.size;
  }
}
const c = new LRU(3);
c.set('a', 1).set('b', 2).set('c', 3);
c.get('a');
c.set('d', 4);
console.log([...c], c.size, c, c.get('b'));
class Account {
  static #next = 1;
  #balance = 0;
  #log = [];
  constructor(owner) {
    this.owner = owner;
    this.id = Account.#next++;
  }
  deposit(n) {
    if (!(n > 0)) throw new RangeError(`bad amount: ${n}`);
    this.#balance += n;
    this.#log.push({ type: 'deposit', n });
    return this;
  }
  withdraw(n) {
    if (n > this.#balance) throw Object.assign(new Error('insufficient funds'), { need: n - this.#balance });
    this.#balance -= n;
    this.#log.push({ type: 'withdraw', n });
    return this;
  }
  get balance() {
    return this.#balance;
  }
  get history() {
    return this.#log.map((e) => ({ ...e }));
  }
  static transfer(a, b, n) {
    a.withdraw(n);
    b.deposit(n);
  }
  toJSON() {
    return { id: this.id, owner: this.owner, balance: this.#balance };
  }
  [Symbol.toPrimitive](hint) {
    return hint === 'number' ? this.#balance : `${this.owner}:${this.#balance}`;
  }
}
const a = new Account('ann').deposit(100),
  b = new Account('bob');
Account.transfer(a, b, 30);
console.log(a, b, `${a}`, +b, a > b, JSON.stringify([a, b]), a.history);
for (const f of [() => b.withdraw(1000), () => a.deposit(-5), () => a.deposit('x')])
  try {
    f();
  } catch (e) {
    console.log(e.name, e.message, e.need);
  }
