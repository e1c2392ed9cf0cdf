// Proxies of proxies, chains of prototypes and of handlers: each ends, with its answer or with a RangeError.
const t=(n,f)=>{let how='ended';try{f()}catch(e){if(!(e instanceof RangeError||e instanceof TypeError))how=e}console.log(n,how)};
let p={x:1};for(let i=0;i<100000;i++)p=new Proxy(p,{});
t('get',()=>p.x);t('set',()=>{p.x=1});t('has',()=>'x' in p);t('del',()=>delete p.x);t('keys',()=>Object.keys(p));t('gpo',()=>Object.getPrototypeOf(p));t('isArray',()=>Array.isArray(p));t('gopd',()=>Object.getOwnPropertyDescriptor(p,'x'));t('def',()=>Object.defineProperty(p,'x',{value:1}));t('ie',()=>Object.isExtensible(p));t('freeze',()=>Object.freeze(p));t('spo',()=>Object.setPrototypeOf(p,null));t('inst',()=>p instanceof Object);t('json',()=>JSON.stringify(p));t('forin',()=>{for(const k in p);});t('str',()=>String(p));t('tostr',()=>Object.prototype.toString.call(p));
let f=()=>1;for(let i=0;i<100000;i++)f=new Proxy(f,{});t('call',()=>f());
let g=function(){};for(let i=0;i<100000;i++)g=new Proxy(g,{});t('new',()=>typeof new g);t('bind',()=>typeof g.bind());t('new fail',()=>new f);
let o={};for(let i=0;i<80000;i++)o=Object.create(new Proxy(o,{}));
t('chain get',()=>o.x);t('chain set',()=>{o.x=1});t('chain has',()=>'x' in o);t('chain inst',()=>o instanceof Array);t('chain forin',()=>{let n=0;for(const k in o)n++;return n});t('isProto',()=>Array.prototype.isPrototypeOf(o));
let q={};for(let i=0;i<100000;i++)q=new Proxy({},q);t('handler chain',()=>q.x);
let h={get(){return h2.x}};const h2=new Proxy({},h);t('self',()=>h2.x);
let e=new Error('x');for(let i=0;i<1000;i++)e=new Proxy(e,{});t('err',()=>String(e));
try{ (function(){throw p})() }catch(x){ t('describe',()=>{try{ x() }catch(y){return y.message} }) }
t('null',()=>{null[p]});t('describe2',()=>{class A extends p{}});

const circle=()=>{const a={};Object.setPrototypeOf(a,new Proxy(a,{}));return a};
for(const [n,f] of Object.entries({get:a=>a.x,set:a=>{a.x=1},has:a=>'x' in a,inst:a=>a instanceof Array,isProto:a=>Array.prototype.isPrototypeOf(a),lookup:a=>a.__lookupGetter__('x')}))
  try{f(circle());console.log(n,'ended')}catch(e){console.log(n,e.name,e.message)}
