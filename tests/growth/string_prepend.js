// A text that grows at its front, read at the end.
let s = '';
for (let i = 0; i < N; i++) s = 'x' + s;
s.charCodeAt(0);
