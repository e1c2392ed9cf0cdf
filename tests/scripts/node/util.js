// util: inspection with options, functions made of others, types, errors of the system.
const util=require('util'), assert=0;
const tries=(...fs)=>{for(const f of fs){try{console.log(f())}catch(e){console.log(e.name,e.code,e.message)}}};
console.log(util.inspect.custom, util.promisify.custom, Object.getOwnPropertyDescriptor(util.promisify,'custom'));
tries(()=>util.promisify(5),()=>util.callbackify(5),()=>util.inherits(),()=>util.inherits(function(){},5),()=>util.inherits(function(){}, {}),()=>util.deprecate(5),
 ()=>util.styleText('red','x').replace(/\x1b/g,'E'),()=>util.styleText(['red','bold'],'x').replace(/\x1b/g,'E'),()=>util.styleText('nope','x'),()=>util.styleText('red',5),
 ()=>util.stripVTControlCharacters('\u001b[31mhi\u001b[39m'),()=>util.stripVTControlCharacters(3),()=>util.toUSVString('a\ud800b'),
 ()=>util.isArray([]),()=>util.format('%s %d %i %f %j %o %O %c %%','a',1.5,'42px','3.1',{a:1},[1],{b:2},'css','extra'),
 ()=>util.formatWithOptions({colors:true},'%s %O','x',{a:1n,b:'s'}).replace(/\x1b/g,'E'),()=>util.formatWithOptions(5),
 ()=>util.inspect({a:{b:{c:{d:1}}}},{depth:0}),()=>util.inspect({a:{b:{c:{d:1}}}},false,null),()=>util.inspect(new Map([[1,{a:2}]]),{showHidden:true}),
 ()=>util.inspect({b:1,a:2},{sorted:true}),()=>util.inspect({b:1,a:2},{sorted:(a,b)=>a<b?1:-1}),()=>util.inspect({get a(){return 1}},{getters:true}),
 ()=>util.inspect('a'.repeat(20),{maxStringLength:5}),()=>util.inspect([1,2,3,4],{maxArrayLength:2}),()=>util.inspect(123456789.123,{numericSeparator:true}),
 ()=>util.inspect({a:1,b:{c:2}},{compact:false}),()=>util.inspect({a:1,b:{c:2}},{breakLength:3}));
class Foo{ [util.inspect.custom](d,o,i){ return [d, Object.keys(o), i===util.inspect, o.stylize('x','special')] } }
console.log(util.inspect(new Foo(),{foo:1}));
util.inspect.styles.number='red'; console.log(util.inspect([1,'a'],{colors:true}).replace(/\x1b/g,'E'));
util.inspect.defaultOptions={depth:0}; console.log({a:{b:1}}, util.inspect.defaultOptions.depth); util.inspect.defaultOptions={depth:2};
tries(()=>{util.inspect.defaultOptions=5},()=>{util.inspect.defaultOptions.depth=0; return util.inspect({a:{b:1}})}); util.inspect.defaultOptions.depth=2;
const sleep=util.promisify((ms,cb)=>setTimeout(cb,ms,null,'done')); sleep(1).then(console.log);
util.promisify((cb)=>cb(new Error('bad')))().catch(e=>console.log(e.message));
util.promisify(setTimeout)(1,'v').then(v=>console.log('st',v)); util.promisify(setImmediate)('im').then(v=>console.log(v));
const cbf=util.callbackify(async function foo(a){ if(a===1) return 'ok'; if (a===2) throw new Error('x'); return Promise.reject(null)}); console.log(cbf.name,cbf.length);
cbf(1,(...a)=>console.log(a)); cbf(2,(e)=>console.log(e.message)); cbf(3,e=>console.log(e.code,e.message,e.reason)); tries(()=>cbf(1));
function A(){} function B(){} util.inherits(A,B); console.log(A.super_===B,new A() instanceof B);
process.removeAllListeners('warning'); process.on('warning',w=>console.log('warning',w.name,w.code,w.message));
const d=util.deprecate(function old(a,b){return a+b},'old is old','DEP9'); console.log(d(1,2),d.name,d.length);
for (const k in util.types) if (!/Array|View|Buffer/.test(k)) console.log(k, [new Date,/x/,Promise.resolve(),new Map,new Set,new WeakMap,new WeakSet,new Error,Object(1),Object('s'),Object(true),Object(1n),Object(Symbol()),function*(){},async()=>{},(function*(){})(),new Map().keys(),new Set().values(),(function(){return arguments})(),async function*(){},1,null,undefined].map(v=>+util.types[k](v)).join(''));
tries(()=>util.getSystemErrorName(-2),()=>util.getSystemErrorName(2),()=>util.getSystemErrorName('a'),()=>util.getSystemErrorMap().get(-2),()=>util.getSystemErrorMap().size);
const dl=util.debuglog('foo'); console.log(dl.enabled,dl.name,dl);
console.log(util.isDeepStrictEqual({a:1},{a:1}),util.isDeepStrictEqual([1,,3],[1,undefined,3]),util.isDeepStrictEqual(new Set([{a:1}]),new Set([{a:1}])));
console.log(util._extend({a:1},{b:2}),util.isError(new Error),util.isPrimitive(null),util.isObject(null),util.isFunction(()=>{}));
tries(()=>util.parseEnv('A=1\nB="x y"\n# c\nC=\'q\' # z\nexport D=5\nE=`a`'),()=>util._errnoException(-2,'open','foo').message);
