// What a test may ask of its host: `print` and `$262` (test262, INTERPRETING.md, "Host-Defined
// Functions"). What the runtime has not yet throws.
(function (print, evalScript) {
  const missing = name => () => {
    throw new Error(`$262.${name} is not there`);
  };
  const clone = structuredClone;
  const reports = [];
  const host = {
    global: globalThis,
    gc: globalThis.gc,
    evalScript,
    createRealm: missing("createRealm"),
    detachArrayBuffer: buffer => (clone(0, { transfer: [buffer] }), null),
    agent: {
      start: missing("agent.start"),
      broadcast: missing("agent.broadcast"),
      getReport: () => (reports.length ? reports.shift() : null),
      sleep: missing("agent.sleep"),
      monotonicNow: () => performance.now(),
    },
  };
  const define = (name, value) =>
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
  define("print", print);
  define("$262", host);
});
