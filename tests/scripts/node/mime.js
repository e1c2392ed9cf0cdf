// util.MIMEType and MIMEParams.
const {MIMEType,MIMEParams}=require('util');
const t=(f)=>{try{console.log(f())}catch(e){console.log(e.name,e.code,e.message)}};
const m=new MIMEType('Text/HTML; Charset=utf-8; q="a \\" b";x=;charset=2');
console.log(m,String(m),m.essence,m.type,m.subtype,[...m.params],JSON.stringify({m}));
t(()=>new MIMEType('x'));t(()=>new MIMEType('a/'));t(()=>new MIMEType('/b'));t(()=>new MIMEType('a@ /b'));t(()=>new MIMEType('a/b;c'));t(()=>new MIMEType('a/b ; c = d ;e=f g'));
m.type='application';m.subtype='JSON';t(()=>{m.type='@'});t(()=>{m.subtype=''});t(()=>{m.essence=1;return m.essence});
m.params.set('foo','bar baz');m.params.delete('charset');console.log(String(m),m.params,m.params.has('foo'),m.params.get('zz'),[...m.params.keys()],[...m.params.values()]);t(()=>m.params.set('@','x'));t(()=>m.params.set('x','\u2603'));
console.log(new MIMEParams(), Object.keys(m),MIMEType.prototype[Symbol.toStringTag]);
