// All matches of a long text.
const s = 'ab '.repeat(N), r = /\w+\s/g;
s.match(/a/g).length;
s.replace(/a/g, 'xyz');
while (r.exec(s));
for (const m of s.matchAll(/b/g)) m.index;
