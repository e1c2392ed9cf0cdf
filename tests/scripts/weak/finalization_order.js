const fr = new FinalizationRegistry(v => { console.log('fin', v); Promise.resolve().then(()=>console.log('micro', v)); process.nextTick(()=>console.log('tick',v)) });
(function(){ for (let i=0;i<3;i++) fr.register({}, 'x'+i); })();
setTimeout(()=>console.log('timeout0'),0);
setImmediate(()=>console.log('immediate'));
process.on('beforeExit', ()=>console.log('beforeExit')); process.on('exit', ()=>console.log('exit'));
globalThis.gc?.();
Promise.resolve().then(()=>console.log('job'));
