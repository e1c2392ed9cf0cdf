// A text shortened from its end.
let s = 'ab'.repeat(N);
while (s.length) s = s.substring(0, s.length - 1);
