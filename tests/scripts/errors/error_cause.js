try {
  JSON.parse('{oops');
} catch (cause) {
  throw new Error('config is broken', { cause });
}
