// util.parseArgs.
const {parseArgs}=require('util');
const t=(c)=>{try{console.log(parseArgs(c))}catch(e){console.log(e.name,e.code,e.message)}};
t({args:['-f','--bar','b'],options:{f:{type:'boolean',short:'f'},bar:{type:'string'}}});
t({args:['-f','--bar','b'],options:{foo:{type:'boolean',short:'f'},bar:{type:'string'}}});
t({args:['-fb','x','y'],options:{foo:{type:'boolean',short:'f'},bar:{type:'string',short:'b'}},allowPositionals:true});
t({args:['-fbx'],options:{foo:{type:'boolean',short:'f'},bar:{type:'string',short:'b'}}});
t({args:['--bar=x','--bar=y'],options:{bar:{type:'string',multiple:true}}});
t({args:['--nope']}); t({args:['-n']}); t({args:['pos']}); t({args:['--foo=1'],options:{foo:{type:'boolean'}}}); t({args:['--foo'],options:{foo:{type:'string'}}});
t({args:['--foo','-x'],options:{foo:{type:'string'}}}); t({args:['--foo','--','a','-b'],options:{foo:{type:'boolean'}},allowPositionals:true});
t({args:['--nope','v','-x','--a=b'],strict:false}); t({args:['--no-color','--no-foo'],options:{color:{type:'boolean'},foo:{type:'boolean'}},allowNegative:true});
t({args:[],options:{foo:{type:'string',default:'d'},b:{type:'boolean',default:false},m:{type:'string',multiple:true,default:['a']}}});
t({args:[],options:{foo:{type:'number'}}}); t({args:[],options:{foo:{type:'string',short:'ab'}}}); t({args:[],options:{foo:{type:'string',default:5}}}); t({args:5}); t({options:5}); t({args:[],options:{foo:{type:'string',multiple:1}}});
t({args:['-f','--bar','b','--','z','-','q'],options:{f:{type:'boolean',short:'f'},bar:{type:'string'}},tokens:true,allowPositionals:true});
t({args:['-ab=c','--x=','--y'],strict:false,tokens:true}); t({args:['-f','-f'],options:{f:{type:'boolean',short:'f',multiple:true}}});
t({args:['--foo','-'],options:{foo:{type:'string'}}});t({args:['-s-v'],options:{s:{type:'string',short:'s'}}});t({args:['-s','-v'],options:{str:{type:'string',short:'s'}}}); t({args:['--__proto__=x'],strict:false});
t({args:[],options:{m:{type:'string',multiple:true,default:'a'}}});t({args:[],options:{m:{type:'boolean',multiple:true,default:['a']}}});
t({args:['--no-foo'],options:{foo:{type:'string'}},allowNegative:true,strict:false}); t({args:['--no-foo'],options:{foo:{type:'string'}},allowNegative:true});t({args:['--no-foo=1'],options:{foo:{type:'boolean'}},allowNegative:true});
