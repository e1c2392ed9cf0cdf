function* g(n) {
  const x = yield n;
  yield* [x];
}
async function a(p) {
  for await (const v of p) await v;
}
