const log = [];
const run = (f) => {
  let r;
  try {
    r = f();
  } catch (e) {
    r = '!' + (e?.message ?? e);
  }
  console.log(r, log.join());
  log.length = 0;
};
run(() => {
  try {
    return 'try';
  } finally {
    log.push('f');
  }
});
run(() => {
  try {
    return 'try';
  } finally {
    return 'fin';
  }
});
run(() => {
  try {
    throw 1;
  } catch {
    return 'catch';
  } finally {
    log.push('f');
  }
});
run(() => {
  try {
    throw 1;
  } finally {
    return 'swallow';
  }
});
run(() => {
  try {
    throw 'a';
  } catch (e) {
    throw e + 'b';
  } finally {
    log.push('f');
  }
});
run(() => {
  try {
    throw 'a';
  } catch (e) {
    throw 'lost';
  } finally {
    throw 'c';
  }
});
run(() => {
  let x = 1;
  try {
    return x;
  } finally {
    x = 2;
  }
});
run(() => {
  const o = { x: 1 };
  try {
    return o;
  } finally {
    o.x = 2;
  }
});
run(() => {
  for (let i = 0; i < 3; i++) {
    try {
      if (i === 1) continue;
      log.push('b' + i);
      if (i === 2) break;
    } finally {
      log.push('f' + i);
    }
  }
  return 'loop';
});
run(() => {
  l: try {
    return 1;
  } finally {
    break l;
  }
  return 'after break';
});
run(() => {
  for (const x of [1, 2]) {
    try {
      return x;
    } finally {
      continue;
    }
  }
  return 'cont';
});
run(() => {
  while (true) {
    try {
      return 'no';
    } finally {
      break;
    }
  }
  return 'broke';
});
run(() => {
  try {
    try {
      throw 'inner';
    } finally {
      log.push('f1');
    }
  } catch (e) {
    return 'outer ' + e;
  } finally {
    log.push('f2');
  }
});
run(() => {
  try {
    try {
      return 'r1';
    } finally {
      log.push('f1');
      throw 'f1err';
    }
  } catch (e) {
    return e;
  }
});
run(() => {
  try {
    log.push(
      (() => {
        try {
          return log.push('a');
        } finally {
          log.push('b');
        }
      })()
    );
  } finally {
  }
  return 'v';
});
run(() => {
  function* g() {
    try {
      yield 1;
    } finally {
      log.push('gen');
    }
  }
  for (const x of g()) return x;
});
run(() => {
  try {
    null.x;
  } catch ({ name, message }) {
    return name + message;
  }
});
run(() => {
  try {
    throw [1, 2];
  } catch ([a, b]) {
    return a + b;
  }
});
run(() => {
  try {
    throw undefined;
  } catch (e) {
    return typeof e;
  }
});
run(() => {
  var e = 'outer';
  try {
    throw 'in';
  } catch (e) {
    var e = 'assigned';
    log.push(e);
  }
  return e;
});
run(() => {
  try {
    throw 1;
  } catch (e) {
    let f = e;
    {
      let e = 2;
      log.push(e);
    }
    return e;
  }
});
run(() => {
  let n = 0;
  try {
    n++;
    try {
      n++;
      throw n;
    } finally {
      n++;
    }
  } catch (e) {
    return [e, n];
  }
});
run(() => {
  const r = [];
  for (const a of [0, 1, 2])
    try {
      if (a === 1) throw a;
      r.push(a);
    } catch (e) {
      r.push('c' + e);
      continue;
    } finally {
      r.push('f');
    }
  return r.join('');
});
run(() => {
  a: try {
    b: try {
      break a;
    } finally {
      log.push('x');
    }
  } finally {
    log.push('y');
  }
  return 'z';
});
run(() => {
  try {
    return (() => {
      throw 'arg';
    })();
  } catch (e) {
    return 'c' + e;
  } finally {
    log.push('F');
  }
});
run(() => {
  try {
  } catch {
  } finally {
  }
  return 'empties';
});
run(() => {
  try {
    try {
      throw 1;
    } catch (e) {
      throw e + 1;
    }
  } catch (e) {
    return e;
  }
});
run(() => {
  do {
    try {
      continue;
    } finally {
      log.push('k');
    }
  } while (false);
  return 'dw';
});
const deep = (n) => {
  try {
    if (n === 0) throw new Error('bottom');
    return deep(n - 1);
  } finally {
    log.push(n);
  }
};
run(() => deep(4));
const rec = (n) => {
  try {
    return n ? rec(n - 1) : 'end';
  } finally {
    if (n === 2) return 'override';
  }
};
run(() => rec(4));
run(() => {
  try {
    switch (1) {
      case 1:
        try {
          break;
        } finally {
          log.push('sw');
        }
    }
    return 'ok';
  } finally {
    log.push('done');
  }
});
run(() => {
  const fs = [];
  for (let i = 0; i < 2; i++)
    try {
      throw i;
    } catch (e) {
      fs.push(() => e);
    }
  return fs.map((f) => f()).join('-');
});
run(() => {
  let e = 1;
  try {
    throw 2;
  } catch {
    e = 3;
  }
  return e;
});
run(() => {
  try {
    return (log.push('1'), 'val');
  } finally {
    try {
      throw 'x';
    } catch {
      log.push('2');
    } finally {
      log.push('3');
    }
  }
});
run(() => {
  lbl: {
    try {
      break lbl;
    } finally {
      log.push('brk');
    }
  }
  return 'end';
});
run(() => {
  const it = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }), return: () => (log.push('closed'), {}) }) };
  try {
    for (const x of it) {
      try {
        throw 'T';
      } finally {
        log.push('inner');
      }
    }
  } catch (e) {
    return e;
  }
});
(async () => {
  try {
    await Promise.reject('rej');
  } catch (e) {
    console.log('async', e);
  } finally {
    console.log('async fin');
  }
  try {
    return 'x';
  } finally {
    await null;
    console.log('fin awaited');
  }
})().then(console.log);
