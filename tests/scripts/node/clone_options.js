// Odd lists of what is moved, and odd options.
const vals = [
  undefined,
  null,
  0,
  -1,
  1.5,
  NaN,
  Infinity,
  true,
  {},
  [],
  Symbol('s'),
  1n,
  new Uint8Array(3),
  new Uint8Array(0),
  new Date(),
  /x/,
  new Map(),
];
const t = f => {
  try {
    return String(f()).slice(0, 60);
  } catch (e) {
    return e.name + ' ' + e.code + ' ' + e.message.slice(0, 80);
  }
};
for (const v of vals)
  console.log(
    typeof v,
    Object.prototype.toString.call(v),
    '|',
    t(() => structuredClone(1, v)),
    '|',
    t(() => structuredClone(1, { transfer: v })),
    '|',
    t(() => new MessageChannel().port1.postMessage(1, v)),
    '|',
    t(() => new MessageChannel().port1.postMessage(1, { transfer: v })),
    '|',
    t(() => new MessageEvent('x', v).data),
  );
