// Deep equality, as `assert.deepEqual` and `util.isDeepStrictEqual` see it (Node page "Assert").
'use strict';

const { kindOf, unwrap } = require('internal:types');
const { Object, Array, Map, Set, Number, Error, Date, Symbol } = globalThis;
const { is, keys, getPrototypeOf, getOwnPropertySymbols } = Object;
const { isArray } = Array;
const call = Function.prototype.call;
const bound = method => call.bind(method);
const hasOwn = bound(Object.prototype.hasOwnProperty);
const isEnumerable = bound(Object.prototype.propertyIsEnumerable);
const tagOf = bound(Object.prototype.toString);
const timeOf = bound(Date.prototype.getTime);
const typed = require('internal:views');

const isObject = value => typeof value === 'object' && value !== null;

// Objects that are being compared, with the depth at which they were met.
class Circles {
  first = new Depths();
  second = new Depths();
  depth = 0;
}

const { apply } = globalThis.Reflect;
const { get, set, delete: remove } = Map.prototype;

// A Map that programs cannot change.
class Depths extends Map {
  get(key) {
    return apply(get, this, [key]);
  }

  set(key, value) {
    return apply(set, this, [key, value]);
  }

  delete(key) {
    return apply(remove, this, [key]);
  }
}

function equal(a, b, strict, circles) {
  if (a === b) return a !== 0 || !strict || is(a, b);
  if (strict) {
    if (typeof a !== 'object') return typeof a === 'number' && a !== a && b !== b && typeof b === 'number';
    if (!isObject(b) || a === null) return false;
    if (getPrototypeOf(a) !== getPrototypeOf(b)) return false;
  } else {
    if (!isObject(a)) {
      return !isObject(b) && (a == b || (a !== a && b !== b));
    }
    if (!isObject(b)) return false;
  }
  if (tagOf(a) !== tagOf(b)) return false;
  return equalObjects(a, b, strict, circles);
}

function equalObjects(a, b, strict, circles) {
  if (isArray(a)) {
    if (!isArray(b) || a.length !== b.length) return false;
    const own = nonIndexKeys(a, strict);
    if (own.length !== nonIndexKeys(b, strict).length) return false;
    return equalProperties(a, b, strict, circles, 'array', own);
  }
  const kind = kindOf(a);
  if (kind === 'Object') {
    const other = kindOf(b);
    if (isArray(b) || other === 'Set' || other === 'Map' || other === 'Date' || other === 'RegExp') return false;
    return (other !== 'Error' || a instanceof Error) && equalProperties(a, b, strict, circles, 'none');
  }
  switch (kind) {
    case 'Date':
      if (kindOf(b) !== 'Date' || timeOf(a) !== timeOf(b)) return false;
      break;
    case 'RegExp':
      if (kindOf(b) !== 'RegExp') return false;
      if (a.source !== b.source || a.flags !== b.flags || a.lastIndex !== b.lastIndex) return false;
      break;
    case 'Set':
      if (kindOf(b) !== 'Set' || a.size !== b.size) return false;
      return equalProperties(a, b, strict, circles, 'set');
    case 'Map':
      if (kindOf(b) !== 'Map' || a.size !== b.size) return false;
      return equalProperties(a, b, strict, circles, 'map');
    case 'NumberObject':
    case 'StringObject':
    case 'BooleanObject':
    case 'BigIntObject':
    case 'SymbolObject':
      if (kindOf(b) !== kind || !is(unwrap(a), unwrap(b))) return false;
      break;
    default: {
      if (a instanceof Error || kind === 'Error') {
        if (!(b instanceof Error) && kindOf(b) !== 'Error') return false;
        if (a.message !== b.message || a.name !== b.name) return false;
        for (const name of ['cause', 'errors']) {
          if (hasOwn(a, name) !== hasOwn(b, name) || !equal(a[name], b[name], strict, circles)) return false;
        }
        break;
      }
      const verdict = typed.compare(a, b, strict);
      if (verdict === false) return false;
      if (verdict !== undefined) {
        return equalProperties(a, b, strict, circles, 'none', verdict);
      }
      if (isArray(b) || kindOf(b) === 'Set' || kindOf(b) === 'Map' || kindOf(b) === 'Date' || kindOf(b) === 'RegExp') {
        return false;
      }
    }
  }
  return equalProperties(a, b, strict, circles, 'none');
}

function isIndex(key) {
  const number = +key;
  return number >= 0 && number < 4294967295 && `${number >>> 0}` === key;
}

// The enumerable properties of an array that are no elements.
function nonIndexKeys(array, strict) {
  const found = [];
  const all = keys(array);
  for (let i = all.length - 1; i >= 0 && !isIndex(all[i]); i--) found[found.length] = all[i];
  if (strict) {
    const symbols = getOwnPropertySymbols(array);
    for (let i = 0; i < symbols.length; i++) {
      if (isEnumerable(array, symbols[i])) found[found.length] = symbols[i];
    }
  }
  return found;
}

function countEnumerable(object, symbols) {
  let count = 0;
  for (let i = 0; i < symbols.length; i++) if (isEnumerable(object, symbols[i])) count++;
  return count;
}

