const fr = new FinalizationRegistry(v => console.log('fin', v));
(function(){ fr.register({}, 'x'); })();
process.on('beforeExit', ()=>console.log('beforeExit')); process.on('exit', ()=>console.log('exit'));
globalThis.gc?.();
