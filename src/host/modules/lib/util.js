// `util` (Node page "Util").
'use strict';

const check = require('internal:validators');
const { error, typeError, invalidArgument, invalidValue } = check;
const inspection = require('internal:inspect');
const { kindOf } = require('internal:types');
const { isDeepStrictEqual } = require('internal:comparisons');
const types = require('util/types');
const { Object, Array, Promise, Reflect, Symbol, Error, Set, String } = globalThis;
const { defineProperty, defineProperties, getOwnPropertyDescriptors, setPrototypeOf, getPrototypeOf } = Object;
const { apply, getOwnPropertyDescriptor } = Reflect;
const then = Promise.prototype.then;

const { inspect, format, formatWithOptions, custom, showStyles } = inspection;

// ---- inspect

const colors = {
  __proto__: null,
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
};
const hues = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
hues.forEach((hue, i) => (colors[hue] = [30 + i, 39]));
const background = hue => `bg${hue[0].toUpperCase()}${hue.slice(1)}`;
hues.forEach((hue, i) => (colors[background(hue)] = [40 + i, 49]));
colors.framed = [51, 54];
colors.overlined = [53, 55];
const bright = ['gray', ...hues.slice(1).map(hue => `${hue}Bright`)];
bright.forEach((hue, i) => (colors[hue] = [90 + i, 39]));
bright.forEach((hue, i) => (colors[background(hue)] = [100 + i, 49]));

function alias(target, name) {
  defineProperty(colors, name, {
    get() {
      return this[target];
    },
    set(value) {
      this[target] = value;
    },
    configurable: true,
    enumerable: false,
  });
}
const aliases = {
  gray: ['grey', 'blackBright'],
  bgGray: ['bgGrey', 'bgBlackBright'],
  dim: ['faint'],
  strikethrough: ['crossedout', 'strikeThrough', 'crossedOut'],
  hidden: ['conceal'],
  inverse: ['swapColors', 'swapcolors'],
  doubleunderline: ['doubleUnderline'],
};
for (const target of Object.keys(aliases)) for (const name of aliases[target]) alias(target, name);

const defaultOptions = Object.seal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});

defineProperties(inspect, {
  custom: { value: custom, writable: true, enumerable: true, configurable: true },
  defaultOptions: {
    get() {
      return defaultOptions;
    },
    set(options) {
      check.object(options, 'options');
      Object.assign(defaultOptions, options);
    },
  },
  colors: { value: colors, writable: true, enumerable: true, configurable: true },
  styles: {
    value: {
      __proto__: null,
      special: 'cyan',
      number: 'yellow',
      bigint: 'yellow',
      boolean: 'yellow',
      undefined: 'grey',
      null: 'bold',
      string: 'green',
      symbol: 'green',
      date: 'magenta',
      regexp: 'red',
      module: 'underline',
    },
    writable: true,
    enumerable: true,
    configurable: true,
  },
});
showStyles(defaultOptions);

// ---- functions made of others

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');
const kCustomArguments = Symbol('customPromisifyArgs');

function promisify(original) {
  check.func(original, 'original');
  const own = original[kCustomPromisify];
  if (own) {
    check.func(own, 'util.promisify.custom');
    return defineProperty(own, kCustomPromisify, {
      value: own,
      enumerable: false,
      writable: false,
      configurable: true,
    });
  }
  const names = original[kCustomArguments];
  function promised(...args) {
    return new Promise((resolve, reject) => {
      apply(original, this, [
        ...args,
        (error, ...values) => {
          if (error) return reject(error);
          if (names === undefined || values.length <= 1) return resolve(values[0]);
          const named = {};
          for (let i = 0; i < names.length; i++) named[names[i]] = values[i];
          return resolve(named);
        },
      ]);
    });
  }
  setPrototypeOf(promised, getPrototypeOf(original));
  defineProperty(promised, kCustomPromisify, {
    value: promised,
    enumerable: false,
    writable: false,
    configurable: true,
  });
  const descriptors = getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(descriptors)) setPrototypeOf(descriptors[key], null);
  return defineProperties(promised, descriptors);
}
promisify.custom = kCustomPromisify;
defineProperty(promisify, 'customArgs', { value: kCustomArguments, enumerable: false });
for (const name of ['setTimeout', 'setImmediate']) {
  defineProperty(globalThis[name], kCustomPromisify, {
    get: () => require('timers/promises')[name],
    enumerable: true,
    configurable: true,
  });
}

