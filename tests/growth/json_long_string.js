// One long text with something to escape.
const s = 'abc"'.repeat(N);
JSON.parse(JSON.stringify(s));
