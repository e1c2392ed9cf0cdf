function f({ a, b: [c = 1, ...d], ...rest }, e = a) {
  let [x, y] = [a, c];
  [x, y] = [y, x];
  return x ?? y;
}
