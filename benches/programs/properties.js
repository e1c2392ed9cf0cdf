// Property access: objects with methods in a hot loop, reads and writes of their own fields.
function Particle(x, y, vx, vy) {
  return {
    x, y, vx, vy, hits: 0,
    step(dt) {
      this.x += this.vx * dt;
      this.y += this.vy * dt;
      if (this.x < 0 || this.x > 100) {
        this.vx = -this.vx;
        this.hits++;
      }
      if (this.y < 0 || this.y > 100) {
        this.vy = -this.vy;
        this.hits++;
      }
    },
    energy() {
      return this.vx * this.vx + this.vy * this.vy;
    },
  };
}

const particles = [];
for (let i = 0; i < 200; i++) particles.push(Particle(i % 97, (i * 31) % 89, (i % 7) - 3.25, (i % 5) - 2.125));
const totals = { hits: 0, energy: 0, rounds: 0 };
for (let round = 0; round < 15500; round++) {
  for (let i = 0; i < particles.length; i++) {
    const p = particles[i];
    p.step(0.5);
    if ((round & 15) === 0) totals.energy += p.energy();
  }
  totals.rounds++;
}
for (const p of particles) totals.hits += p.hits;
console.log(totals.hits, totals.rounds, Math.round(totals.energy));
