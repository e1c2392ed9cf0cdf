const o = {
  a: 1,
  +: 2,
};
