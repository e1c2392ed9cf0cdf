const P = (...a) => console.log(...a);
process.once('exit', () => P('once at exit'));
P(
  process.on('custom', (a, b) => P('custom', a, b)) === process,
  process.emit('custom', 1, 2),
  process.emit('nothing'),
  process.listenerCount('custom')
);
process.off('custom', P);
process.once('o', () => P('o'));
process.emit('o');
P(process.emit('o'));
