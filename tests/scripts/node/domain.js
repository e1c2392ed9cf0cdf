// Domains: functions, emitters, and what is thrown in them.
const domain = require('domain');
const EE = require('events');
const t = f => {
  try {
    console.log(f());
  } catch (e) {
    console.log('thrown', e.message);
  }
};
console.log(Object.keys(domain), domain.create === domain.createDomain, process.domain, domain.active);
const d = domain.create();
d.on('error', e =>
  console.log(
    'caught',
    e.message,
    e.domain === d,
    e.domainThrown,
    e.domainBound === undefined,
    e.domainEmitter === undefined,
  ),
);
console.log(
  d.run(
    (a, b) => {
      console.log(process.domain === d, domain.active === d, a, b);
      return 'r';
    },
    1,
    2,
  ),
);
console.log(process.domain);
const b = d.bind(x => {
  console.log('bound', x, process.domain === d);
  return 7;
});
console.log(b('q'));
const i = d.intercept(x => {
  console.log('int', x);
  return 8;
});
console.log(i(null, 'w'));
i(new Error('first'));
const e = new EE();
d.add(e);
console.log(e.domain === d, d.members.length);
e.emit('error', new Error('em'));
d.remove(e);
console.log(e.domain, d.members.length);
t(() => e.emit('error', new Error('free')));
d.enter();
console.log(domain._stack.length);
d.exit();
console.log(process.domain);
