let r; (function(){ r = new WeakRef({}); })();
globalThis.gc?.(); console.log('same job', r.deref() !== undefined);
Promise.resolve().then(()=>{ globalThis.gc?.(); console.log('micro', r.deref()!==undefined); });
process.nextTick(()=>{ globalThis.gc?.(); console.log('tick', r.deref()!==undefined); process.nextTick(()=>{globalThis.gc?.(); console.log('tick2', r.deref()!==undefined);}) });
setTimeout(()=>{ globalThis.gc?.(); console.log('timeout', r.deref()!==undefined); });
let q; (function(){ q = new WeakRef({}); })();
process.nextTick(()=>{ globalThis.gc?.(); console.log('tick q', q.deref()!==undefined); });
let z; (function(){ z = new WeakRef({}); })();
setTimeout(()=>{ globalThis.gc?.(); console.log('timeout', z.deref()!==undefined); });
