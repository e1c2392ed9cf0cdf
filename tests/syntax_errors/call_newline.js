f(
  a,
  b
;
