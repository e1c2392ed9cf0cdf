// Phases of imports: deferred modules, sources, and what files hold (TC39 proposals
// defer-import-eval, source-phase-imports, import-text and import-bytes).
const module = text => `data:text/javascript,${encodeURIComponent(text)}`;
const attempt = async work => {
  try {
    return await work();
  } catch (error) {
    return `${error.name}: ${error.message.replace(/'data:.*?'/, 'URL')}`;
  }
};

(async () => {
  globalThis.log = [];
  const inner = module('log.push("inner"); export const value = 7; export default 1');
  const outer = module(`import defer * as ns from '${inner}';
    log.push('outer');
    export const look = () => ns.value;
    export { ns };`);
  const { look, ns } = await import(outer);
  console.log(log.join(), Object.prototype.toString.call(ns), typeof ns.then, log.join());
  console.log(look(), log.join(), Object.keys(ns).join());

  const failing = await import.defer(module('log.push("failing"); throw new RangeError("no")'));
  for (let i = 0; i < 2; i++) console.log(await attempt(() => failing.x), log.join());
  const awaiting = await import.defer(module('log.push(await "awaited"); export const x = 1'));
  console.log(log.join(), awaiting.x);

  console.log(await attempt(() => import.source(inner)));
  console.log(await attempt(() => import(module(`import source from from '${inner}'; from`))));
  for (const text of ['import.defer', 'new import.defer("x")', 'import.defer()', 'import.source(...[])']) {
    console.log(await attempt(() => Function(text)));
  }
  const [text, bytes] = [`data:text/plain,a b`, 'data:text/plain;base64,AQID'];
  console.log((await import(text, { with: { type: 'text' } })).default);
  const held = (await import(bytes, { with: { type: 'bytes' } })).default;
  console.log(held, held.buffer.immutable);
})();
