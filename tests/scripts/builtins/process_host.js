const P = (...a) => console.log(...a);
const m = process.memoryUsage();
P(
  Object.keys(m),
  Object.values(m).every((v) => Number.isInteger(v) && v >= 0),
  typeof process.memoryUsage.rss(),
  m.rss > m.heapTotal / 1e6,
  m.heapTotal >= m.heapUsed
);
P(
  process.argv.length,
  process.argv[1].endsWith('process_host.js'),
  typeof process.argv[0],
  typeof process.pid,
  process.platform,
  typeof process.version,
  process.version.startsWith('v'),
  typeof process.versions,
  typeof process.uptime(),
  process.uptime() >= 0,
  Array.isArray(process.hrtime()),
  process.hrtime().length,
  process.exitCode,
  typeof process.nextTick,
  typeof process.on,
  typeof process.exit,
  typeof process.env,
  process.env.TZ,
  typeof process.cwd(),
  process.argv0 !== undefined,
  typeof process.arch,
  Object.prototype.toString.call(process)
);
const h = process.hrtime(),
  d = process.hrtime(h);
P(d[0] >= 0, d[1] >= 0, d[1] < 1e9);
process.on('exit', (code) => {
  P('exit handler', code, process.exitCode);
  setTimeout(() => P('never'), 0);
  Promise.resolve().then(() => P('never'));
});
process.on('exit', function () {
  P(this === process);
});
process.nextTick(() => P('tick'));
setTimeout(() => P('timer'), 1);
P(typeof performance.now(), performance.now() > 0, typeof performance.timeOrigin);
P(
  this === module.exports,
  typeof module,
  typeof exports,
  exports === module.exports,
  typeof __filename,
  __filename.endsWith('process_host.js'),
  typeof __dirname,
  arguments.length
);
