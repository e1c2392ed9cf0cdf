// A growing text that is read at each step.
let s = '';
for (let i = 0; i < N; i++) { s += 'x'; s.charCodeAt(0); }
