// What a test may ask of its host: `print` and `$262` (test262, INTERPRETING.md, "Host-Defined
// Functions"). What the runtime has not yet throws.
(function (print, evalScript, newRealm, evalIn) {
  const missing = name => () => {
    throw new Error(`$262.${name} is not there`);
  };
  const clone = structuredClone;
  const reports = [];
  const define = (global, name, value) =>
    Object.defineProperty(global, name, { value, writable: true, enumerable: false, configurable: true });
  // The host of a realm, put into its global object.
  const equip = (global, evalScript) => {
    const host = {
      global,
      gc: globalThis.gc,
      evalScript,
      createRealm() {
        const global = newRealm();
        return equip(global, text => evalIn(global, text));
      },
      detachArrayBuffer: buffer => (clone(0, { transfer: [buffer] }), null),
      agent: {
        start: missing("agent.start"),
        broadcast: missing("agent.broadcast"),
        getReport: () => (reports.length ? reports.shift() : null),
        sleep: missing("agent.sleep"),
        monotonicNow: () => performance.now(),
      },
    };
    define(global, "print", print);
    define(global, "$262", host);
    return host;
  };
  equip(globalThis, evalScript);
});