function callbackify(original) {
  check.func(original, 'original');
  function callbackified(...args) {
    const callback = args.pop();
    check.func(callback, 'last argument');
    const done = (...results) => apply(callback, this, results);
    apply(then, apply(original, this, args), [
      value => process.nextTick(done, null, value),
      reason => process.nextTick(rejected, reason, done),
    ]);
  }
  const descriptors = getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  for (const key of Reflect.ownKeys(descriptors)) setPrototypeOf(descriptors[key], null);
  return defineProperties(callbackified, descriptors);
}

function rejected(reason, done) {
  // A callback must be able to tell that something failed.
  if (!reason) {
    const wrapped = error('ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value');
    wrapped.reason = reason;
    Error.captureStackTrace(wrapped, rejected);
    reason = wrapped;
  }
  return done(reason);
}

const told = new Set();

function deprecate(original, message, code) {
  if (code !== undefined) check.string(code, 'code');
  if (process.noDeprecation === true) return original;
  let warned = false;
  function deprecated(...args) {
    if (!warned) {
      warned = true;
      if (code !== undefined) {
        if (!told.has(code)) {
          process.emitWarning(message, 'DeprecationWarning', code, deprecated);
          told.add(code);
        }
      } else {
        process.emitWarning(message, 'DeprecationWarning', deprecated);
      }
    }
    return new.target ? Reflect.construct(original, args, new.target) : apply(original, this, args);
  }
  setPrototypeOf(deprecated, original);
  if (original.prototype) deprecated.prototype = original.prototype;
  return deprecated;
}

function inherits(constructor, parent) {
  if (constructor === undefined || constructor === null) throw invalidArgument('ctor', 'of type function', constructor);
  if (parent === undefined || parent === null) throw invalidArgument('superCtor', 'of type function', parent);
  if (parent.prototype === undefined) {
    throw invalidArgument('superCtor.prototype', 'of type object', parent.prototype);
  }
  defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
  setPrototypeOf(constructor.prototype, parent.prototype);
}

// ---- debuglog

let debugPattern;

