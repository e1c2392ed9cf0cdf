// finally runs on every way out; iterators are closed on the way.
function f(list) {
  for (const x of list) {
    try {
      if (x) return x;
      if (x === null) break;
    } catch (e) {
      use(e);
    } finally {
      use(x);
    }
  }
}
