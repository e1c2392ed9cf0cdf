const P = console.log;
P('%s %s', 'a', 'b', 'c');
P('%s');
P('%s', undefined, null);
P('%s|%s|%s|%s|%s|%s|%s', 1, -0, 'str', true, Symbol('s'), null, undefined);
P('%s', { a: 1, b: { c: { d: 1 } } }, [1, [2, [3]]]);
P('%s %s', [1, 'a', null], {
  toString() {
    return 'custom';
  }
});
P('%s', class A {}, '%s');
P('%s', function f() {});
P('%s', () => 1);
P(
  '%s',
  new (class X {
    toString() {
      return 'X!';
    }
  })()
);
P('%s', new (class Y {})());
P('%s', new Date(0));
P('%s', new Map([[1, 2]]));
P('%s', /re/g);
P('%s', new (class D extends Date {})(0));
P('%d %d %d %d %d', 42, '42', 'x', 1.5, '1.5e3');
P('%d', {}, '%d', []);
P('%d', Symbol('s'));
P('%d %d %d', true, null, undefined);
P('%d', -0);
P('%i %i %i %i', 42.9, '42.9', -1.9, 'x');
P('%i', {});
P('%i', Symbol());
P('%f %f %f', '1.50', 'x', 2);
P('%f', Symbol());
P('%j', { a: [1, { b: 2 }], u: undefined });
P('%j %j', 'str', undefined);
P('%j', {
  toJSON() {
    return 'tj';
  }
});
P('%o', { a: 1, f() {}, n: { m: { k: { j: 1 } } } });
P('%o', [1, 2, 3]);
P('%o', 'str');
P('%o', function foo() {});
P('%O', { a: { b: { c: { d: { e: 1 } } } } });
P('%O', [1, [2, [3, [4, [5]]]]]);
P('%o', 5, '%O', 's');
P('%c styled %c text', 'color: red', '');
P('%c');
P('%% %s %%', 'x');
P('100%', 'a');
P('%', 1);
P('%x %y', 1, 2);
P('%s%s%s', 'a');
P('a%sb%sc', 1, 2);
P('%s', 'a', { b: 1 }, [2], 'c');
P(5, '%s', 'x');
P({}, '%s', 'x');
P('', '%s', 'x');
P('%%');
P('%%', 1);
P('%s%', 'a');
P('%5d', 1);
P('%.2f', 1.234);
P('no directives', 1, 'two', { three: 3 }, ['four']);
P('%s', 'multi\nline');
P('trailing %s');
P('%d%%', 50);
P('%s', [['nested', ['deeper', ['deepest']]]]);
P('%s', { toString: null });
P('%s', Object.create(null));
P('%s', new Error('msg').message);
P('%s', [Symbol('x')]);
P('%s', {
  [Symbol.toPrimitive]() {
    return 'prim';
  }
});
P('%s', {
  get a() {
    return 1;
  }
});
P('%s', 'x'.repeat(5), 1e21);
P('%s', [undefined, null, -0]);
P('%i', '0x10', '%i');
P('%i', 1e21);
P('%d', '0x10');
P('%d', new Date(5));
P('%d', { valueOf: () => 5 });
P('%s', new String('boxed'), new Number(3));
P(
  '%s',
  class Foo {
    static x = 1;
  }
);
P('%o', { arr: [1, 2], fn: () => {} });
P('%o', new Map([[1, { a: 1 }]]));
P('%s:%s', 'only one');
P('%s', '');
P('%s', ' ', '|');
P(`%s`, `t`);
P('%S %D', 1, 2);
P('%j', [1, , 3], new Map([[1, 2]]));
P('%s', Promise.resolve(1), 'end');
P('%s', [1.5, 'a', { b: 2 }], new Set([1]));
