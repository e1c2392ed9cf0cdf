// Errors with Node's codes, and the checks of arguments that throw them.
'use strict';

const { coded, invalidArgument, invalidValue, outOfRange } = require('internal:errors');
const { Error, TypeError, RangeError, Number, Array } = globalThis;
const { isInteger } = Number;
const { isArray } = Array;

function error(code, message, Base = Error) {
  return coded(new Base(message), code);
}

const typeError = (code, message) => error(code, message, TypeError);
const rangeError = (code, message) => error(code, message, RangeError);

function string(value, name) {
  if (typeof value !== 'string') throw invalidArgument(name, 'of type string', value);
}

function func(value, name) {
  if (typeof value !== 'function') throw invalidArgument(name, 'of type function', value);
}

function boolean(value, name) {
  if (typeof value !== 'boolean') throw invalidArgument(name, 'of type boolean', value);
}

function object(value, name) {
  if (value === null || typeof value !== 'object' || isArray(value)) {
    throw invalidArgument(name, 'of type object', value);
  }
}

// Arrays and functions are objects, too.
function anyObject(value, name) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
    throw invalidArgument(name, 'of type object', value);
  }
}

function array(value, name, least = 0) {
  if (!isArray(value)) throw invalidArgument(name, 'an instance of Array', value);
  if (value.length < least) throw invalidValue(name, value, `must be longer than ${least}`);
}

function number(value, name, least, most) {
  if (typeof value !== 'number') throw invalidArgument(name, 'of type number', value);
  const low = least !== undefined && value < least;
  const high = most !== undefined && value > most;
  if (low || high || ((least !== undefined || most !== undefined) && value !== value)) {
    const parts = [];
    if (least !== undefined) parts[0] = `>= ${least}`;
    if (most !== undefined) parts[parts.length] = `<= ${most}`;
    throw outOfRange(name, parts.length === 2 ? `${parts[0]} && ${parts[1]}` : parts[0], value);
  }
}

function integer(value, name, least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== 'number') throw invalidArgument(name, 'of type number', value);
  if (!isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < least || value > most) throw outOfRange(name, `>= ${least} && <= ${most}`, value);
}

const int32 = (value, name, least = -2147483648, most = 2147483647) => integer(value, name, least, most);

function uint32(value, name, positive = false) {
  if (typeof value !== 'number') throw invalidArgument(name, 'of type number', value);
  if (!isInteger(value)) throw outOfRange(name, 'an integer', value);
  const least = positive ? 1 : 0;
  if (value < least || value > 4294967295) throw outOfRange(name, `>= ${least} && < 4294967296`, value);
}

function oneOf(value, name, choices) {
  for (let i = 0; i < choices.length; i++) if (choices[i] === value) return;
  let list = '';
  for (let i = 0; i < choices.length; i++) {
    const choice = choices[i];
    list += (i === 0 ? '' : ', ') + (typeof choice === 'string' ? `'${choice}'` : `${choice}`);
  }
  throw invalidValue(name, value, `must be one of: ${list}`);
}

function abortSignal(signal, name) {
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    throw invalidArgument(name, 'an instance of AbortSignal', signal);
  }
}

// What rejects when a signal is aborted.
class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

module.exports = {
  error,
  typeError,
  rangeError,
  coded,
  invalidArgument,
  invalidValue,
  outOfRange,
  string,
  func,
  boolean,
  object,
  anyObject,
  array,
  number,
  integer,
  int32,
  uint32,
  oneOf,
  abortSignal,
  AbortError,
};
