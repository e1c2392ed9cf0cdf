// Tokens cut off the front of a text.
let s = 'foo bar '.repeat(N / 4);
const tokens = [];
while (s) { const [token] = /^\w+\s/.exec(s); tokens.push(token); s = s.slice(token.length); }