// `own`: the keys to compare, when they are known.
function equalProperties(a, b, strict, circles, contents, own) {
  const given = own !== undefined;
  if (!given) {
    own = keys(a);
    if (own.length !== keys(b).length) return false;
  }
  for (let i = 0; i < own.length; i++) {
    if (!hasOwn(b, own[i])) return false;
  }
  if (strict && !given) {
    const symbols = getOwnPropertySymbols(a);
    const others = getOwnPropertySymbols(b);
    let count = 0;
    for (let i = 0; i < symbols.length; i++) {
      const symbol = symbols[i];
      if (isEnumerable(a, symbol)) {
        if (!isEnumerable(b, symbol)) return false;
        own[own.length] = symbol;
        count++;
      } else if (isEnumerable(b, symbol)) {
        return false;
      }
    }
    if (countEnumerable(b, others) !== count) return false;
  }
  if (own.length === 0) {
    if (contents === 'none' || (contents === 'array' && a.length === 0) || a.size === 0) return true;
  }
  if (circles === undefined) {
    circles = new Circles();
  } else {
    const before = circles.first.get(a);
    if (before !== undefined) {
      const other = circles.second.get(b);
      if (other !== undefined) return before === other;
    }
    circles.depth++;
  }
  circles.first.set(a, circles.depth);
  circles.second.set(b, circles.depth);
  const same = equalContents(a, b, strict, own, circles, contents);
  circles.first.delete(a);
  circles.second.delete(b);
  return same;
}

function equalContents(a, b, strict, own, circles, contents) {
  if (contents === 'set') {
    if (!equalSets(a, b, strict, circles)) return false;
  } else if (contents === 'map') {
    if (!equalMaps(a, b, strict, circles)) return false;
  } else if (contents === 'array') {
    for (let i = 0; i < a.length; i++) {
      if (hasOwn(a, i)) {
        if (!hasOwn(b, i) || !equal(a[i], b[i], strict, circles)) return false;
      } else if (hasOwn(b, i)) {
        return false;
      } else {
        // Holes: the rest may be far away.
        return equalSparse(a, b, i, strict, circles, own);
      }
    }
  }
  for (let i = 0; i < own.length; i++) {
    if (!equal(a[own[i]], b[own[i]], strict, circles)) return false;
  }
  return true;
}

function equalSparse(a, b, from, strict, circles, own) {
  const rest = keys(a);
  if (rest.length !== keys(b).length) return false;
  for (let i = 0; i < rest.length; i++) {
    const key = rest[i];
    if (isIndex(key) && +key < from) continue;
    if (!hasOwn(b, key) || !equal(a[key], b[key], strict, circles)) return false;
  }
  for (let i = 0; i < own.length; i++) {
    if (!equal(a[own[i]], b[own[i]], strict, circles)) return false;
  }
  return true;
}

// What a primitive equals loosely besides itself: undefined when the collection must have one,
// true or false when it is decided.
function loosely(primitive) {
  switch (typeof primitive) {
    case 'undefined':
      return null;
    case 'object':
      return undefined;
    case 'symbol':
      return false;
    case 'string':
      primitive = +primitive;
      return primitive === primitive;
    case 'number':
      return primitive === primitive;
  }
  return true;
}

function mightHave(a, b, primitive) {
  const other = loosely(primitive);
  if (other != null || other === null) return other === null ? b.has(null) && !a.has(null) : other;
  return b.has(undefined) && !a.has(undefined);
}

function equalSets(a, b, strict, circles) {
  let open = null;
  for (const value of a) {
    if (isObject(value)) {
      open ??= new Set();
      open.add(value);
    } else if (!b.has(value)) {
      if (strict) return false;
      if (!mightHave(a, b, value)) return false;
      open ??= new Set();
      open.add(value);
    }
  }
  if (open === null) return true;
  for (const value of b) {
    if (isObject(value)) {
      if (!takeEqual(open, value, strict, circles)) return false;
    } else if (!strict && !a.has(value) && !takeEqual(open, value, strict, circles)) {
      return false;
    }
  }
  return open.size === 0;
}

function takeEqual(set, value, strict, circles) {
  for (const candidate of set) {
    if (equal(candidate, value, strict, circles)) {
      set.delete(candidate);
      return true;
    }
  }
  return false;
}

function equalMaps(a, b, strict, circles) {
  let open = null;
  for (const { 0: key, 1: value } of a) {
    if (isObject(key)) {
      open ??= new Set();
      open.add(key);
      continue;
    }
    const other = b.get(key);
    if ((other === undefined && !b.has(key)) || !equal(value, other, strict, circles)) {
      if (strict) return false;
      if (!mightHaveEntry(a, b, key, value, circles)) return false;
      open ??= new Set();
      open.add(key);
    }
  }
  if (open === null) return true;
  for (const { 0: key, 1: value } of b) {
    if (isObject(key)) {
      if (!takeEntry(open, a, key, value, strict, circles)) return false;
    } else if (!strict && (!a.has(key) || !equal(a.get(key), value, false, circles))) {
      if (!takeEntry(open, a, key, value, false, circles)) return false;
    }
  }
  return open.size === 0;
}

function mightHaveEntry(a, b, key, value, circles) {
  const other = loosely(key);
  if (other === true || other === false) return other;
  const found = b.get(other);
  if ((found === undefined && !b.has(other)) || !equal(value, found, false, circles)) return false;
  return !a.has(other) && equal(value, found, false, circles);
}

function takeEntry(open, map, key, value, strict, circles) {
  for (const candidate of open) {
    if (equal(candidate, key, strict, circles) && equal(map.get(candidate), value, strict, circles)) {
      open.delete(candidate);
      return true;
    }
  }
  return false;
}

module.exports = {
  isDeepEqual: (a, b) => equal(a, b, false),
  isDeepStrictEqual: (a, b) => equal(a, b, true),
};
