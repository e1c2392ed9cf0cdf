// DOMException, AbortController, AbortSignal.
const e=new DOMException('msg','AbortError');
console.log(e.stack.split('\n')[0], Reflect.ownKeys(e), e.toString(), Object.prototype.toString.call(e), e instanceof Error, e.code,e.name,e.message);
console.log(require('util').inspect(e).split('\n')[0]); console.log(new DOMException().name,new DOMException('x').code,new DOMException('x','Foo').code, new DOMException('x',{name:'DataCloneError',cause:4}).cause, Reflect.ownKeys(new DOMException('x',{name:'DataCloneError',cause:4})));
console.log(Object.getOwnPropertyNames(DOMException),Object.getOwnPropertyNames(DOMException.prototype),Object.getOwnPropertyDescriptor(DOMException.prototype,'name'),Object.getOwnPropertyDescriptor(DOMException,'ABORT_ERR'));
try{structuredClone(()=>{})}catch(x){console.log(x.name,x.code,x.message,x.constructor.name,x instanceof DOMException)}
try{DOMException('x')}catch(x){console.log(x.message)} try{DOMException.prototype.name}catch(x){console.log(x.message,x.code)}
const ac=new AbortController(); console.log(ac, ac.signal); const s=ac.signal; s.onabort=function(e){console.log('onabort',e.type,this===s,e.target===s,e.isTrusted)}; s.addEventListener('abort',e=>console.log('l',e.type)); ac.abort(); ac.abort(5); console.log(ac,s.aborted,s.reason.name,s.reason.message,s.reason.code);
try{s.throwIfAborted()}catch(x){console.log(x===s.reason)}
const a2=AbortSignal.abort('why'); console.log(a2,a2.reason); try{new AbortSignal()}catch(x){console.log(x.name,x.code,x.message)}
const t=AbortSignal.timeout(20); t.onabort=()=>console.log('to',t.reason.name,t.reason.message,t.reason.code); 
const any=AbortSignal.any([s]); console.log(any.aborted,any.reason===s.reason); const c1=new AbortController(),c2=new AbortController(); const an=AbortSignal.any([c1.signal,c2.signal]); an.addEventListener('abort',()=>console.log('any',an.reason)); c2.abort('c2');c1.abort('c1');
for (const f of [()=>AbortSignal.timeout(-1),()=>AbortSignal.timeout('a'),()=>AbortSignal.any(5),()=>AbortSignal.any([5]),()=>AbortSignal.prototype.aborted,()=>AbortController.prototype.signal,()=>AbortController()]) try{console.log(f())}catch(x){console.log(x.name,x.code,x.message)}
console.log(Object.getOwnPropertyDescriptor(globalThis,'AbortController'),Object.keys(AbortSignal.prototype),Object.keys(AbortController.prototype),Object.getOwnPropertyNames(AbortSignal),String(s),String(ac));
const et=new EventTarget(); const c3=new AbortController(); et.addEventListener('x',()=>console.log('never'),{signal:c3.signal}); c3.abort(); et.dispatchEvent(new Event('x')); console.log(typeof s.onabort);
setTimeout(()=>{},40);
console.log(require('util').inspect(an))
