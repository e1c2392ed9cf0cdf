// `assert` (Node page "Assert").
'use strict';

const check = require('internal:validators');
const { typeError, invalidArgument, invalidValue, error: newError } = check;
const { inspect } = require('internal:inspect');
const { kindOf } = require('internal:types');
const { isDeepEqual, isDeepStrictEqual } = require('internal:comparisons');
const { AssertionError } = require('internal:assertion_error');
const { Error, Object, RegExp, Reflect, Map, String } = globalThis;
const { is, keys, assign, defineProperty } = Object;
const exec = RegExp.prototype.exec;

const NONE = {};
const isRegExp = value => kindOf(value) === 'RegExp';
const isError = value => kindOf(value) === 'Error' || value instanceof Error;
const matches = (regexp, text) => Reflect.apply(exec, regexp, [text]) !== null;

function fail_(options) {
  if (options.message instanceof Error) throw options.message;
  throw new AssertionError(options);
}

function ok(...args) {
  truthy(ok, args.length, ...args);
}
const assert = ok;
module.exports = assert;

function truthy(start, count, value, message) {
  if (value) return;
  let generated = false;
  if (count === 0) {
    generated = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generated = true;
    message = require('internal:assert_source').messageOf(start, value);
  } else if (message instanceof Error) {
    throw message;
  }
  const thrown = new AssertionError({ actual: value, expected: true, message, operator: '==', stackStartFn: start });
  thrown.generatedMessage = generated;
  throw thrown;
}

let warnedOfFail = false;

function fail(actual, expected, message, operator, stackStartFn) {
  const count = arguments.length;
  let text;
  if (actual == null && count <= 1) {
    text = 'Failed';
  } else if (count === 1) {
    message = actual;
    actual = undefined;
  } else {
    if (!warnedOfFail) {
      warnedOfFail = true;
      process.emitWarning(
        'assert.fail() with more than one argument is deprecated. ' +
          'Please use assert.strictEqual() instead or only pass a message.',
        'DeprecationWarning',
        'DEP0094',
      );
    }
    if (count === 2) operator = '!=';
  }
  if (message instanceof Error) throw message;
  const options = {
    actual,
    expected,
    operator: operator === undefined ? 'fail' : operator,
    stackStartFn: stackStartFn || fail,
  };
  if (message !== undefined) options.message = message;
  else if (text !== undefined) options.message = text;
  const thrown = new AssertionError(options);
  if (text !== undefined) thrown.generatedMessage = true;
  throw thrown;
}

assert.fail = fail;
assert.AssertionError = AssertionError;
assert.ok = ok;

// A function of two values and a message.
function comparison(name, holds, operator = name) {
  const functions = {
    [name](actual, expected, message) {
      if (arguments.length < 2) {
        throw typeError('ERR_MISSING_ARGS', 'The "actual" and "expected" arguments must be specified');
      }
      if (!holds(actual, expected)) {
        fail_({ actual, expected, message, operator, stackStartFn: functions[name] });
      }
    },
  };
  assert[name] = functions[name];
}
comparison('equal', (a, b) => a == b || (a !== a && b !== b), '==');
comparison('notEqual', (a, b) => a != b && (a === a || b === b), '!=');
comparison('deepEqual', (a, b) => isDeepEqual(a, b));
comparison('notDeepEqual', (a, b) => !isDeepEqual(a, b));
comparison('deepStrictEqual', (a, b) => isDeepStrictEqual(a, b));
comparison('notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b));
comparison('strictEqual', (a, b) => is(a, b));
comparison('notStrictEqual', (a, b) => !is(a, b));

// ---- exceptions

// The properties of an error that are compared, for the message.
class Comparison {
  constructor(object, names, actual) {
    for (const name of names) {
      if (!(name in object)) continue;
      const matched =
        actual !== undefined &&
        typeof actual[name] === 'string' &&
        isRegExp(object[name]) &&
        matches(object[name], actual[name]);
      this[name] = matched ? actual[name] : object[name];
    }
  }
}

function compareProperty(actual, expected, name, message, names, start) {
  if (name in actual && isDeepStrictEqual(actual[name], expected[name])) return;
  if (message) fail_({ actual, expected, message, operator: start.name, stackStartFn: start });
  const thrown = new AssertionError({
    actual: new Comparison(actual, names),
    expected: new Comparison(expected, names, actual),
    operator: 'deepStrictEqual',
    stackStartFn: start,
  });
  thrown.actual = actual;
  thrown.expected = expected;
  thrown.operator = start.name;
  throw thrown;
}

function compareObject(actual, expected, message, start) {
  if (typeof actual !== 'object' || actual === null) {
    const thrown = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: start });
    thrown.operator = start.name;
    throw thrown;
  }
  const names = keys(expected);
  if (expected instanceof Error) names.push('name', 'message');
  else if (names.length === 0) throw invalidValue('error', expected, 'may not be an empty object');
  for (const name of names) {
    const matched =
      typeof actual[name] === 'string' && isRegExp(expected[name]) && matches(expected[name], actual[name]);
    if (!matched) compareProperty(actual, expected, name, message, names, start);
  }
}

