// A text read from its front, character by character.
let s = 'ab'.repeat(N);
while (s.length) s = s.slice(1);
