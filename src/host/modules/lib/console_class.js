// The class `Console` (Node page "Console"), for other streams than the process's.
'use strict';

const check = require('internal:validators');
const { typeError } = check;
const { formatWithOptions, inspect } = require('internal:inspect');
const { tableText, timeText } = require('internal:console');
const { Map, Object, Symbol, WeakMap, Error, Reflect } = globalThis;
const { defineProperty } = Object;

const kColorMode = Symbol('kColorMode');
const kIsConsole = Symbol('kIsConsole');
const kGroupIndent = Symbol('kGroupIndent');
const kGroupIndentWidth = Symbol('kGroupIndentWidth');
const kCounts = Symbol('counts');
const inspectOptions = new WeakMap();

function Console(options, ...rest) {
  if (!new.target) return Reflect.construct(Console, [options, ...rest]);
  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: rest[0], ignoreErrors: rest[1] };
  }
  const { stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto', groupIndentation } = options;
  if (!stdout || typeof stdout.write !== 'function') {
    throw typeError('ERR_CONSOLE_WRITABLE_STREAM', 'Console expects a writable stream instance for stdout');
  }
  if (!stderr || typeof stderr.write !== 'function') {
    throw typeError('ERR_CONSOLE_WRITABLE_STREAM', 'Console expects a writable stream instance for stderr');
  }
  if (colorMode !== 'auto' && colorMode !== true && colorMode !== false) check.oneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) check.integer(groupIndentation, 'groupIndentation', 0, 1000);
  if (options.inspectOptions !== undefined) {
    check.object(options.inspectOptions, 'options.inspectOptions');
    if (options.inspectOptions.colors !== undefined && options.colorMode !== undefined) {
      throw typeError(
        'ERR_INCOMPATIBLE_OPTION_PAIR',
        'Option "options.inspectOptions.color" cannot be used in combination with option "colorMode"',
      );
    }
    inspectOptions.set(this, options.inspectOptions);
  }
  // Methods can be taken off their console.
  for (const name of Object.keys(methods)) {
    const bound = methods[name].bind(this);
    defineProperty(bound, 'name', { value: name });
    this[name] = bound;
  }
  const hide = (name, value, more) => {
    defineProperty(this, name, { value, writable: true, enumerable: false, configurable: true, ...more });
  };
  hide('_stdout', stdout);
  hide('_stderr', stderr);
  hide('_stdoutErrorHandler', errorHandler(this, stdout));
  hide('_stderrErrorHandler', errorHandler(this, stderr));
  hide('_ignoreErrors', Boolean(ignoreErrors));
  hide('_times', new Map());
  hide(kCounts, new Map());
  hide(kColorMode, colorMode);
  hide(kIsConsole, true);
  hide(kGroupIndent, '');
  hide(kGroupIndentWidth, groupIndentation ?? 2);
  hide(Symbol.toStringTag, 'console', { writable: false });
}

defineProperty(Console, Symbol.hasInstance, {
  value(instance) {
    return instance?.[kIsConsole] === true || instance === globalThis.console;
  },
});

const nothing = () => {};

function errorHandler(instance, stream) {
  return error => {
    // A stream that fails says so; the console does not.
    if (error !== null && error !== undefined && !stream._writableState?.errorEmitted) {
      if (stream.listenerCount?.('error') === 0) stream.once('error', nothing);
    }
  };
}

function write(instance, isError, text) {
  const stream = isError ? instance._stderr : instance._stdout;
  const handler = isError ? instance._stderrErrorHandler : instance._stdoutErrorHandler;
  const indent = instance[kGroupIndent];
  if (indent.length > 0) text = indent + text.replaceAll('\n', `\n${indent}`);
  text += '\n';
  if (!instance._ignoreErrors) {
    stream.write(text);
    return;
  }
  try {
    if (stream.listenerCount?.('error') === 0) stream.once('error', nothing);
    stream.write(text, handler);
  } catch (error) {
    if (error instanceof RangeError && error.message === 'Maximum call stack size exceeded') throw error;
  } finally {
    stream.removeListener?.('error', nothing);
  }
}

function optionsFor(instance, stream) {
  let color = instance[kColorMode];
  if (color === 'auto') {
    color = Boolean(stream.isTTY) && (typeof stream.getColorDepth === 'function' ? stream.getColorDepth() > 2 : true);
  }
  const options = inspectOptions.get(instance);
  if (options) return options.colors === undefined ? { ...options, colors: color } : options;
  return { colors: color };
}

const warn = text => process.emitWarning(text);

function stopwatch(instance, method, label, data) {
  label = `${label}`;
  const started = instance._times.get(label);
  if (started === undefined) {
    warn(`No such label '${label}' for console.${method}()`);
    return false;
  }
  const [seconds, nanos] = process.hrtime(started);
  instance.log('%s: %s', label, timeText(seconds * 1000 + nanos / 1e6), ...data);
  return true;
}

const methods = {
  log(...args) {
    write(this, false, formatWithOptions(optionsFor(this, this._stdout), ...args));
  },
  warn(...args) {
    write(this, true, formatWithOptions(optionsFor(this, this._stderr), ...args));
  },
  dir(object, options) {
    write(this, false, inspect(object, { customInspect: false, ...optionsFor(this, this._stdout), ...options }));
  },
  time(label = 'default') {
    label = `${label}`;
    if (this._times.has(label)) warn(`Label '${label}' already exists for console.time()`);
    else this._times.set(label, process.hrtime());
  },
  timeEnd(label = 'default') {
    if (stopwatch(this, 'timeEnd', label, [])) this._times.delete(`${label}`);
  },
  timeLog(label = 'default', ...data) {
    stopwatch(this, 'timeLog', label, data);
  },
  trace: function trace(...args) {
    const error = { name: 'Trace', message: formatWithOptions(optionsFor(this, this._stderr), ...args) };
    Error.captureStackTrace(error, trace);
    this.error(error.stack);
  },
  assert(expression, ...args) {
    if (expression) return;
    args[0] = `Assertion failed${args.length === 0 ? '' : `: ${args[0]}`}`;
    this.warn(...args);
  },
  clear() {
    if (this._stdout.isTTY && process.env.TERM !== 'dumb') this._stdout.write('\x1b[1;1H\x1b[0J');
  },
  count(label = 'default') {
    label = `${label}`;
    const count = (this[kCounts].get(label) ?? 0) + 1;
    this[kCounts].set(label, count);
    this.log(`${label}: ${count}`);
  },
  countReset(label = 'default') {
    label = `${label}`;
    if (!this[kCounts].delete(label)) warn(`Count for '${label}' does not exist`);
  },
  group(...data) {
    if (data.length > 0) this.log(...data);
    this[kGroupIndent] += ' '.repeat(this[kGroupIndentWidth]);
  },
  groupEnd() {
    this[kGroupIndent] = this[kGroupIndent].slice(0, this[kGroupIndent].length - this[kGroupIndentWidth]);
  },
  table(tabularData, properties) {
    const text = tableText(tabularData, properties);
    this.log(text === undefined ? tabularData : text);
  },
  debug(...args) {
    methods.log.apply(this, args);
  },
  info(...args) {
    methods.log.apply(this, args);
  },
  dirxml(...args) {
    methods.log.apply(this, args);
  },
  error(...args) {
    methods.warn.apply(this, args);
  },
  groupCollapsed(...data) {
    methods.group.apply(this, data);
  },
};
for (const name of Object.keys(methods)) Console.prototype[name] = methods[name];

module.exports = { Console };
