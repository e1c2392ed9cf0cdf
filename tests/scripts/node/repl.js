// The prompt that a program starts on streams of its own: results, errors, commands, lines that go on.
const repl = require('repl');
const { PassThrough, Writable } = require('stream');

const input = new PassThrough();
let text = '';
const output = new Writable({
  write(chunk, encoding, callback) {
    text += chunk;
    callback();
  },
});
const server = repl.start({ prompt: '> ', input, output, terminal: false });
server.context.answer = 42;
server.defineCommand('hi', {
  help: 'Say hi',
  action(name) {
    this.clearBufferedCommand();
    output.write(`hi ${name}\n`);
    this.displayPrompt();
  },
});
server.on('exit', () => {
  console.log(
    text
      .replaceAll('\n> ', '\n> ')
      .split('\n')
      .map(line => line.trimEnd())
      .join('\n'),
  );
  console.log('left');
});
const lines = [
  '1 + 1',
  'answer',
  'var x = 5',
  'x',
  '_',
  '{ a: 1 }',
  'function f() {',
  'return 1',
  '}',
  'f()',
  'throw new Error("x")',
  'foo',
  'let y = 3; y',
  '"str"',
  '[1, 2, { a: { b: { c: 1 } } }]',
  '.hi there',
  'const z = 1',
  'z = 2',
  'undefined',
  '.help',
  '.nope',
  'x +',
  '3',
  '(',
  '.break',
  'class A {}',
  'new A()',
  'null',
  'this === globalThis',
  'require("path").sep',
  'syntax error here',
  '.exit',
];
console.log(Object.keys(repl), repl.start.length);
input.end(lines.join('\n') + '\n');
