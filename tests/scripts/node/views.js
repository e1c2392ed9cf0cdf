// util and assert over buffers and views of them.
const util=require('util'),assert=require('assert'); const {types}=util;
const vals=[new Uint8Array(2),new Int8Array(1),new Float64Array([1,NaN]),new BigInt64Array(1),new ArrayBuffer(3),new SharedArrayBuffer(2),new DataView(new ArrayBuffer(2)),new Uint8ClampedArray(1),[],{}];
for (const k in types) if (/Array|View|Buffer/.test(k)) console.log(k,vals.map(v=>+types[k](v)).join(''));
const t=(a,b)=>{let l='';for(const f of ['deepEqual','deepStrictEqual']) try{assert[f](a,b);l+='1'}catch(e){l+='0'} return l};
const ta=Object.assign(new Uint8Array([1,2]),{x:1});
console.log(t(new Uint8Array([1,2]),new Uint8Array([1,2])),t(new Uint8Array([1,2]),new Uint8Array([1,3])),t(new Uint8Array([1]),new Int8Array([1])),t(new Float32Array([0]),new Float32Array([-0])),t(new Float64Array([NaN]),new Float64Array([NaN])),t(new ArrayBuffer(2),new ArrayBuffer(2)),t(new ArrayBuffer(2),new ArrayBuffer(3)),t(new ArrayBuffer(2),new SharedArrayBuffer(2)),t(ta,new Uint8Array([1,2])),t(new DataView(new ArrayBuffer(1)),new DataView(new ArrayBuffer(1))),t([1,2],new Uint8Array([1,2])),t(new Uint8Array([1,2]),{0:1,1:2}));
try{assert.deepStrictEqual(new Uint8Array([1,2,3]),new Uint8Array([1,2,4]))}catch(e){console.log(e.message)}
console.log(util.isDeepStrictEqual(new Uint8Array(100),new Uint8Array(100)));
