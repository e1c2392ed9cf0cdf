try {
  null.x;
} catch (e) {
  e.message = 'rewritten: ' + e.message;
  throw e;
}
