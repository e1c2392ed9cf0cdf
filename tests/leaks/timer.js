// A class that starts a timer and never stops it.
class Poller {
  constructor(id) {
    this.id = id;
    this.log = new Array(60).fill(id);
    this.timer = setInterval(() => this.poll(), 60_000);
  }
  poll() {
    this.log[0]++;
  }
}
let id = 0;
setInterval(() => new Poller(id++), 30_000);
