const P = (...a) => console.log(...a);
const S = JSON.stringify;
P(
  S(1),
  S('a'),
  S(null),
  S(true),
  S(undefined),
  S(() => 1),
  S(Symbol()),
  S(NaN),
  S(Infinity),
  S(-0),
  S([]),
  S({}),
  S([undefined, () => 1, Symbol(), NaN, null]),
  S({ a: undefined, b: () => 1, c: Symbol(), d: NaN, [Symbol()]: 1 }),
  S([1, [2, { a: [3] }]]),
  S(new Date(0)),
  S(new Date(NaN)),
  S(/x/),
  S(new Map([[1, 2]])),
  S(new Set([1])),
  S(new Error('e')),
  S(Object(1)),
  S(Object('s')),
  S(Object(false)),
  S([, 1, ,]),
  S(Object.create({ inh: 1 })),
  S({
    get g() {
      return 'got';
    }
  }),
  S(Math),
  S(
    new (class {
      #p = 1;
      q = 2;
    })()
  )
);
P(
  S('\u2028\u2029\ud800\udc00\ud800"\\\b\f\n\r\t\v\0\x7f/é'),
  S({ '"k\n': 1 }),
  S('\udead'),
  S('a\ud83d\ude00'),
  S(['\ud83d', '\ude00']),
  S('</script>')
);
P(S({ a: [1, 2], b: { c: {}, d: [] } }, null, 2));
P(S([[], {}, [[]], [1, { a: 1 }]], null, '--'));
P(
  S({ a: 1, b: [1] }, null, '\t'),
  S({ a: 1 }, null, 20),
  S({ a: 1 }, null, 'abcdefghijklmnop'),
  S({ a: 1 }, null, 0),
  S({ a: 1 }, null, ''),
  S({ a: 1 }, null, Object(1)),
  S({ a: 1 }, null, Object('x')),
  S({ a: 1 }, null, true),
  S({ a: 1 }, null, 1.9),
  S([1], null, -1)
);
P(
  S({ a: 1, b: { a: 2, c: 3 }, d: [{ a: 1, z: 2 }] }, ['a', 'd']),
  S({ 1: 'x', 2: 'y' }, [1, '1', Object('2')]),
  S({ a: 1, b: 2 }, []),
  S({ b: 1, a: 2 }, ['a', 'b', 'a'])
);
P(
  S({ a: 1, b: 'x', c: [1, 'y'] }, (k, v) => (typeof v === 'number' ? v * 2 : v)),
  S({ a: 1, b: 2 }, (k, v) => (k === 'a' ? undefined : v)),
  S([1, 2], (k, v) => (k === '0' ? undefined : v)),
  S({ a: { b: 1 } }, function (k, v) {
    return k === 'b' ? Object.keys(this).join() : v;
  }),
  S(1, (k, v) => ([k, v].length === 2 && k === '' ? { wrapped: v } : v))
);
const calls = [];
S({ a: [1, { b: 2 }] }, function (k, v) {
  calls.push(k);
  return v;
});
P(calls);
P(
  S({
    toJSON() {
      return { replaced: 1 };
    }
  }),
  S({
    a: {
      toJSON(k) {
        return 'key:' + k;
      }
    }
  }),
  S([{ toJSON: (k) => k + typeof k }]),
  S({ toJSON: 5 }),
  S({ d: new Date(0) }, (k, v) => (k === 'd' ? typeof v : v)),
  S({
    toJSON() {
      return undefined;
    }
  }),
  S([{ toJSON() {} }])
);
const log = [];
S(
  {
    get a() {
      log.push('get a');
      return 1;
    },
    b: {
      toJSON() {
        log.push('toJSON');
        return 1;
      }
    }
  },
  (k, v) => (log.push('rep ' + k), v)
);
P(log.join());
const c = { name: 'c' };
c.self = c;
try {
  S(c);
} catch (e) {
  P(e.name, e.message);
}
const arr = [];
arr.push({ x: [arr] });
try {
  S(arr);
} catch (e) {
  P(e.message);
}
const deep = { a: { b: { c: { d: {} } } } };
deep.a.b.c.d.back = deep.a;
try {
  S(deep);
} catch (e) {
  P(e.message);
}
class Node_ {
  constructor() {
    this.next = this;
  }
}
try {
  S(new Node_());
} catch (e) {
  P(e.message);
}
try {
  S({ m: Object.assign(Object.create(null), { c }) });
} catch (e) {
  P(e.message);
}
const sh = { v: 1 };
P(S([sh, sh]));
try {
  S({
    get a() {
      throw new Error('getter');
    }
  });
} catch (e) {
  P(e.message);
}
try {
  S({
    toJSON() {
      throw new Error('tj');
    }
  });
} catch (e) {
  P(e.message);
}
let n = {};
const root = n;
for (let i = 0; i < 1000; i++) n = n.x = {};
P(S(root).length);
P(
  S('x'.repeat(100)).length,
  S({ a: 'é😀' }),
  S([1.5, 1e21, 1e-7, 123456789012345680000]),
  S({ undefined: undefined, null: null }),
  JSON[Symbol.toStringTag],
  Object.getOwnPropertyNames(JSON).filter(name => !/raw/i.test(name)),
  S({ __proto__: null, a: 1 }),
  S(Object.defineProperty({}, 'h', { value: 1 })),
  S({ a: [new Number(3), new String('f'), new Boolean(false)] }),
  S({ [1]: 1, b: 2, [0]: 0 }),
  S(arguments.length > 0),
  S([new Array(3)]),
  S('\u007f\u0080'),
  S(S('"'))
);
