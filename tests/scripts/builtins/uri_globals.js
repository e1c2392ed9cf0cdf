const P = (...a) => console.log(...a);
P(
  encodeURI('http://x.y/a b?q=é&r=1#h%'),
  encodeURIComponent('a b&c=d/é?#😀'),
  encodeURI(';,/?:@&=+$-_.!~*\'()#[]%"<>\\^`{|}'),
  encodeURIComponent(";,/?:@&=+$-_.!~*'()#"),
  decodeURI('%41%20%2F%3F%23%C3%A9'),
  decodeURIComponent('%41%20%2F%3F%23%C3%A9%F0%9F%98%80'),
  encodeURIComponent(''),
  encodeURIComponent(undefined),
  encodeURIComponent([1, 2]),
  decodeURI('%25%24'),
  decodeURIComponent('a+b')
);
for (const [f, v] of [
  [encodeURI, '\ud800'],
  [encodeURIComponent, 'a\udc00'],
  [decodeURI, '%'],
  [decodeURI, '%A'],
  [decodeURI, '%zz'],
  [decodeURIComponent, '%80'],
  [decodeURIComponent, '%C3'],
  [decodeURIComponent, '%C3%41'],
  [decodeURIComponent, '%ED%A0%80'],
  [decodeURIComponent, '%C0%80'],
  [decodeURIComponent, '%F8%80%80%80%80'],
  [decodeURIComponent, '%F4%90%80%80']
])
  try {
    P(f(v));
  } catch (e) {
    P(e.name, e.message);
  }
P(escape('aé😀 +/@*_-.'), unescape('%u0107%E9%20%zz%u12'), escape('€'), unescape(escape('ünïcödé')));
P(
  typeof globalThis,
  globalThis === globalThis.globalThis,
  globalThis.Array === Array,
  Object.getOwnPropertyDescriptor(globalThis, 'Infinity'),
  Object.getOwnPropertyDescriptor(globalThis, 'globalThis').enumerable,
  Object.getOwnPropertyDescriptor(globalThis, 'Array').enumerable,
  'undefined' in globalThis,
  typeof global,
  global === globalThis,
  Object.prototype.toString.call(globalThis),
  isNaN(),
  isNaN(''),
  isNaN('a'),
  isNaN({}),
  isNaN(new Date(NaN)),
  isFinite(),
  isFinite(null),
  isFinite('1'),
  isFinite(NaN),
  parseInt('077'),
  parseFloat('1.5.5')
);
globalThis.newGlobal = 1;
P(newGlobal, delete globalThis.newGlobal, typeof newGlobal);
P(
  [
    'Object',
    'Function',
    'Array',
    'Number',
    'parseFloat',
    'parseInt',
    'Infinity',
    'NaN',
    'undefined',
    'Boolean',
    'String',
    'Symbol',
    'Date',
    'Promise',
    'RegExp',
    'Error',
    'AggregateError',
    'EvalError',
    'RangeError',
    'ReferenceError',
    'SyntaxError',
    'TypeError',
    'URIError',
    'globalThis',
    'JSON',
    'Math',
    'Map',
    'Set',
    'Reflect',
    'decodeURI',
    'decodeURIComponent',
    'encodeURI',
    'encodeURIComponent',
    'escape',
    'unescape',
    'isFinite',
    'isNaN',
    'console',
    'process',
    'global',
    'clearImmediate',
    'setImmediate',
    'clearInterval',
    'clearTimeout',
    'setInterval',
    'setTimeout',
    'queueMicrotask',
    'performance',
    'Event',
    'EventTarget'
  ].filter((n) => !(n in globalThis))
);
(0,
function () {
  P(this === globalThis);
})();
P(typeof queueMicrotask, queueMicrotask.length, typeof performance.now(), performance.now() > 0, performance.now() <= performance.now());
