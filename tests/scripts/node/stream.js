// Streams of objects: reading, writing, transforming, pipelines, errors, iteration.
const {Readable,Writable,Duplex,Transform,PassThrough,pipeline,finished,compose,addAbortSignal}=require('stream'); const sp=require('stream/promises');
const log=[]; const L=(...a)=>log.push(a.map(x=>x instanceof Error?`${x.name}:${x.code}:${x.message}`:typeof x==='object'?JSON.stringify(x):String(x)).join(' '));
// What one stream does comes in order; between streams timers may be late.
process.on('exit',()=>{const groups=new Map(); for(const l of log){const k=l.split(' ')[0]; groups.set(k,[...groups.get(k)??[],l])} console.log([...groups.keys()].sort().map(k=>groups.get(k).join('\n')).join('\n'))});
const ev=(s,n,names=['data','end','close','error','finish','drain','pipe','unpipe','pause','resume','prefinish','readable'])=>{ for(const e of names) s.on(e,x=>L(n,e,e==='data'?x:x instanceof Error?x:'')); return s};
ev(Readable.from(['a','b','c']),'from',['data','end','close','error']);
const r=new Readable({objectMode:true,read(){ if(this.n===undefined) this.n=0; this.push(this.n<3?this.n++:null)}}); ev(r,'r',['data','end','close','pause','resume']);
const rr=new Readable({objectMode:true,read(){}}); rr.on('readable',()=>{let x;while((x=rr.read())!==null)L('rr',x)}); rr.on('end',()=>L('rr end')); rr.push(1);rr.push(2);setTimeout(()=>{rr.push(3);rr.push(null)},5);
const w=ev(new Writable({objectMode:true,highWaterMark:2,write(c,e,cb){L('w write',c);setTimeout(cb,1)},final(cb){L('w final');cb()}}),'w',['drain','finish','close','prefinish','error']);
L('ret',w.write(1),w.write(2),w.write(3),w.writableLength,w.writableNeedDrain); w.end(4,()=>L('w end cb')); L(w.writableEnded,w.writableFinished,w.writable);
w.write(5,e=>L('w cb',e));
const cw=ev(new Writable({objectMode:true,write(c,e,cb){L('cw',c);cb()},writev(cs,cb){L('cw v',cs.map(c=>c.chunk));cb()}}),'cw',['finish','drain','close']); cw.cork();cw.write(1);cw.write(2);cw.write(3);process.nextTick(()=>{cw.uncork();cw.end()});
const t=new Transform({objectMode:true,transform(c,e,cb){cb(null,c*2)},flush(cb){this.push('flush');cb()}}); ev(t,'t',['data','end','finish','close','prefinish']); t.write(1);t.write(2);t.end();
pipeline(Readable.from([1,2,3]),new Transform({objectMode:true,transform(c,e,cb){cb(null,c+1)}}),async function*(src){for await(const x of src) yield x*10},new Writable({objectMode:true,write(c,e,cb){L('pl',c);cb()}}),e=>L('pl done',e));
pipeline(Readable.from([1]),new Transform({objectMode:true,transform(c,e,cb){cb(new Error('boom'))}}),new PassThrough({objectMode:true}),e=>L('pl err',e));
sp.pipeline(async function*(){yield 'x';yield 'y'},async function(src){let s='';for await(const c of src)s+=c;return s}).then(v=>L('sp',v));
sp.pipeline(Readable.from(['q']),new Writable({objectMode:true,write(c,e,cb){cb(new Error('wfail'))}})).catch(e=>L('spe',e));
const d=new Readable({read(){}}); ev(d,'d',['error','close','end']); d.destroy(new Error('destroyed')); L(d.destroyed,d.closed,d.errored); finished(d,e=>L('fin d',e));
const d2=new Readable({read(){}}); finished(d2,e=>L('fin d2',e)); d2.destroy();
finished(new PassThrough().end(),e=>L('pt unread',e)); 
(async()=>{ for await (const x of Readable.from([1,2,3])) { L('it',x); if(x===2) break } const src=new Readable({objectMode:true,read(){this.push(1);this.destroy(new Error('mid'))}}); try{for await(const x of src)L('mid',x)}catch(e){L('caught',e)} 
 L(await Readable.from([1,2,3,4]).map(x=>x*2).filter(x=>x>2).take(2).toArray()); L(await Readable.from([1,2,3]).reduce((a,b)=>a+b,0),await Readable.from([1,2]).some(x=>x>1),await Readable.from([1,2]).every(x=>x>1),await Readable.from([1,2]).find(x=>x>1),await Readable.from([1,2]).flatMap(x=>[x,x]).toArray(),await Readable.from([1,2,3]).drop(1).toArray()); await Readable.from([5]).forEach(x=>L('fe',x)); L(await Readable.from([1,2,3,4]).map(async x=>{await new Promise(r=>setTimeout(r,5-x));return x},{concurrency:2}).toArray()); try{await Readable.from([]).reduce((a,b)=>a)}catch(e){L(e)} try{Readable.from([1]).map(5)}catch(e){L(e)}
 const c=compose(async function*(s){for await(const x of s) yield String(x).toUpperCase()},new PassThrough({objectMode:true})); c.write('abc');c.end(); for await(const x of c)L('compose',x);
 const dup=Duplex.from(async function*(s){for await(const x of s) yield x+1}); dup.write(1);dup.end(2); for await(const x of dup)L('dupfrom',x);
 const ac=new AbortController(); const ab=addAbortSignal(ac.signal,new Readable({read(){}})); ab.on('error',e=>L('abort',e)); ac.abort();
 await sp.finished(Readable.from([]).resume()); L('finished ok'); await sp.finished(new Readable({read(){this.destroy(new Error('no'))}}).resume()).catch(e=>L('fin rej',e));
 const p1=new PassThrough({objectMode:true}),p2=new PassThrough({objectMode:true}); const src2=new PassThrough({objectMode:true}); src2.pipe(p1);src2.pipe(p2); p1.on('data',x=>L('p1',x));p2.on('data',x=>{L('p2',x); if(x===1) src2.unpipe(p1)}); src2.write(1); await new Promise(r=>setTimeout(r,5)); src2.write(2);src2.end(); await sp.finished(p2);
 const slow=new Writable({objectMode:true,highWaterMark:1,write(c,e,cb){L('slow',c);setTimeout(cb,2)}}); ev(slow,'slow',['pipe','unpipe','drain','finish','close']); Readable.from([1,2,3]).pipe(slow); await sp.finished(slow);
 const errdest=new Writable({objectMode:true,write(c,e,cb){cb(new Error('dest'))}}); errdest.on('error',e=>L('dest err',e)); const s5=Readable.from([1,2]); s5.on('close',()=>L('s5 close')); s5.pipe(errdest); await new Promise(r=>setTimeout(r,10)); L('s5',s5.destroyed,s5.readableFlowing);
})();
for (const f of [()=>w.write(null),()=>new Writable().write({}),()=>new Writable().write('x'),()=>new Readable({highWaterMark:-1}),()=>pipeline(1),()=>pipeline(Readable.from([1]),5),()=>finished(5,()=>{}),()=>Readable.from(5),()=>compose(),()=>Readable.from([1]).take(-1),()=>Readable.from([1]).take(-1)]) try{const v=f();v?.on?.('error',e=>L('async',e))}catch(e){L('sync',e)}
const we=new Writable({write(){}}); we.on('error',e=>L('we',e)); we.end(); we.write('late'); const rp=new Readable({read(){},objectMode:true}); rp.on('error',e=>L('rp',e)); rp.push(null); rp.push(1);
const con=new Writable({objectMode:true,construct(cb){L('construct');setTimeout(cb,2)},write(c,e,cb){L('con write',c);cb()},destroy(e,cb){L('con destroy',e);cb(e)}}); con.write(1);con.end();con.on('close',()=>L('con close'));
class My extends Transform { constructor(){super({objectMode:true})} _transform(c,e,cb){this.push(c);this.push(c);cb()} _flush(cb){cb(null,'end')} } const my=new My(); my.on('data',x=>L('my',x)); my.end('z');
L(new Duplex() instanceof Writable,new Duplex() instanceof Readable,new Transform() instanceof Duplex,{} instanceof Writable, require('stream')===require('stream').Stream, new Readable().readableHighWaterMark,new Readable({objectMode:true}).readableHighWaterMark);
const half=new Duplex({objectMode:true,allowHalfOpen:false,read(){this.push(null)},write(c,e,cb){cb()}}); ev(half,'half',['end','finish','close']); half.resume();
const th=new Readable({objectMode:true,read(){throw new Error('read throws')}}); th.on('error',e=>L('th',e)); th.resume();
const dbl=new Writable({objectMode:true,write(c,e,cb){cb();cb()}}); dbl.on('error',e=>L('dbl',e)); dbl.write(1);
