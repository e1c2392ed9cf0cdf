// `Headers` and `FormData` (WHATWG Fetch, WHATWG XMLHttpRequest).
'use strict';

const { typeError } = require('internal:validators');
const { inspect, custom } = require('internal:inspect');
const { Array, Map, Object, String, Symbol, TypeError } = globalThis;
const { defineProperty } = Object;

const isToken = text => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);
const isValue = text => !/[\0\r\n]|[^\0-\xff]/.test(text);
const wrongThis = name => typeError('ERR_INVALID_THIS', `Value of "this" must be of type ${name}`);

function needs(method, given, count) {
  if (given.length >= count) return;
  throw new TypeError(
    `${method}: ${count} argument${count === 1 ? '' : 's'} required, but only ${given.length} found.`.replace(
      'only 0',
      '0',
    ),
  );
}

class Headers {
  // By name in small letters: the name as it was given, the values.
  #entries = new Map();
  #guard = 'none';

  constructor(init = undefined) {
    if (init !== undefined) fill(this, init);
  }

  static open() {
    return [
      value => typeof value === 'object' && value !== null && #entries in value,
      (headers, guard) => (headers.#guard = guard),
      headers => headers.#entries,
    ];
  }

  #name(method, name) {
    const text = String(name);
    if (!isToken(text)) throw new TypeError(`Headers.${method}: "${text}" is an invalid header name.`);
    return text;
  }

  #change() {
    if (this.#guard === 'immutable') throw new TypeError('immutable');
  }

  append(name, value) {
    if (!isHeaders(this)) throw wrongThis('Headers');
    needs('Headers.append', arguments, 2);
    const text = this.#name('append', name);
    const content = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
    if (!isValue(content)) throw new TypeError(`Headers.append: "${content}" is an invalid header value.`);
    this.#change();
    const key = text.toLowerCase();
    const entry = this.#entries.get(key);
    if (entry === undefined) this.#entries.set(key, { name: text, values: [content] });
    else entry.values.push(content);
  }

  delete(name) {
    if (!isHeaders(this)) throw wrongThis('Headers');
    needs('Headers.delete', arguments, 1);
    const text = this.#name('delete', name);
    this.#change();
    this.#entries.delete(text.toLowerCase());
  }