function isDebugged(section) {
  if (debugPattern === undefined) {
    const sections = process.env.NODE_DEBUG || '';
    const escaped = sections
      .replace(/[|\\{}()[\]^$+?.]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll(',', '$|^');
    debugPattern = sections ? new RegExp(`^${escaped}$`, 'i') : null;
  }
  return debugPattern !== null && debugPattern.test(section);
}

function debuglog(section, callback) {
  let enabled;
  const name = section.toUpperCase();
  const test = () => (enabled ??= isDebugged(name));
  const log = (...args) => {
    if (!test()) return;
    process.stderr.write(`${name} ${process.pid}: ${format(...args)}\n`);
  };
  let logger = (...args) => {
    if (typeof callback === 'function') callback(log);
    logger = log;
    log(...args);
  };
  const wrapped = (...args) => logger(...args);
  defineProperty(wrapped, 'name', { value: 'logger' });
  defineProperty(wrapped, 'enabled', { get: test, configurable: true, enumerable: true });
  return wrapped;
}

// ---- texts

const ansi = new RegExp(
  '[\\u001B\\u009B][[\\]()#;?]*' +
    '(?:(?:(?:(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]+)*|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]*)*)?(?:\\u0007|\\u001B\\u005C|\\u009C))' +
    '|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PR-TZcf-nq-uy=><~]))',
  'g',
);

function stripVTControlCharacters(text) {
  check.string(text, 'str');
  return text.indexOf('\u001B') === -1 && text.indexOf('\u009B') === -1 ? text : text.replace(ansi, '');
}

function styleText(style, text, options = {}) {
  check.string(text, 'text');
  check.object(options, 'options');
  const { validateStream = true, stream = process.stdout } = options;
  check.boolean(validateStream, 'options.validateStream');
  let plain = false;
  const list = Array.isArray(style) ? style : [style];
  if (validateStream) {
    if (stream === null || typeof stream !== 'object' || typeof stream.write !== 'function') {
      throw invalidArgument('stream', 'an instance of ReadableStream, WritableStream, or Stream', stream);
    }
    plain = list !== style && !shouldColorize(stream);
  }
  let left = '';
  let right = '';
  for (const name of list) {
    if (name === 'none') continue;
    const codes = colors[name];
    if (codes == null) check.oneOf(name, 'format', Object.keys(colors));
    left += `\u001b[${codes[0]}m`;
    right = `\u001b[${codes[1]}m${right}`;
  }
  return plain ? text : `${left}${text}${right}`;
}

function shouldColorize(stream) {
  if (process.env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(process.env.FORCE_COLOR);
  return Boolean(stream?.isTTY) && (typeof stream.hasColors !== 'function' || stream.hasColors());
}

function toUSVString(text) {
  return `${text}`.toWellFormed();
}

function parseEnv(content) {
  check.string(content, 'content');
  return require('internal:dotenv').parse(content);
}

// ---- errors of the system

function getSystemErrorName(number) {
  check.number(number, 'err');
  if (number >= 0 || !Number.isSafeInteger(number)) {
    throw check.outOfRange('err', 'a negative integer', number);
  }
  return require('internal:system_errors').nameOf(number);
}

function getSystemErrorMap() {
  return require('internal:system_errors').map();
}

function _errnoException(number, syscall, original) {
  return require('internal:system_errors').errnoException(number, syscall, original);
}

function _exceptionWithHostPort(number, syscall, address, port, additional) {
  return require('internal:system_errors').exceptionWithHostPort(number, syscall, address, port, additional);
}

// ---- what is said of values

const isPrimitive = value => value === null || (typeof value !== 'object' && typeof value !== 'function');

function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  const own = Object.keys(source);
  for (let i = own.length - 1; i >= 0; i--) target[own[i]] = source[own[i]];
  return target;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function log(...args) {
  const now = new Date();
  const two = number => `${number}`.padStart(2, '0');
  const time = [two(now.getHours()), two(now.getMinutes()), two(now.getSeconds())].join(':');
  console.log('%s - %s', `${now.getDate()} ${months[now.getMonth()]} ${time}`, format(...args));
}

async function aborted(signal, resource) {
  if (signal === undefined) throw invalidArgument('signal', 'an instance of AbortSignal', signal);
  check.abortSignal(signal, 'signal');
  check.anyObject(resource, 'resource');
  if (signal.aborted) return undefined;
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
}

module.exports = {
  _errnoException,
  _exceptionWithHostPort,
  _extend,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  styleText,
  formatWithOptions,
  getSystemErrorMap,
  getSystemErrorName,
  inherits,
  inspect,
  isArray: Array.isArray,
  isBoolean(value) {
    return typeof value === 'boolean';
  },
  isBuffer(value) {
    return globalThis.Buffer !== undefined && globalThis.Buffer.isBuffer(value);
  },
  isDeepStrictEqual(a, b) {
    return isDeepStrictEqual(a, b);
  },
  isNull(value) {
    return value === null;
  },
  isNullOrUndefined(value) {
    return value === null || value === undefined;
  },
  isNumber(value) {
    return typeof value === 'number';
  },
  isString(value) {
    return typeof value === 'string';
  },
  isSymbol(value) {
    return typeof value === 'symbol';
  },
  isUndefined(value) {
    return value === undefined;
  },
  isRegExp: types.isRegExp,
  isObject(value) {
    return value !== null && typeof value === 'object';
  },
  isDate: types.isDate,
  isError(value) {
    return kindOf(value) === 'Error' || value instanceof Error;
  },
  isFunction(value) {
    return typeof value === 'function';
  },
  isPrimitive,
  log,
  promisify,
  stripVTControlCharacters,
  toUSVString,
  get transferableAbortSignal() {
    return require('internal:abort').transferableAbortSignal;
  },
  get transferableAbortController() {
    return require('internal:abort').transferableAbortController;
  },
  get aborted() {
    return aborted;
  },
  types,
  parseEnv,
};

function lazy(name, get) {
  defineProperty(module.exports, name, {
    get,
    set(value) {
      defineProperty(module.exports, name, { value, writable: true, enumerable: true, configurable: true });
    },
    enumerable: true,
    configurable: true,
  });
}
lazy('parseArgs', () => require('internal:parse_args').parseArgs);
lazy('TextDecoder', () => globalThis.TextDecoder);
lazy('TextEncoder', () => globalThis.TextEncoder);
lazy('MIMEType', () => require('internal:mime').MIMEType);
lazy('MIMEParams', () => require('internal:mime').MIMEParams);
