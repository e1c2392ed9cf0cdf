// Classes and prototype methods: tasks of several kinds pass packets to each other through a priority scheduler.
class Packet {
  constructor(to, kind) {
    this.to = to;
    this.kind = kind;
    this.link = null;
    this.datum = 0;
  }
}

class Task {
  constructor(id, priority) {
    this.id = id;
    this.priority = priority;
    this.inbox = null;
    this.held = false;
    this.runs = 0;
  }
  receive(packet) {
    packet.link = null;
    if (this.inbox === null) {
      this.inbox = packet;
      return;
    }
    let last = this.inbox;
    while (last.link !== null) last = last.link;
    last.link = packet;
  }
  take() {
    const packet = this.inbox;
    if (packet !== null) this.inbox = packet.link;
    return packet;
  }
  ready() {
    return !this.held && this.inbox !== null;
  }
  run(scheduler) {
    this.runs++;
    this.handle(scheduler, this.take());
  }
}

class Worker extends Task {
  constructor(id, priority, next) {
    super(id, priority);
    this.next = next;
    this.sum = 0;
  }
  handle(scheduler, packet) {
    this.sum = (this.sum * 31 + packet.datum + packet.kind) % 65521;
    packet.datum = this.sum & 255;
    scheduler.send(packet, this.next);
  }
}

class Device extends Task {
  constructor(id, priority, back) {
    super(id, priority);
    this.back = back;
    this.waiting = 0;
  }
  handle(scheduler, packet) {
    this.waiting = (this.waiting + 1) % 3;
    packet.kind ^= 1;
    scheduler.send(packet, this.waiting === 0 ? 0 : this.back);
  }
}

class Idle extends Task {
  constructor(id, budget) {
    super(id, 0);
    this.budget = budget;
    this.state = 1;
  }
  ready() {
    return this.budget > 0;
  }
  run(scheduler) {
    this.runs++;
    this.budget--;
    this.state = this.state & 1 ? (this.state >> 1) ^ 0xd008 : this.state >> 1;
    scheduler.release(1 + (this.state % (scheduler.tasks.length - 1)));
  }
}

class Scheduler {
  constructor() {
    this.tasks = [];
    this.steps = 0;
    this.sent = 0;
  }
  add(task) {
    this.tasks.push(task);
    this.tasks.sort((a, b) => b.priority - a.priority || a.id - b.id);
    this.byId = [];
    for (const t of this.tasks) this.byId[t.id] = t;
  }
  send(packet, to) {
    packet.to = to;
    this.sent++;
    const target = this.byId[to];
    if (target instanceof Idle) this.byId[1].receive(packet);
    else target.receive(packet);
    if ((this.sent & 7) === 0) this.byId[1 + (this.sent % 5)].held = true;
  }
  release(id) {
    for (let i = 1; i < this.byId.length; i++) this.byId[i].held = false;
    this.byId[id].held = true;
  }
  next() {
    for (let i = 0; i < this.tasks.length; i++) {
      const task = this.tasks[i];
      if (task.ready()) return task;
    }
    return null;
  }
  loop(limit) {
    let task;
    while (this.steps < limit && (task = this.next()) !== null) {
      this.steps++;
      task.run(this);
    }
  }
}

const scheduler = new Scheduler();
scheduler.add(new Idle(0, 1e9));
scheduler.add(new Worker(1, 100, 2));
scheduler.add(new Device(2, 300, 3));
scheduler.add(new Worker(3, 200, 4));
scheduler.add(new Device(4, 400, 5));
scheduler.add(new Worker(5, 150, 1));
for (let i = 0; i < 8; i++) scheduler.send(new Packet(1 + (i % 5), i & 1), 1 + (i % 5));
scheduler.loop(920000);
console.log(scheduler.steps, scheduler.sent, scheduler.tasks.map((t) => t.runs).join(), scheduler.byId[1].sum, scheduler.byId[5].sum);
