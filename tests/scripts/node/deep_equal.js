// assert.deepEqual and deepStrictEqual: everything against everything.
const assert=require('assert');
const c1={a:1}; c1.self=c1; const c2={a:1}; c2.self=c2; const c3={a:1,self:{a:1}}; 
const s=Symbol('s'); const e1=new Error('x'), e2=new Error('x'); const e3=new Error('x',{cause:1}); class K{}; const args=(function(){return arguments})(1,2);
const m=(o)=>new Map(Object.entries(o)); const g=[1,2];g.x=1; const g2=[1,2]; g2.x=2;
const sp=[1,,3], sp2=[1,undefined,3], big=[];big[1e6]=1; const big2=[];big2[1e6]=1; const w=Object.assign(Object(1),{a:1});
const vals={ one:1,sone:'1',nul:null,und:undefined,nan:NaN,z:0,mz:-0,t:true,f:false,e:'',big1:1n,sym:s,o:{},o1:{a:1},o1s:{a:'1'},o2:{a:1,b:2},ou:{a:undefined},arr:[],arr1:[1],arr1s:['1'],arr12:[1,2],g,g2,sp,sp2,big,big2,
 d0:new Date(0),d0b:new Date(0),d1:new Date(1),dn:new Date(NaN),dn2:new Date(NaN),r:/a/g,r2:/a/g,r3:/a/i,e1,e2,e3,te:new TypeError('x'),m1:new Map([[1,2]]),m1b:new Map([[1,2]]),m1s:new Map([['1','2']]),mo:new Map([[{a:1},{b:1}]]),mo2:new Map([[{a:1},{b:1}]]),mu:new Map([[1,undefined]]),mu2:new Map([[2,undefined]]),mn:new Map([[null,1]]),mun:new Map([[undefined,1]]),
 s1:new Set([1]),s1b:new Set([1]),s1s:new Set(['1']),so:new Set([{a:1}]),so2:new Set([{a:1}]),so3:new Set([{a:'1'}]),sn:new Set([null]),su:new Set([undefined]),sx:new Set([1,{a:1}]),sx2:new Set([{a:1},1]),
 n1:Object(1),n1b:Object(1),n2:Object(2),ns:Object('1'),bo:Object(false),sy:Object(s),bi:Object(1n),w,c1,c2,c3,k:new K,k2:new K,np:Object.create(null),args,fn:()=>1,fn2:()=>1,wm:new WeakMap,wm2:new WeakMap,ws:new WeakSet,p:Promise.resolve(1),p2:Promise.resolve(1),
 os:{[s]:1},os2:{[s]:1},os3:{[s]:2},gen:(function*(){})(),ne:Object.defineProperty({},'x',{value:1}),fake:{[Symbol.toStringTag]:'Map'},ad:Object.assign(new Date(0),{x:1}),ae:Object.assign(new Error('x'),{code:1})};
const ks=Object.keys(vals); let out='';
for (const a of ks) { let l1='',l2=''; for (const b of ks){ try{assert.deepEqual(vals[a],vals[b]);l1+='1'}catch(e){l1+=e.code==='ERR_ASSERTION'?'0':'E'} try{assert.deepStrictEqual(vals[a],vals[b]);l2+='1'}catch(e){l2+=e.code==='ERR_ASSERTION'?'0':'E'}} console.log(a,l1,l2); }
console.log(ks.join(','));
