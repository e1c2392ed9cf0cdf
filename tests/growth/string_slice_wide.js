// A text of wide characters, shortened from both ends.
let s = '\u4e2d\u6587'.repeat(N);
while (s.length > 1) s = s.slice(1, -1);
