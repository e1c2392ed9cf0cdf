// What a test may ask of its host: `print` and `$262` (test262, INTERPRETING.md, "Host-Defined
// Functions").
(function (print, evalScript, newRealm, evalIn, agent) {
  const clone = structuredClone;
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
        start: text => agent.start(String(text)),
        broadcast: (memory, number = 0) =>
          agent.broadcast(memory, typeof number === "bigint" ? `${number}n` : `${number | 0}`),
        getReport: () => agent.getReport() ?? null,
        sleep: agent.sleep,
        monotonicNow: () => performance.now(),
      },
    };
    define(global, "print", print);
    define(global, "$262", host);
    return host;
  };
  equip(globalThis, evalScript);
});
