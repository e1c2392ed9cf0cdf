// Proxies as the console shows them, and in stack traces.
const C=Symbol.for('nodejs.C');const i=(v,o)=>console.dir(v,{customInspect:true,...o});
const p=new Proxy({a:1,b:[1,2]},{get(){throw 1}});
console.log(p,[p],{p});console.log('%o %O %s',p,p,p);
i(p,{showProxy:true});i([p],{showProxy:true});i(new Proxy(p,{}),{showProxy:true});i(new Proxy([1,2,3],{}),{showProxy:1,depth:0});i({x:{y:new Proxy({},{})}},{showProxy:true,depth:1});
i(new Proxy(function f(){},{}));i(new Proxy(class A{},{}));i(new Proxy(new Map([[1,2]]),{}));i(new Proxy(new Date(0),{}));i(new Proxy(new Error('m'),{}).message);i(new Proxy([1,,3],{}));
const r=Proxy.revocable({},{});r.revoke();i(r.proxy);i(r.proxy,{showProxy:true});i([r.proxy]);console.log('%s',r.proxy);
i(new Proxy({a:1,b:'x'.repeat(60),c:'y'.repeat(30)},{get(){},set(){}}),{showProxy:true});
const c={};c.self=new Proxy(c,{});i(c);i(c,{showProxy:true});
let cu=new Proxy({[C](d,o){return 'custom '+(this===cu)+o.showProxy}},{});i(cu);i(Object.create(new Proxy({a:1},{})));i(Object.create(new Proxy(class Foo{}.prototype,{})));
i(new Proxy({},{}),{showProxy:true,colors:true});
class Foo{};i(new Proxy(new Foo,{}));i(new Proxy(new Foo,{}),{showProxy:true});console.log((0,console.log)('%j',new Proxy({a:1},{})));i(new Proxy(Object.create(null),{}));i(new Proxy(new Set([1]),{}),{showProxy:true});
try{null.x}catch(e){}try{structuredClone(p)}catch(e){console.log(e.name,e.message)}
try{(function f(){ new Proxy({},{get(){throw new Error('in trap')}}).x })()}catch(e){console.log(e.stack.split('\n').slice(0,3).join('|').replace(/\(.*?\)/g,''))}
class Q{m(){throw new Error('z')}};try{new Proxy(new Q,{}).m()}catch(e){console.log(e.stack.split('\n')[1].replace(/\(.*?\)/g,''))}
try{new Proxy({m(){throw new Error('z')}},{}).m()}catch(e){console.log(e.stack.split('\n')[1].replace(/\(.*?\)/g,''))}
try{new Proxy(()=>{throw new Error('z')},{}).call(1)}catch(e){console.log(e.stack.split('\n').slice(1,3).join('|').replace(/\(.*?\)/g,''))}
try{new Proxy({},{get:Reflect.get}).x.y}catch(e){console.log(e.message)}
console.log(Object.prototype.hasOwnProperty.call(new Proxy(new Error('q'),{}),'stack'),typeof new Proxy(new Error('q'),{}).stack);
console.log(String(new Proxy(new Error('q'),{})), String(new Proxy(new Error('q'),{})).split('\n')[0]);
console.table(new Proxy([{a:1}],{}));console.log([new Proxy(()=>{},{}),new Proxy(class A extends Q{},{})]);

