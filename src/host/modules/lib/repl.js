// `repl` (Node page "REPL"): a prompt that a program starts on streams of its own choice. Lines are
// edited by the terminal.
'use strict';

const check = require('internal:validators');
const { invalidArgument } = check;
const { Interface } = require('readline');
const vm = require('vm');
const util = require('util');
const { builtinModules } = require('module');
const { Math, Object, Promise, Reflect, Set, String, Symbol, SyntaxError } = globalThis;
const { defineProperty } = Object;

const REPL_MODE_SLOPPY = Symbol('repl-sloppy');
const REPL_MODE_STRICT = Symbol('repl-strict');

// What is not to be offered as a variable.
const isPublic = name => !name.startsWith('_') && !name.includes('/');

const writer = object => util.inspect(object, writer.options);
writer.options = { ...util.inspect.defaultOptions, showProxy: true };

// An error that further lines may mend.
class Recoverable extends SyntaxError {
  constructor(err) {
    super();
    this.err = err;
  }
}

const unfinished = [
  'Unexpected end of input',
  'missing ) after argument list',
  'Unterminated template literal',
  'Unterminated template',
  'Unterminated regular expression: missing /',
];

function isRecoverable(fault, code) {
  if (fault?.name !== 'SyntaxError') return false;
  if (fault.message === 'Invalid or unexpected token') return /\\\n?$/.test(code);
  // Only what stops at the very end can go on.
  if (fault.message === 'missing ) after argument list') {
    const frames = String(fault.stack).split('\n');
    const at = frames.length > 2 ? frames[2].indexOf('^') : -1;
    return at === -1 || at >= (frames[1] ?? '').trimEnd().length;
  }
  return unfinished.includes(fault.message);
}

function isValidSyntax(code) {
  for (const text of [`_=${code}`, code]) {
    try {
      new vm.Script(text, { filename: 'repl' });
      return true;
    } catch {
      // The next form may do.
    }
  }
  return false;
}

let scripts = 0;

