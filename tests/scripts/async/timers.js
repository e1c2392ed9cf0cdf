const log = [];
const t = setTimeout(() => log.push('never'), 5);
clearTimeout(t);
clearTimeout(t);
clearTimeout(undefined);
clearTimeout(null);
clearTimeout('x');
clearInterval({});
setTimeout((...a) => log.push('args ' + a.join()), 1, 'a', 'b', 3);
setTimeout(() => log.push('15'), 15);
setTimeout(() => log.push('30'), 30);
setTimeout(() => log.push('neg'), -5);
setTimeout(() => log.push('str'), '2');
setTimeout(() => log.push('undef'), undefined);
let n = 0;
const iv = setInterval(
  (tag) => {
    log.push(tag + n);
    if (++n === 3) {
      clearInterval(iv);
      phase2();
    }
  },
  40,
  'iv'
);
try {
  setTimeout();
} catch (e) {
  console.log(e.name, e.code, e.message);
}
try {
  setTimeout('code');
} catch (e) {
  console.log(e.name, e.code, e.message);
}
try {
  setInterval(5);
} catch (e) {
  console.log(e.message);
}
try {
  setImmediate(null);
} catch (e) {
  console.log(e.message);
}
try {
  queueMicrotask({});
} catch (e) {
  console.log(e.message);
}
try {
  process.nextTick('x');
} catch (e) {
  console.log(e.message);
}
console.log(
  typeof t,
  t.constructor.name,
  typeof t.ref,
  t.hasRef(),
  t.unref() === t,
  t.hasRef(),
  typeof t[Symbol.toPrimitive](),
  iv.constructor.name,
  setImmediate(() => {}).constructor.name
);
const un = setTimeout(() => console.log('unref never'), 5000).unref();
const cv = setInterval(() => {}, 5000);
clearTimeout(cv);
const num = +setTimeout(() => console.log('cleared by number: never'), 50);
clearTimeout(num);
function phase2() {
  setTimeout(function () {
    log.push(typeof this, this === globalThis);
    phase3();
  }, 1);
}
function phase3() {
  log.push('outer');
  const nested = setTimeout(() => {
    log.push('nested');
    phase4();
  }, 10);
  const im = setImmediate(() => log.push('imm never'));
  clearImmediate(im);
  setImmediate((x, y) => log.push('imm ' + x + y + nested.hasRef()), 1, 2);
}
function phase4() {
  const later = setTimeout(() => log.push('cancelled by sibling'), 1000);
  setTimeout(() => clearTimeout(later), 1);
  const re = setTimeout(() => {
    log.push('refreshed');
    console.log(log.join('\n'));
  }, 20);
  console.log(re.refresh() === re);
}
