const P = (...a) => console.log(...a);
P(
  Boolean(),
  Boolean(0),
  Boolean('false'),
  new Boolean(false) ? 'truthy' : 'falsy',
  new Boolean(0).valueOf(),
  true.toString(),
  Boolean.prototype.toString.call(Object(false)),
  typeof new Boolean(1),
  new Boolean(true) == true,
  new Boolean(true) === true,
  !new Boolean(false),
  Boolean.length,
  JSON.stringify(new Boolean(true)),
  true + new Boolean(true),
  new Boolean('x')
);
for (const f of [() => Boolean.prototype.valueOf.call(1), () => Boolean.prototype.toString.call({})])
  try {
    f();
  } catch (e) {
    P(e.message);
  }
