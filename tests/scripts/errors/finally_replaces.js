try {
  throw new Error('lost');
} finally {
  throw new Error('from finally');
}