// What is wrong about an exception, by a class, a function or a pattern; undefined when nothing is.
function problemOf(actual, expected) {
  if (isRegExp(expected)) {
    const text = String(actual);
    if (matches(expected, text)) return undefined;
    return `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
  }
  if (expected.prototype !== undefined && actual instanceof expected) return undefined;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    let text = `The error is expected to be an instance of "${expected.name}". Received `;
    if (!isError(actual)) return `${text}"${inspect(actual, { depth: -1 })}"`;
    const name = actual.constructor?.name || actual.name;
    text +=
      expected.name === name ? 'an error with identical name but a different prototype.' : `"${name}"`;
    return actual.message ? `${text}\n\nError message:\n\n${actual.message}` : text;
  }
  const result = Reflect.apply(expected, {}, [actual]);
  if (result === true) return undefined;
  const name = expected.name ? `"${expected.name}" ` : '';
  const text = `The ${name}validation function is expected to return "true". Received ${inspect(result)}`;
  return isError(actual) ? `${text}\n\nCaught error:\n\n${actual}` : text;
}

function compareException(actual, expected, message, start) {
  if (typeof expected !== 'function' && !isRegExp(expected)) return compareObject(actual, expected, message, start);
  const problem = problemOf(actual, expected);
  if (problem === undefined) return;
  if (message instanceof Error) throw message;
  const thrown = new AssertionError({
    actual,
    expected,
    message: message || problem,
    operator: start.name,
    stackStartFn: start,
  });
  thrown.generatedMessage = !message;
  throw thrown;
}

function caughtBy(fn) {
  check.func(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return NONE;
}

function isThenable(value) {
  return (
    kindOf(value) === 'Promise' ||
    (value !== null &&
      typeof value === 'object' &&
      typeof value.then === 'function' &&
      typeof value.catch === 'function')
  );
}

async function rejectedBy(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isThenable(promise)) {
      throw typeError(
        'ERR_INVALID_RETURN_VALUE',
        'Expected instance of Promise to be returned from the "promiseFn" function but got ' +
          `${describe(promise)}.`,
      );
    }
  } else if (!isThenable(promiseFn)) {
    throw invalidArgument('promiseFn', 'of type function or an instance of Promise', promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return NONE;
}

function describe(value) {
  return invalidArgument('x', 'x', value).message.slice('The "x" argument must be x. Received '.length);
}

const expectation = 'of type function or an instance of Error, RegExp, or Object';

function expectsError(start, count, actual, error, message) {
  if (typeof error === 'string') {
    if (count === 3) throw invalidArgument('error', expectation, error);
    const same = typeof actual === 'object' && actual !== null ? actual.message === error : actual === error;
    if (same) {
      const what = typeof actual === 'object' ? `error message "${actual.message}"` : `error "${actual}"`;
      throw typeError(
        'ERR_AMBIGUOUS_ARGUMENT',
        `The "error/message" argument is ambiguous. The ${what} is identical to the message.`,
      );
    }
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw invalidArgument('error', expectation, error);
  }
  if (actual === NONE) {
    const name = error?.name ? ` (${error.name})` : '';
    const sort = start === assert.rejects ? 'rejection' : 'exception';
    fail_({
      actual: undefined,
      expected: error,
      operator: start.name,
      message: `Missing expected ${sort}${name}${message ? `: ${message}` : '.'}`,
      stackStartFn: start,
    });
  }
  if (error) compareException(actual, error, message, start);
}

function isExpected(actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return matches(expected, String(actual));
    throw invalidArgument('expected', 'of type function or an instance of RegExp', expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return Reflect.apply(expected, {}, [actual]) === true;
}

function expectsNoError(start, actual, error, message) {
  if (actual === NONE) return;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (error && !isExpected(actual, error)) throw actual;
  const sort = start === assert.doesNotReject ? 'rejection' : 'exception';
  fail_({
    actual,
    expected: error,
    operator: start.name,
    message: `Got unwanted ${sort}${message ? `: ${message}` : '.'}\nActual message: "${actual?.message}"`,
    stackStartFn: start,
  });
}

assert.throws = function throws(fn, ...args) {
  expectsError(throws, args.length + 1, caughtBy(fn), ...args);
};
assert.rejects = async function rejects(promiseFn, ...args) {
  expectsError(rejects, args.length + 1, await rejectedBy(promiseFn), ...args);
};
assert.doesNotThrow = function doesNotThrow(fn, ...args) {
  expectsNoError(doesNotThrow, caughtBy(fn), ...args);
};
assert.doesNotReject = async function doesNotReject(fn, ...args) {
  expectsNoError(doesNotReject, await rejectedBy(fn), ...args);
};

assert.ifError = function ifError(error) {
  if (error === null || error === undefined) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof error === 'object' && typeof error.message === 'string') {
    message += error.message.length === 0 && error.constructor ? error.constructor.name : error.message;
  } else {
    message += inspect(error);
  }
  const thrown = new AssertionError({
    actual: error,
    expected: null,
    operator: 'ifError',
    message,
    stackStartFn: ifError,
  });
  thrown.generatedMessage = !thrown.message;
  const { stack } = error;
  if (typeof stack === 'string') {
    const at = stack.indexOf('\n    at');
    if (at !== -1) thrown.stack = `${thrown.stack}\n${stack.slice(at + 1)}`;
  }
  throw thrown;
};

function matching(start, wanted, string, regexp, message) {
  if (!isRegExp(regexp)) throw invalidArgument('regexp', 'an instance of RegExp', regexp);
  if (typeof string === 'string' && matches(regexp, string) === wanted) return;
  if (message instanceof Error) throw message;
  const generated = !message;
  if (generated) {
    const verb = wanted ? 'did not match' : 'was expected to not match';
    message =
      typeof string === 'string'
        ? `The input ${verb} the regular expression ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`
        : `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`;
  }
  const thrown = new AssertionError({
    actual: string,
    expected: regexp,
    message,
    operator: start.name,
    stackStartFn: start,
  });
  thrown.generatedMessage = generated;
  throw thrown;
}

assert.match = function match(string, regexp, message) {
  matching(match, true, string, regexp, message);
};
assert.doesNotMatch = function doesNotMatch(string, regexp, message) {
  matching(doesNotMatch, false, string, regexp, message);
};

// ---- CallTracker

class CallTracker {
  #checks = new Map();

  calls(fn, expected = 1) {
    if (process._exiting) {
      throw newError('ERR_UNAVAILABLE_DURING_EXIT', 'Cannot call function in process exit handler');
    }
    if (typeof fn === 'number') {
      expected = fn;
      fn = () => {};
    } else if (fn === undefined) {
      fn = () => {};
    }
    check.uint32(expected, 'expected', true);
    const record = { expected, calls: [], name: fn.name || 'calls', stackTrace: new Error() };
    const tracked = function (...args) {
      record.calls.push(Object.freeze({ thisArg: this, arguments: Object.freeze([...args]) }));
      return Reflect.apply(fn, this, args);
    };
    defineProperty(tracked, 'name', { value: fn.name, configurable: true });
    defineProperty(tracked, 'length', { value: fn.length, configurable: true });
    this.#checks.set(tracked, record);
    return tracked;
  }

  #recordOf(tracked) {
    const record = this.#checks.get(tracked);
    if (record === undefined) throw invalidValue('tracked', tracked, 'is not a tracked function');
    return record;
  }

  getCalls(tracked) {
    return Object.freeze([...this.#recordOf(tracked).calls]);
  }

  reset(tracked) {
    if (tracked === undefined) for (const record of this.#checks.values()) record.calls = [];
    else this.#recordOf(tracked).calls = [];
  }

  report() {
    const found = [];
    for (const { expected, calls, name, stackTrace } of this.#checks.values()) {
      if (calls.length === expected) continue;
      found.push({
        message: `Expected the ${name} function to be executed ${expected} time(s) but was executed ${calls.length} time(s).`,
        actual: calls.length,
        expected,
        operator: name,
        stack: stackTrace,
      });
    }
    return found;
  }

  verify() {
    const details = this.report();
    if (details.length === 0) return;
    const message =
      details.length === 1 ? details[0].message : 'Functions were not called the expected number of times';
    throw new AssertionError({ message, details });
  }
}
let warnedOfTracker = false;
assert.CallTracker = function deprecated(...args) {
  if (!warnedOfTracker) {
    warnedOfTracker = true;
    process.emitWarning('assert.CallTracker is deprecated.', 'DeprecationWarning', 'DEP0173', deprecated);
  }
  return Reflect.construct(CallTracker, args, new.target ? (new.target === deprecated ? CallTracker : new.target) : CallTracker);
};
assert.CallTracker.prototype = CallTracker.prototype;

function strict(...args) {
  truthy(strict, args.length, ...args);
}
assert.strict = assign(strict, assert, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;
