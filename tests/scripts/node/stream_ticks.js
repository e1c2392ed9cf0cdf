// When a stream finishes, in ticks.
const {Writable,Transform,PassThrough}=require('stream');
const depth=(label)=>{let n=0;const f=()=>{n++; if(n<8) process.nextTick(f)}; process.nextTick(f); return ()=>console.log(label,n)};
function t(label,opt,fn){ const d=depth(label); const w=new Writable({objectMode:true,...opt}); w.on('finish',()=>d()); w.on('drain',()=>console.log(label,'drain')); fn(w); }
t('plain',{write(c,e,cb){cb()}},w=>{w.write(1);w.end()});
t('plain cb',{write(c,e,cb){cb()}},w=>{w.write(1,()=>{});w.end()});
t('end chunk',{write(c,e,cb){cb()}},w=>{w.end(1)});
t('empty',{write(c,e,cb){cb()}},w=>{w.end()});
t('writev',{write(c,e,cb){cb()},writev(c,cb){cb()}},w=>{w.cork();w.write(1);w.write(2);w.uncork();w.end()});
t('writev cb',{write(c,e,cb){cb()},writev(c,cb){cb()}},w=>{w.cork();w.write(1,()=>{});w.write(2);w.uncork();w.end()});
t('corked end',{write(c,e,cb){cb()},writev(c,cb){cb()}},w=>{w.cork();w.write(1);w.write(2);w.end()});
t('corked nov',{write(c,e,cb){cb()}},w=>{w.cork();w.write(1);w.write(2);w.end()});
t('final',{write(c,e,cb){cb()},final(cb){cb()}},w=>{w.write(1);w.end()});
t('tick',{write(c,e,cb){process.nextTick(cb)}},w=>{w.write(1);w.end()});
t('hwm',{highWaterMark:1,write(c,e,cb){cb()}},w=>{w.write(1);w.end()});
t('hwm2',{highWaterMark:1,write(c,e,cb){cb()}},w=>{w.write(1)});
const w=new Writable({objectMode:true,highWaterMark:1,write(c,e,cb){cb()}}); w.on('drain',()=>console.log('drain')); console.log(w.write(1),w.writableNeedDrain,w.writableLength); setTimeout(()=>console.log(w._writableState.needDrain,w._writableState.pendingcb),10);
const w2=new Writable({objectMode:true,highWaterMark:2,write(c,e,cb){cb()}}); w2.on('drain',()=>console.log('drain2')); console.log(w2.write(1),w2.write(2),w2.write(3));
const w3=new Writable({objectMode:true,highWaterMark:1,write(c,e,cb){cb()}}); w3.on('drain',()=>console.log('drain3')); console.log(w3.write(1,()=>console.log('cb3')));
const w4=new Writable({objectMode:true,highWaterMark:1,write(c,e,cb){process.nextTick(cb)}}); w4.on('drain',()=>console.log('drain4')); console.log(w4.write(1));
const w5=new Writable({objectMode:true,write(c,e,cb){cb()}}); w5.write(1,()=>console.log('cb5')); w5.write(1,()=>console.log('cb5b')); process.nextTick(()=>console.log('t1')); w5.end(()=>console.log('endcb')); w5.on('finish',()=>console.log('finish5'));process.nextTick(()=>{console.log('t2');process.nextTick(()=>console.log('t3'))});
