class Poller {
  constructor(id) {
    this.id = id;
    this.log = new Array(60).fill(id);
    this.timer = setInterval(() => this.poll(), 60_000);
  }
  poll() {
    this.log[0]++;
  }
  stop() {
    clearInterval(this.timer);
  }
}
let id = 0;
let current = null;
setInterval(() => {
  current?.stop();
  current = new Poller(id++);
}, 30_000);
