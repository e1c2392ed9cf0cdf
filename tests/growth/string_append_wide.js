// The same with wide characters.
let s = '\u4e2d';
for (let i = 0; i < N; i++) { s += '\u6587'; s[i]; }
