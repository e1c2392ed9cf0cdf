// Floating point: n-body steps and the Mandelbrot set.
function bodies() {
  const list = [];
  for (let i = 0; i < 5; i++)
    list.push({ x: i * 3.1 + 0.5, y: (i * 1.7) % 4, z: (i * 0.9) % 3, vx: 0.01 * i, vy: 0.02 * (4 - i), vz: 0.005 * (i % 3), mass: 1 + i * 0.37 });
  return list;
}
function advance(list, dt) {
  const n = list.length;
  for (let i = 0; i < n; i++) {
    const a = list[i];
    for (let j = i + 1; j < n; j++) {
      const b = list[j];
      const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      const d2 = dx * dx + dy * dy + dz * dz + 0.01;
      const mag = dt / (d2 * Math.sqrt(d2));
      a.vx -= dx * b.mass * mag;
      a.vy -= dy * b.mass * mag;
      a.vz -= dz * b.mass * mag;
      b.vx += dx * a.mass * mag;
      b.vy += dy * a.mass * mag;
      b.vz += dz * a.mass * mag;
    }
  }
  for (const b of list) {
    b.x += dt * b.vx;
    b.y += dt * b.vy;
    b.z += dt * b.vz;
  }
}
function mandelbrot(size, limit) {
  let inside = 0;
  for (let py = 0; py < size; py++) {
    const ci = (2 * py) / size - 1;
    for (let px = 0; px < size; px++) {
      const cr = (2.5 * px) / size - 1.9;
      let zr = 0, zi = 0, n = 0;
      while (n < limit && zr * zr + zi * zi < 4) {
        const t = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = t;
        n++;
      }
      if (n === limit) inside++;
    }
  }
  return inside;
}
const system = bodies();
for (let i = 0; i < 50000; i++) advance(system, 0.001);
let energy = 0;
for (const b of system) energy += 0.5 * b.mass * (b.vx * b.vx + b.vy * b.vy + b.vz * b.vz);
console.log(energy.toFixed(9), mandelbrot(240, 80));
