// Classes with a deep hierarchy and megamorphic calls: a network of one-way constraints that is re-planned and propagated.
class Variable {
  constructor(name, value) {
    this.name = name;
    this.value = value;
    this.users = [];
    this.stamp = 0;
  }
}

class Constraint {
  constructor(strength) {
    this.strength = strength;
    this.enabled = true;
  }
  get weight() {
    return this.strength * (this.enabled ? 1 : 0);
  }
  inputs() {
    return [];
  }
  attach() {
    for (const v of this.inputs()) v.users.push(this);
    return this;
  }
}
class Unary extends Constraint {
  constructor(strength, out) {
    super(strength);
    this.out = out;
  }
}
class Stay extends Unary {
  apply() {}
}
class Binary extends Constraint {
  constructor(strength, a, out) {
    super(strength);
    this.a = a;
    this.out = out;
  }
  inputs() {
    return [this.a];
  }
}
class Equal extends Binary {
  apply() {
    this.out.value = this.a.value;
  }
}
class Offset extends Binary {
  constructor(strength, a, out, by) {
    super(strength, a, out);
    this.by = by;
  }
  apply() {
    this.out.value = (this.a.value + this.by) | 0;
  }
}
class Scale extends Offset {
  constructor(strength, a, out, factor, by) {
    super(strength, a, out, by);
    this.factor = factor;
  }
  apply() {
    this.out.value = (Math.imul(this.a.value, this.factor) + this.by) % 1000003;
  }
}
class Sum extends Binary {
  constructor(strength, a, b, out) {
    super(strength, a, out);
    this.b = b;
  }
  inputs() {
    return super.inputs().concat(this.b);
  }
  apply() {
    this.out.value = (this.a.value + this.b.value) % 1000003;
  }
}

class Planner {
  constructor() {
    this.stamp = 0;
    this.plans = 0;
  }
  plan(start) {
    this.stamp++;
    this.plans++;
    const order = [];
    const todo = [start];
    start.stamp = this.stamp;
    while (todo.length > 0) {
      const v = todo.pop();
      for (const c of v.users) {
        if (c.weight < 1 || c.out.stamp === this.stamp) continue;
        c.out.stamp = this.stamp;
        order.push(c);
        todo.push(c.out);
      }
    }
    return order;
  }
  execute(plan) {
    for (let i = 0; i < plan.length; i++) plan[i].apply();
  }
}

const planner = new Planner();
const chain = [];
for (let i = 0; i <= 60; i++) chain.push(new Variable('v' + i, i));
const all = [];
for (let i = 0; i < 60; i++) {
  const [a, b] = [chain[i], chain[i + 1]];
  const kind = i % 5;
  all.push(
    (kind === 0 ? new Equal(1, a, b) : kind === 1 ? new Offset(2, a, b, i) : kind === 2 ? new Scale(3, a, b, 3, 7) : kind === 3 ? new Sum(4, a, chain[0], b) : new Offset(1, a, b, -i)).attach(),
  );
}
all.push(new Stay(5, chain[0]).attach());
let check = 0;
for (let round = 0; round < 25000; round++) {
  chain[0].value = round;
  if (round % 10 === 0) all[round % 60].enabled = !all[round % 60].enabled;
  planner.execute(planner.plan(chain[0]));
  check = (check * 17 + chain[60].value + chain[round % 61].value) % 1000003;
}
console.log(planner.plans, check);
