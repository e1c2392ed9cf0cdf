const prettier = require('prettier');
(async () => {
  const samples = [
    [
      'babel',
      'const a={b:1,c:[1,2,3],d(){return this.b}};async function f(x,y){if(x){await y}else throw new Error("some very long text that must be wrapped somewhere"+x+y+a.b.c.d.e)}',
    ],
    ['css', 'a{color:red;background:blue}@media (max-width:100px){b>c{margin:0 auto}}'],
    ['markdown', '# a\n* x\n* y\n\n| a | b |\n|--|:-:|\n| 1 | long cell |\n'],
    ['json', '{"a":[1,2,{"b":null}]}'],
    ['yaml', 'a:   1\nb:\n    - x\n    -   y\n'],
    ['html', '<div><p>text <b>bold</b></p><ul><li>1</li><li>2</li></ul></div>'],
    ['typescript', 'interface A<T>{x:T;y?:string}\nfunction g<T extends A<any>>(a:T):asserts a is T{}'],
  ];
  for (const [parser, text] of samples) console.log(await prettier.format(text, { parser }));
  try {
    await prettier.format('a b', { parser: 'babel' });
  } catch (e) {
    console.log(e.message);
  }
})();
