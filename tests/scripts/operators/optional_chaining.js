const o = { a: { b: { c: 1, f() { return this.c; } }, arr: [1, 2], n: null }, z: 0, fn: () => 'fn' }; let count = 0; const bump = () => ++count;
console.log(o?.a?.b?.c, o.x?.b.c.d.e, o.x?.[bump()], o.x?.(bump()), o.x?.y(bump()).z, count, o.a?.['b'].c, o.a.arr?.[1], o.fn?.(), o.nofn?.(), o.a.b.f?.(), o.a?.b.f(), (o.a?.b).f(), (o.a?.b.f)());
console.log(null?.a, undefined?.[1], null?.(), (null)?.a.b.c(), ''?.length, (0)?.toFixed(2), false?.toString(), delete o?.a?.n, delete o.q?.r, 'n' in o.a, typeof o.q?.x, o?.z ?? 'd', o.q?.z ?? 'd', o?.a.n?.x);
try { o.a.n2.x; } catch (e) { console.log(e.message); } try { o.x?.y; (o.x?.y).z; } catch (e) { console.log(e.message); } try { o.z?.(); } catch (e) { console.log(e.message); } try { o.a?.b(); } catch (e) { console.log(e.message); } try { o.a?.b.c.d.e; } catch (e) { console.log(e.message); }

