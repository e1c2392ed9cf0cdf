// Windows at the top of the registers; no receiver for plain calls; results straight into locals.
function f(o, a) {
  const r = o.m(a, 1);
  o.p.q(...a);
  g(f, f(o), new o.C(a));
  o?.m?.(a).x;
  return r;
}
