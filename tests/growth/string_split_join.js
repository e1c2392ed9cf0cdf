// Split, joined and searched.
const s = 'ab,'.repeat(N);
s.split(',').join(';');
for (let at = 0; (at = s.indexOf(',', at)) >= 0; ) at++;
