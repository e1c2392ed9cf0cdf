// Lines cut off the front of a buffer that grows at its end.
let buffer = 'x'.repeat(N) + '\n', lines = 0;
for (let i = 0; i < N; i++) {
  buffer += 'some text\nand more';
  for (let at; (at = buffer.indexOf('\n')) >= 0; buffer = buffer.slice(at + 1)) lines++;
}
