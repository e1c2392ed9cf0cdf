// Which hooks the combinators call, and in which order.
const log = [];
const out = () => {
  console.log(log.join(' '));
  log.length = 0;
};
class Spy extends Promise {
  static resolve(v) {
    log.push('resolve(' + (typeof v === 'object' ? 'o' : v) + ')');
    return super.resolve(v);
  }
  then(a, b) {
    log.push('then');
    return super.then(a, b);
  }
  static get [Symbol.species]() {
    log.push('species');
    return Promise;
  }
}
Spy.all([1, 2]);
out();
Spy.race([1]);
out();
Spy.allSettled([1]);
out();
Spy.any([1]);
out();
Spy.resolve(5).finally(() => {});
out();
new Spy((r) => r()).catch(() => {});
out();
const orig = Promise.prototype.then;
Promise.prototype.then = function (a, b) {
  log.push('patched then');
  return orig.call(this, a, b);
};
Promise.resolve(1).catch(() => {});
Promise.resolve(1).finally(() => {});
Promise.all([Promise.resolve(1)]);
out();
(async () => {
  await Promise.resolve(1);
})();
out();
const np = new Promise((r) => r(Promise.resolve(2)));
orig.call(np, () => {
  log.push('resolved');
  out();
});
Promise.prototype.then = orig;
const noConstr = Promise.resolve(1);
noConstr.constructor = {
  [Symbol.species]: function (ex) {
    log.push('custom species');
    ex(
      () => {},
      () => {}
    );
  }
};
noConstr.then(() => {});
out();
let resolvers;
const p = new Promise((...a) => {
  resolvers = a;
});
console.log(resolvers.map((f) => f.length + '/' + JSON.stringify(f.name)));
resolvers[0](1);
resolvers[1](2);
p.then((v) => console.log('v', v));
for (const bad of [
  () =>
    Promise.resolve.call(
      class {
        constructor(ex) {
          ex(1);
        }
      }
    ),
  () =>
    Promise.resolve.call(
      class {
        constructor(ex) {
          ex(
            () => {},
            () => {}
          );
          ex(
            () => {},
            () => {}
          );
        }
      }
    ),
  () =>
    Promise.resolve.call(
      class {
        constructor() {}
      }
    )
])
  try {
    bad();
  } catch (e) {
    console.log(e.message);
  }
Promise.all({
  [Symbol.iterator]() {
    return {
      next() {
        throw 'iter err';
      },
      return() {
        log.push('no return');
      }
    };
  }
}).catch((e) => {
  console.log(e);
  out();
});
Promise.all([
  {
    then(r) {
      r('a');
      r('b');
    }
  },
  1
]).then((v) => console.log(v));
