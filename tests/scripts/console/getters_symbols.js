console.log(
  {
    get a() {
      return 1;
    }
  },
  { set a(v) {} },
  {
    get a() {
      return 1;
    },
    set a(v) {}
  },
  {
    get a() {
      throw new Error('not called');
    }
  }
);
class G {
  get x() {
    return 1;
  }
}
console.log(new G(), G.prototype);
const s = Symbol('desc');
console.log(
  { [s]: 1 },
  { [Symbol()]: 1 },
  { [Symbol('a b')]: { [Symbol.iterator]: 1 } },
  { [Symbol.for('reg')]: s },
  { [s]: { [s]: { [s]: { [s]: 1 } } } }
);
console.log(
  Object.defineProperty({ v: 1 }, Symbol('hidden'), { value: 1, enumerable: false }),
  Object.defineProperty({}, s, {
    get() {
      return 1;
    },
    enumerable: true
  })
);
console.log(
  {
    get [s]() {
      return 1;
    }
  },
  [
    Object.defineProperty([], 'x', {
      get() {
        return 1;
      },
      enumerable: true
    })
  ]
);
const o = { z: 1, [s]: 2, a: 3, 5: 'five', [Symbol('t')]: [1, { b: 2 }] };
console.log(o);
console.log(
  { f: { [Symbol.toStringTag]: 'X' } },
  {
    [Symbol.toPrimitive]() {
      return 1;
    }
  },
  {
    valueOf() {
      return 5;
    }
  },
  {
    toString() {
      return 'never used';
    }
  },
  {
    inspect() {
      return 'no';
    }
  }
);
const custom = {
  [Symbol.for('nodejs.util.inspect.custom')](depth, opts) {
    return 'CUSTOM<' + depth + typeof opts + '>';
  }
};
console.log(custom, [custom], { custom }, { a: { b: { custom } } });
const objCustom = {
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return { replaced: [1, 2] };
  }
};
console.log(objCustom, [objCustom]);
class Money {
  constructor(v) {
    this.v = v;
  }
  [Symbol.for('nodejs.util.inspect.custom')](d, o, inspect) {
    return `Money<${inspect ? inspect(this.v, o) : this.v}>`;
  }
}
console.log(new Money(5), [new Money({ a: 1 })], { m: new Money('x') });
console.log({ async a() {}, *b() {}, async *c() {}, d: async () => {}, e: class {}, f: class Z extends G {} });
console.log({ undefined: undefined, null: null, NaN: NaN, true: true });
console.log({ __proto__: { inherited: 1 }, own: 1 }, { ['__proto__']: 1 }, JSON.parse('{"__proto__":{"a":1}}'));
console.log({
  a: 1,
  get b() {
    return this.a;
  },
  set b(v) {},
  c() {},
  [s]: s,
  [`t${1}`]: `v${2}`
});
console.log(
  [
    {
      get x() {
        return 1;
      }
    },
    { set y(v) {} }
  ],
  {
    n: {
      get deep() {
        return { a: 1 };
      }
    }
  }
);
console.log(
  Object.entries({
    get a() {
      return 'called';
    }
  })
);