// Code as it is run: an object in braces is no block, and what waits stands in a function.
function compile(code, filename, strict) {
  const prefix = strict ? "'use strict'; void 0; " : '';
  const make = text => new vm.Script(prefix + text, { filename });
  const trimmed = code.trim();
  if (/^\s*{/.test(code) && !/;\s*$/.test(code)) {
    try {
      return { script: make(`(${trimmed})\n`) };
    } catch {
      // It is a block after all.
    }
  }
  try {
    return { script: make(code) };
  } catch (fault) {
    if (!/\bawait\b/.test(code) || isRecoverable(fault, code)) throw fault;
    const names = [];
    const body = trimmed.replace(/^(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=/, (all, name) => {
      names.push(name);
      return `${name} =`;
    });
    const declared = names.map(name => `var ${name};`).join('');
    for (const text of [`(async () => (${body.replace(/;$/, '')}\n))()`, `(async () => {${body}\n})()`]) {
      try {
        return { script: make(declared + text), waits: true, silent: names.length > 0 };
      } catch {
        // As statements, then.
      }
    }
    throw fault;
  }
}

class REPLServer extends Interface {
  constructor(prompt, stream, evaluate, useGlobal, ignoreUndefined, replMode) {
    let options = {};
    if (prompt !== null && typeof prompt === 'object') {
      options = { ...prompt };
      ({ prompt, stream, eval: evaluate, useGlobal, ignoreUndefined, replMode } = options);
    }
    const input = options.input ?? stream?.stdin ?? stream ?? process.stdin;
    const output = options.output ?? stream?.stdout ?? (stream ? stream : process.stdout);
    super({
      input,
      output,
      completer: options.completer,
      terminal: options.terminal ?? output.isTTY,
      historySize: options.historySize,
      prompt: prompt ?? '> ',
    });
    if (evaluate !== undefined && typeof evaluate !== 'function') {
      throw invalidArgument('options.eval', 'of type function', evaluate);
    }
    this.input = this.inputStream = input;
    this.output = this.outputStream = output;
    this.useColors = Boolean(options.useColors);
    this.useGlobal = Boolean(useGlobal);
    this.ignoreUndefined = Boolean(ignoreUndefined);
    this.replMode = replMode ?? REPL_MODE_SLOPPY;
    this.underscoreAssigned = false;
    this.underscoreErrAssigned = false;
    this.last = undefined;
    this.lastError = undefined;
    this.breakEvalOnSigint = Boolean(options.breakEvalOnSigint);
    this.editorMode = false;
    this.eval = evaluate ?? this.#evaluate;
    this.writer = options.writer ?? writer;
    this.commands = { __proto__: null };
    this.lines = [];
    this._initialPrompt = prompt ?? '> ';
    defineProperty(this, 'bufferedCommand', {
      value: '',
      writable: true,
      enumerable: true,
      configurable: true,
    });
    this.resetContext();
    for (const name in commands) this.defineCommand(name, commands[name]);
    this.on('line', line => this.#take(line));
    this.on('close', () => this.#end());
    this.on('SIGINT', () => this.close());
    this.displayPrompt();
  }

  #waiting = [];
  #busy = false;
  #ended = false;

  #end() {
    if (this.#busy) this.#ended = true;
    else process.nextTick(() => this.emit('exit'));
  }

  // Lines wait while one is evaluated.
  #take(line) {
    if (this.#busy) {
      this.#waiting.push(line);
      return;
    }
    const trimmed = line.trim();
    if (trimmed.startsWith('.') && !/^\.\d/.test(trimmed)) {
      const { 1: name, 2: rest } = /^\.([^\s]+)\s*(.*)$/.exec(trimmed) ?? [];
      const command = name === undefined ? undefined : this.commands[name];
      if (command !== undefined) {
        Reflect.apply(command.action, this, [rest]);
        return;
      }
      if (this.bufferedCommand === '') {
        this.output.write('Invalid REPL keyword\n');
        this.displayPrompt();
        return;
      }
    }
    const code = `${this.bufferedCommand}${line}\n`;
    this.#busy = true;
    const finish = (fault, value) => {
      this.#busy = false;
      this.#show(code, line, fault, value);
      while (this.#waiting.length > 0 && !this.#busy) this.#take(this.#waiting.shift());
      if (this.#ended && !this.#busy) {
        this.#ended = false;
        this.#end();
      }
    };
    this.eval(code, this.context, `REPL${++scripts}`, finish);
  }

  #show(code, line, fault, value) {
    if (fault instanceof Recoverable) {
      this.bufferedCommand = code;
      this.displayPrompt();
      return;
    }
    this.lines.push(...code.split('\n').slice(0, -1));
    this.bufferedCommand = '';
    if (fault) {
      this.#complain(fault.domainThrown ? fault.value : fault);
    } else if (value !== undefined || !this.ignoreUndefined) {
      if (!this.underscoreAssigned) this.last = value;
      this.output.write(`${this.writer(value)}\n`);
    }
    if (!this.closed || this.#busy) this.displayPrompt();
  }

  #complain(thrown) {
    if (!this.underscoreErrAssigned) this.lastError = thrown;
    if (thrown !== null && typeof thrown === 'object' && typeof thrown.stack === 'string') {
      let { stack } = thrown;
      if (thrown.name === 'SyntaxError') {
        stack = stack.replace(/^REPL\d+:\d+\r?\n/, '');
        // Neither frames nor the hint below the message.
        const head = `SyntaxError: ${thrown.message}`;
        const at = stack.indexOf(head);
        if (at !== -1) stack = stack.slice(0, at + head.length);
      } else {
        const lines = stack.split('\n');
        const end = lines.findIndex(text => /^ {4}at REPL\d+:\d+:\d+$/.test(text));
        if (end !== -1) stack = lines.slice(0, end).join('\n');
      }
      defineProperty(thrown, 'stack', {
        value: stack,
        writable: true,
        configurable: true,
        enumerable: false,
      });
    }
    let text = this.writer(thrown);
    if (text.startsWith('[') && text.endsWith(']')) text = text.slice(1, -1);
    const lines = text.split(/(?<=\n)/);
    const place = lines.findIndex(part => /^\[?([A-Z][a-z0-9_]*)*Error/.test(part));
    if (place !== -1) lines[place] = `Uncaught ${lines[place]}`;
    else lines[0] = `Uncaught${lines.length === 1 ? ' ' : ':\n'}${lines[0]}`;
    const shown = lines.join('');
    this.output.write(shown.endsWith('\n') ? shown : `${shown}\n`);
  }

  #evaluate(code, context, filename, callback) {
    let compiled;
    try {
      if (/^\s*$/.test(code)) {
        callback(null);
        return;
      }
      compiled = compile(code, filename, this.replMode === REPL_MODE_STRICT);
    } catch (fault) {
      callback(isRecoverable(fault, code) ? new Recoverable(fault) : fault);
      return;
    }
    let result;
    try {
      const { script } = compiled;
      const options = { displayErrors: false };
      result = this.useGlobal ? script.runInThisContext(options) : script.runInContext(context, options);
    } catch (thrown) {
      callback(thrown ?? { domainThrown: true, value: thrown });
      return;
    }
    if (!compiled.waits) {
      callback(null, result);
      return;
    }
    Promise.resolve(result).then(
      value => callback(null, compiled.silent ? undefined : value),
      reason => callback(reason ?? { domainThrown: true, value: reason }),
    );
  }

  createContext() {
    if (this.useGlobal) return globalThis;
    const context = vm.createContext();
    const own = new Set(vm.runInContext('Object.getOwnPropertyNames(globalThis)', context));
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      if (!own.has(name)) defineProperty(context, name, Object.getOwnPropertyDescriptor(globalThis, name));
    }
    context.global = context;
    defineProperty(context, 'console', { configurable: true, writable: true, value: console });
    return context;
  }

  resetContext() {
    this.context = this.createContext();
    this.underscoreAssigned = false;
    this.underscoreErrAssigned = false;
    this.lines = [];
    const { Module, createRequire } = require('module');
    const own = new Module('<repl>');
    own.paths = Module._nodeModulePaths?.(process.cwd()) ?? [];
    const load = createRequire(`${process.cwd()}/`);
    for (const [name, value] of [
      ['module', own],
      ['require', load],
      ['exports', own.exports],
    ]) {
      defineProperty(this.context, name, { configurable: true, writable: true, value });
    }
    for (const name of builtinModules) {
      if (!isPublic(name) || name in this.context) continue;
      defineProperty(this.context, name, {
        configurable: true,
        enumerable: false,
        get: () => load(name),
        set: value => {
          defineProperty(this.context, name, { value, configurable: true, enumerable: true, writable: true });
        },
      });
    }
    this.#underscore('_', 'last', 'underscoreAssigned', 'Expression');
    this.#underscore('_error', 'lastError', 'underscoreErrAssigned', 'Error');
    this.emit('reset', this.context);
  }

  #underscore(name, slot, flag, what) {
    defineProperty(this.context, name, {
      configurable: true,
      get: () => this[slot],
      set: value => {
        this[slot] = value;
        if (this[flag]) return;
        this[flag] = true;
        this.output.write(`${what} assignment to ${name} now disabled.\n`);
      },
    });
  }

  displayPrompt(preserveCursor) {
    if (this.closed) return;
    const prompt = this.getPrompt();
    if (this.bufferedCommand !== '') {
      super.setPrompt('... ');
      this.prompt(preserveCursor);
      super.setPrompt(prompt);
    } else {
      this.prompt(preserveCursor);
    }
  }

  setPrompt(prompt) {
    this._initialPrompt = prompt;
    super.setPrompt(prompt);
  }

  clearBufferedCommand() {
    this.bufferedCommand = '';
  }

  defineCommand(keyword, command) {
    if (typeof command === 'function') command = { action: command };
    else if (typeof command?.action !== 'function') {
      throw invalidArgument('cmd.action', 'of type function', command?.action);
    }
    this.commands[keyword] = command;
  }

  setupHistory(historyPath, callback) {
    process.nextTick(() => callback?.(null, this));
  }

  close() {
    if (this.closed) return;
    super.close();
  }
}

const commands = {
  break: {
    help: 'Sometimes you get stuck, this gets you out',
    action() {
      this.clearBufferedCommand();
      this.displayPrompt();
    },
  },
  clear: {
    help: 'Break, and also clear the local context',
    action() {
      this.clearBufferedCommand();
      if (!this.useGlobal) {
        this.output.write('Clearing context...\n');
        this.resetContext();
      }
      this.displayPrompt();
    },
  },
  exit: {
    help: 'Exit the REPL',
    action() {
      this.close();
    },
  },
  help: {
    help: 'Print this help message',
    action() {
      const names = Object.keys(this.commands).sort();
      const width = names.reduce((most, name) => Math.max(most, name.length), 0);
      for (const name of names) {
        const { help } = this.commands[name];
        this.output.write(`.${name}${help ? ' '.repeat(width - name.length + 3) + help : ''}\n`);
      }
      this.output.write('\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL\n');
      this.displayPrompt();
    },
  },
  load: {
    help: 'Load JS from a file into the REPL session',
    action(file) {
      try {
        const text = require('fs').readFileSync(file, 'utf8');
        for (const line of text.split('\n')) this.write(`${line}\n`);
      } catch {
        this.output.write(`Failed to load: ${file}\n`);
      }
      this.displayPrompt();
    },
  },
  save: {
    help: 'Save all evaluated commands in this REPL session to a file',
    action(file) {
      try {
        require('fs').writeFileSync(file, `${this.lines.join('\n')}`);
        this.output.write(`Session saved to: ${file}\n`);
      } catch {
        this.output.write(`Failed to save: ${file}\n`);
      }
      this.displayPrompt();
    },
  },
};

function start(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode) {
  return new REPLServer(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode);
}

module.exports = {
  start,
  writer,
  REPLServer,
  REPL_MODE_SLOPPY,
  REPL_MODE_STRICT,
  Recoverable,
  isValidSyntax,
  builtinModules,
};
