const show = f => { try { console.log(f()); } catch (e) { console.log(e.name + ': ' + e.message); } };
// Younger than Node 20.
for (const name of ['getOrInsert', 'getOrInsertComputed']) delete WeakMap.prototype[name];
const wm = new WeakMap(), ws = new WeakSet();
show(() => wm.set(1, 2)); show(() => wm.set('a', 2)); show(() => wm.set(Symbol.for('x'), 2)); show(()=>wm.set(null));
show(() => ws.add(1)); show(() => ws.add(Symbol.for('q')));show(() => ws.add("ab"));
show(() => WeakMap()); show(() => WeakSet()); show(()=>new WeakMap([1])); show(()=>new WeakMap(5)); show(()=>new WeakSet([1]));show(()=>new WeakMap([[1,2]]));
show(() => WeakMap.prototype.get.call({}, 1)); show(() => WeakSet.prototype.has.call(new WeakMap, 1));show(() => WeakMap.prototype.get.call(5, 1));
show(() => new WeakRef(1)); show(() => new WeakRef()); show(() => WeakRef({})); show(() => WeakRef.prototype.deref.call({}));show(()=>new WeakRef(Symbol.for('a')));
show(() => new FinalizationRegistry()); show(() => new FinalizationRegistry(1)); show(()=>FinalizationRegistry(()=>1)); show(()=>new FinalizationRegistry({}));
const fr = new FinalizationRegistry(() => {});
show(() => fr.register(1)); show(() => { const o = {}; fr.register(o, o); }); show(() => fr.register({}, 1, 1)); show(() => fr.register(Symbol.for('a'), 1));show(() => fr.register({}, 1, Symbol.for('y')));
show(() => fr.unregister()); show(() => fr.unregister(1)); show(() => fr.unregister({})); show(()=>fr.unregister('k'));
show(() => FinalizationRegistry.prototype.register.call({}, {})); show(()=>fr.register({}, 1, undefined));show(()=>fr.register({}, 1, null));
console.log(wm, ws, new WeakRef({a:1}), fr, WeakRef, WeakMap.prototype, WeakRef.prototype, FinalizationRegistry.prototype);
for (const C of [WeakMap, WeakSet, WeakRef, FinalizationRegistry]) { console.log(C.length, C.name, Reflect.ownKeys(C), Reflect.ownKeys(C.prototype), Object.getOwnPropertyDescriptors(C.prototype));
 for (const k of Object.getOwnPropertyNames(C.prototype)) if (typeof C.prototype[k]==='function') console.log(k, C.prototype[k].length); }
class M extends WeakMap {}; class R extends WeakRef{}; class F extends FinalizationRegistry{}; console.log(new M, new R({}), new F(()=>{}), new R(Symbol('a')), {w: new WeakRef([1,[2,[3,[4]]]])});
const w2 = new WeakMap(); w2.extra = 1; console.log(w2, [w2], new WeakRef(function foo() {}));
console.log(String(wm), Object.prototype.toString.call(fr), Object.prototype.toString.call(new WeakRef({})));
console.log(wm.get(1), wm.has('x'), wm.delete(3), ws.has(1), ws.delete(1), wm.set({},1)===wm);
const s=Symbol('s'); wm.set(s, 5); console.log(wm.get(s), wm.set(Symbol.iterator, 7).get(Symbol.iterator));
try { structuredClone(wm) } catch(e) { console.log(e.name, e.message) }
try { structuredClone(new WeakRef({})) } catch(e) { console.log(e.name, e.message) }
WeakMap.prototype.set = 5; show(()=>new WeakMap([])); show(()=>new WeakMap());