  get(name) {
    if (!isHeaders(this)) throw wrongThis('Headers');
    needs('Headers.get', arguments, 1);
    return joined(this.#entries.get(this.#name('get', name).toLowerCase()));
  }

  has(name) {
    if (!isHeaders(this)) throw wrongThis('Headers');
    needs('Headers.has', arguments, 1);
    return this.#entries.has(this.#name('has', name).toLowerCase());
  }

  set(name, value) {
    if (!isHeaders(this)) throw wrongThis('Headers');
    needs('Headers.set', arguments, 2);
    const text = this.#name('set', name);
    const content = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
    if (!isValue(content)) throw new TypeError(`Headers.set: "${content}" is an invalid header value.`);
    this.#change();
    this.#entries.set(text.toLowerCase(), { name: text, values: [content] });
  }

  getSetCookie() {
    if (!isHeaders(this)) throw wrongThis('Headers');
    return [...(this.#entries.get('set-cookie')?.values ?? [])];
  }

  keys() {
    return sorted(this)
      .map(([name]) => name)
      .values();
  }

  values() {
    return sorted(this)
      .map(([, value]) => value)
      .values();
  }

  entries() {
    return sorted(this).values();
  }

  forEach(callback, thisArg = undefined) {
    needs('Headers.forEach', arguments, 1);
    if (typeof callback !== 'function') {
      throw new TypeError("Failed to execute 'forEach' on 'Headers': parameter 1 is not of type 'Function'.");
    }
    for (const [name, value] of sorted(this)) callback.call(thisArg, value, name, this);
  }

  [custom](depth, options) {
    const shown = {};
    for (const { name, values } of this.#entries.values()) shown[name] = joined({ values });
    return `Headers ${inspect(shown, { ...options, depth: options.depth ?? depth })}`;
  }
}
const [isHeaders, setGuard, entriesOf] = Headers.open();
delete Headers.open;

const joined = entry => (entry === undefined ? null : entry.values.join(', '));

// By name; what sets a cookie stands for itself.
function sorted(headers) {
  if (!isHeaders(headers)) throw wrongThis('Headers');
  const list = [];
  const entries = entriesOf(headers);
  for (const key of [...entries.keys()].sort()) {
    const { values } = entries.get(key);
    if (key === 'set-cookie') for (const value of values) list.push([key, value]);
    else list.push([key, values.join(', ')]);
  }
  return list;
}

function fill(headers, init) {
  if (init === null || (typeof init !== 'object' && typeof init !== 'function')) {
    throw new TypeError(
      'Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.',
    );
  }
  if (isHeaders(init)) {
    for (const { name, values } of entriesOf(init).values())
      for (const value of values) headers.append(name, value);
    return;
  }
  if (typeof init[Symbol.iterator] === 'function') {
    for (const pair of init) {
      const list = [...pair];
      if (list.length !== 2) {
        throw new TypeError(
          `Headers constructor: expected name/value pair to be length 2, found ${list.length}.`,
        );
      }
      headers.append(list[0], list[1]);
    }
    return;
  }
  for (const name of Object.keys(init)) headers.append(name, init[name]);
}

// ---- forms

const blobs = () => require('internal:blob');

class FormData {
  #list = [];

  constructor(form) {
    if (form !== undefined) {
      throw new TypeError('FormData constructor: Argument 1 could not be converted to: undefined.');
    }
  }

  static open() {
    return [value => typeof value === 'object' && value !== null && #list in value, form => form.#list];
  }

  #entry(method, name, given) {
    if (!isForm(this)) throw wrongThis('FormData');
    needs(`FormData.${method}`, given, 2);
    const [, value, filename] = given;
    if (!blobs().isBlob(value)) {
      if (given.length > 2) {
        throw new TypeError(`Failed to execute '${method}' on 'FormData': parameter 2 is not of type 'Blob'`);
      }
      return [String(name).toWellFormed(), String(value).toWellFormed()];
    }
    const { File } = blobs();
    const named = filename !== undefined || !(value instanceof File);
    const { type } = value;
    const file = named
      ? new File([value], filename === undefined ? 'blob' : String(filename), { type })
      : value;
    return [String(name).toWellFormed(), file];
  }

  append(name, value, filename = undefined) {
    const given = filename === undefined ? [...arguments].slice(0, 2) : arguments;
    this.#list.push(this.#entry('append', name, given));
  }

  set(name, value, filename = undefined) {
    const given = filename === undefined ? [...arguments].slice(0, 2) : arguments;
    const entry = this.#entry('set', name, given);
    const place = this.#list.findIndex(([own]) => own === entry[0]);
    if (place === -1) this.#list.push(entry);
    else {
      this.#list[place] = entry;
      this.#list = this.#list.filter(([own], i) => i <= place || own !== entry[0]);
    }
  }

  delete(name) {
    needs('FormData.delete', arguments, 1);
    this.#list = listOf(this).filter(([own]) => own !== String(name));
  }

  get(name) {
    needs('FormData.get', arguments, 1);
    return listOf(this).find(([own]) => own === String(name))?.[1] ?? null;
  }

  getAll(name) {
    needs('FormData.getAll', arguments, 1);
    return listOf(this)
      .filter(([own]) => own === String(name))
      .map(([, value]) => value);
  }

  has(name) {
    needs('FormData.has', arguments, 1);
    return listOf(this).some(([own]) => own === String(name));
  }

  keys() {
    return listOf(this)
      .map(([name]) => name)
      .values();
  }

  values() {
    return listOf(this)
      .map(([, value]) => value)
      .values();
  }

  entries() {
    return listOf(this)
      .map(entry => [...entry])
      .values();
  }

  forEach(callback, thisArg = undefined) {
    needs('FormData.forEach', arguments, 1);
    for (const [name, value] of listOf(this)) callback.call(thisArg, value, name, this);
  }

  [custom](depth, options) {
    const shown = { __proto__: null };
    for (const [name, value] of this.#list) {
      if (!(name in shown)) shown[name] = value;
      else if (Array.isArray(shown[name])) shown[name].push(value);
      else shown[name] = [shown[name], value];
    }
    return `FormData ${inspect({ ...shown }, { ...options, depth: options.depth ?? depth })}`;
  }
}
const [isForm, privateList] = FormData.open();
delete FormData.open;

function listOf(form) {
  if (!isForm(form)) throw wrongThis('FormData');
  return privateList(form);
}

for (const [Class, names] of [
  [
    Headers,
    ['append', 'delete', 'get', 'has', 'set', 'getSetCookie', 'keys', 'values', 'entries', 'forEach'],
  ],
  [FormData, ['append', 'delete', 'get', 'getAll', 'has', 'set', 'keys', 'values', 'entries', 'forEach']],
]) {
  for (const name of names) defineProperty(Class.prototype, name, { enumerable: true });
  defineProperty(Class.prototype, custom, { enumerable: false });
  defineProperty(Class.prototype, Symbol.toStringTag, { configurable: true, value: Class.name });
  defineProperty(Class.prototype, Symbol.iterator, {
    configurable: true,
    writable: true,
    value: Class.prototype.entries,
  });
}

module.exports = { Headers, FormData, isHeaders, setGuard, isForm, listOf, isToken, needs };
