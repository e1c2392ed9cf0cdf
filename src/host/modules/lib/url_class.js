// `URL` and `URLSearchParams` (WHATWG URL).
'use strict';

const check = require('internal:validators');
const { typeError } = check;
const binding = require('internal:url');
const { inspect, custom } = require('internal:inspect');
const { Object, Symbol, Reflect, TypeError } = globalThis;
const { defineProperty, defineProperties, getPrototypeOf } = Object;
const encode = globalThis.encodeURIComponent;
const decode = globalThis.decodeURIComponent;

// Places in what the binding gives.
const HREF = 0;
const ORIGIN = 1;
const PROTOCOL = 2;
const USERNAME = 3;
const PASSWORD = 4;
const HOST = 5;
const HOSTNAME = 6;
const PORT = 7;
const PATHNAME = 8;
const SEARCH = 9;
const HASH = 10;

const missing = names => {
  const many = names.includes(' and ');
  return typeError('ERR_MISSING_ARGS', `The ${names} argument${many ? 's' : ''} must be specified`);
};

function usv(value) {
  const text = `${value}`;
  return text.isWellFormed() ? text : text.toWellFormed();
}

// ---- query

function unescapeForm(text) {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decode(spaced);
  } catch {
    // Bytes that are no UTF-8 become U+FFFD.
    const { unescape } = require('querystring');
    return spaced.replace(/(?:%[0-9A-Fa-f]{2})+/g, run => unescape(run));
  }
}

function parseForm(text) {
  const list = [];
  if (text === '') return list;
  for (const part of text.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    list.push(unescapeForm(at === -1 ? part : part.slice(0, at)));
    list.push(at === -1 ? '' : unescapeForm(part.slice(at + 1)));
  }
  return list;
}

const special = { "!": '%21', "'": '%27', '(': '%28', ')': '%29', '~': '%7E', '%20': '+' };

function escapeForm(text) {
  return encode(text).replace(/[!'()~]|%20/g, found => special[found]);
}

function serializeForm(list) {
  let text = '';
  for (let i = 0; i < list.length; i += 2) {
    text += `${i === 0 ? '' : '&'}${escapeForm(list[i])}=${escapeForm(list[i + 1])}`;
  }
  return text;
}

let listOf;
let connect;
let reload;

function checkParams(value) {
  if (typeof value !== 'object' || value === null || !isParams(value)) {
    throw typeError('ERR_INVALID_THIS', 'Value of "this" must be of type URLSearchParams');
  }
}

let isParams;

class URLSearchParams {
  #list = [];
  // The URL whose query this is.
  #url = undefined;

  constructor(init = undefined) {
    if (init === undefined || init === null) return;
    if (typeof init === 'object' || typeof init === 'function') {
      const iterate = init[Symbol.iterator];
      if (iterate === this[Symbol.iterator] && isParams(init)) {
        this.#list = [...init.#list];
      } else if (iterate !== undefined && iterate !== null) {
        if (typeof iterate !== 'function') {
          throw typeError('ERR_ARG_NOT_ITERABLE', 'Query pairs must be iterable');
        }
        this.#readPairs(init);
      } else {
        this.#readRecord(init);
      }
      return;
    }
    const text = usv(init);
    this.#list = parseForm(text[0] === '?' ? text.slice(1) : text);
  }

  #readPairs(pairs) {
    const wrong = () => typeError('ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');
    for (const pair of pairs) {
      if (pair === undefined || pair === null) throw wrong();
      if (typeof pair !== 'object' && typeof pair !== 'function') throw wrong();
      if (typeof pair[Symbol.iterator] !== 'function') throw wrong();
      const both = [...pair];
      if (both.length !== 2) throw wrong();
      this.#list.push(usv(both[0]), usv(both[1]));
    }
  }

  #readRecord(record) {
    const places = { __proto__: null };
    for (const key of Reflect.ownKeys(record)) {
      const property = Reflect.getOwnPropertyDescriptor(record, key);
      if (property === undefined || !property.enumerable) continue;
      const [name, value] = [usv(key), usv(record[key])];
      if (places[name] !== undefined) {
        this.#list[places[name]] = value;
      } else {
        places[name] = this.#list.push(name, value) - 1;
      }
    }
  }

  #changed() {
    if (this.#url !== undefined) reload(this.#url, this);
  }

  get size() {
    checkParams(this);
    return this.#list.length / 2;
  }

  append(name, value) {
    checkParams(this);
    if (arguments.length < 2) throw missing('"name" and "value"');
    this.#list.push(usv(name), usv(value));
    this.#changed();
  }

  delete(name, value = undefined) {
    checkParams(this);
    if (arguments.length < 1) throw missing('"name"');
    name = usv(name);
    if (value !== undefined) value = usv(value);
    const kept = [];
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== name || (value !== undefined && list[i + 1] !== value)) kept.push(list[i], list[i + 1]);
    }
    this.#list = kept;
    this.#changed();
  }

  get(name) {
    checkParams(this);
    if (arguments.length < 1) throw missing('"name"');
    name = usv(name);
    for (let i = 0; i < this.#list.length; i += 2) if (this.#list[i] === name) return this.#list[i + 1];
    return null;
  }

  getAll(name) {
    checkParams(this);
    if (arguments.length < 1) throw missing('"name"');
    name = usv(name);
    const found = [];
    for (let i = 0; i < this.#list.length; i += 2) if (this.#list[i] === name) found.push(this.#list[i + 1]);
    return found;
  }

  has(name, value = undefined) {
    checkParams(this);
    if (arguments.length < 1) throw missing('"name"');
    name = usv(name);
    if (value !== undefined) value = usv(value);
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] === name && (value === undefined || this.#list[i + 1] === value)) return true;
    }
    return false;
  }

  set(name, value) {
    checkParams(this);
    if (arguments.length < 2) throw missing('"name" and "value"');
    name = usv(name);
    value = usv(value);
    const list = [];
    let done = false;
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] !== name) {
        list.push(this.#list[i], this.#list[i + 1]);
      } else if (!done) {
        list.push(name, value);
        done = true;
      }
    }
    if (!done) list.push(name, value);
    this.#list = list;
    this.#changed();
  }

  sort() {
    checkParams(this);
    const pairs = [];
    for (let i = 0; i < this.#list.length; i += 2) pairs.push([this.#list[i], this.#list[i + 1]]);
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#list = pairs.flat();
    this.#changed();
  }

  entries() {
    checkParams(this);
    return new URLSearchParamsIterator(this, 'entries');
  }

  forEach(callback, thisArg = undefined) {
    checkParams(this);
    check.func(callback, 'callback');
    for (let i = 0; i < this.#list.length; i += 2) {
      Reflect.apply(callback, thisArg, [this.#list[i + 1], this.#list[i], this]);
    }
  }

  keys() {
    checkParams(this);
    return new URLSearchParamsIterator(this, 'keys');
  }

  values() {
    checkParams(this);
    return new URLSearchParamsIterator(this, 'values');
  }

  toString() {
    checkParams(this);
    return serializeForm(this.#list);
  }

  [custom](depth, options) {
    checkParams(this);
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const list = this.#list;
    const parts = [];
    for (let i = 0; i < list.length; i += 2) {
      parts.push(`${inspect(list[i], options)} => ${inspect(list[i + 1], options)}`);
    }
    return showList('URLSearchParams', parts, options);
  }

  static open() {
    listOf = params => params.#list;
    isParams = value => #list in value;
    connect = (params, url, text) => {
      params.#list = parseForm(text[0] === '?' ? text.slice(1) : text);
      params.#url = url;
    };
  }
}
URLSearchParams.open();
delete URLSearchParams.open;

function showList(name, parts, options) {
  if (parts.length === 0) return `${name} {}`;
  const length = parts.reduce((sum, part) => sum + part.length + 2, -2);
  const lines = length > options.breakLength || parts.some(part => part.includes('\n'));
  return lines ? `${name} {\n  ${parts.join(',\n  ')} }` : `${name} { ${parts.join(', ')} }`;
}

const IteratorPrototype = getPrototypeOf(getPrototypeOf([][Symbol.iterator]()));

class URLSearchParamsIterator {
  #params;
  #kind;
  #at = 0;

  constructor(params, kind) {
    this.#params = params;
    this.#kind = kind;
  }

  next() {
    if (typeof this !== 'object' || this === null || !(#params in this)) {
      throw typeError('ERR_INVALID_THIS', 'Value of "this" must be of type URLSearchParamsIterator');
    }
    const list = listOf(this.#params);
    const at = this.#at;
    if (at >= list.length) return { value: undefined, done: true };
    this.#at += 2;
    return { value: this.#pick(list, at), done: false };
  }

  #pick(list, at) {
    if (this.#kind === 'keys') return list[at];
    return this.#kind === 'values' ? list[at + 1] : [list[at], list[at + 1]];
  }

  [custom](depth, options) {
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const inner = { ...options };
    if (depth !== null) inner.depth = depth - 1;
    const list = listOf(this.#params);
    const parts = [];
    for (let i = this.#at; i < list.length; i += 2) parts.push(inspect(this.#pick(list, i), inner));
    return showList('URLSearchParams Iterator', parts, inner);
  }
}
Object.setPrototypeOf(URLSearchParamsIterator.prototype, IteratorPrototype);
delete URLSearchParamsIterator.prototype.constructor;

const shown = { enumerable: true };
const tag = value => ({ configurable: true, value });
for (const name of [
  'size',
  'append',
  'delete',
  'get',
  'getAll',
  'has',
  'set',
  'sort',
  'entries',
  'forEach',
  'keys',
  'values',
  'toString',
]) {
  defineProperty(URLSearchParams.prototype, name, shown);
}
defineProperties(URLSearchParams.prototype, {
  [Symbol.toStringTag]: tag('URLSearchParams'),
  [Symbol.iterator]: { configurable: true, writable: true, value: URLSearchParams.prototype.entries },
});
defineProperties(URLSearchParamsIterator.prototype, {
  [Symbol.toStringTag]: tag('URLSearchParams Iterator'),
  next: shown,
});

// ---- URL

function invalidUrl(input, base) {
  const thrown = typeError('ERR_INVALID_URL', 'Invalid URL');
  thrown.input = input;
  if (base !== undefined) thrown.base = base;
  return thrown;
}

class URL {
  #parts;
  #params = undefined;

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw missing('"url"');
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const parts = binding.parse(input, base);
    if (parts === undefined) throw invalidUrl(input, base);
    this.#parts = parts;
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw missing('"url"');
    return URL.canParse(input, base) ? new URL(input, base) : null;
  }

  static createObjectURL(obj) {
    return require('internal:blob').createObjectURL(obj);
  }

  static revokeObjectURL(url) {
    require('internal:blob').revokeObjectURL(url);
  }

  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw missing('"url"');
    return binding.parse(`${url}`, base === undefined ? undefined : `${base}`) !== undefined;
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#parts in value)) {
      throw new TypeError('Receiver must be an instance of class URL');
    }
  }

  #change(part, value) {
    const parts = binding.change(this.#parts[HREF], part, value);
    if (parts !== undefined) this.#parts = parts;
  }

  #refill() {
    if (this.#params !== undefined) connect(this.#params, this, this.#parts[SEARCH]);
  }

  toString() {
    URL.#check(this);
    return this.#parts[HREF];
  }

  get href() {
    URL.#check(this);
    return this.#parts[HREF];
  }

  set href(value) {
    URL.#check(this);
    value = `${value}`;
    const parts = binding.parse(value, undefined);
    if (parts === undefined) throw invalidUrl(value);
    this.#parts = parts;
    this.#refill();
  }

  get origin() {
    URL.#check(this);
    return this.#parts[ORIGIN];
  }

  get protocol() {
    URL.#check(this);
    return this.#parts[PROTOCOL];
  }

  set protocol(value) {
    URL.#check(this);
    this.#change('protocol', `${value}`);
  }

  get username() {
    URL.#check(this);
    return this.#parts[USERNAME];
  }

  set username(value) {
    URL.#check(this);
    this.#change('username', `${value}`);
  }

  get password() {
    URL.#check(this);
    return this.#parts[PASSWORD];
  }

  set password(value) {
    URL.#check(this);
    this.#change('password', `${value}`);
  }

  get host() {
    URL.#check(this);
    return this.#parts[HOST];
  }

  set host(value) {
    URL.#check(this);
    this.#change('host', `${value}`);
  }

  get hostname() {
    URL.#check(this);
    return this.#parts[HOSTNAME];
  }

  set hostname(value) {
    URL.#check(this);
    this.#change('hostname', `${value}`);
  }

  get port() {
    URL.#check(this);
    return this.#parts[PORT];
  }

  set port(value) {
    URL.#check(this);
    this.#change('port', `${value}`);
  }

  get pathname() {
    URL.#check(this);
    return this.#parts[PATHNAME];
  }

  set pathname(value) {
    URL.#check(this);
    this.#change('pathname', `${value}`);
  }

  get search() {
    URL.#check(this);
    return this.#parts[SEARCH];
  }

  set search(value) {
    URL.#check(this);
    this.#change('search', usv(value));
    this.#refill();
  }

  get searchParams() {
    URL.#check(this);
    if (this.#params === undefined) {
      this.#params = new URLSearchParams();
      connect(this.#params, this, this.#parts[SEARCH]);
    }
    return this.#params;
  }

  get hash() {
    URL.#check(this);
    return this.#parts[HASH];
  }

  set hash(value) {
    URL.#check(this);
    this.#change('hash', `${value}`);
  }

  toJSON() {
    URL.#check(this);
    return this.#parts[HREF];
  }

  [custom](depth, options) {
    URL.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const { constructor } = this;
    const fields = {};
    Object.setPrototypeOf(fields, { constructor: constructor === URL ? URL : constructor });
    for (const name of [
      'href',
      'origin',
      'protocol',
      'username',
      'password',
      'host',
      'hostname',
      'port',
      'pathname',
      'search',
      'searchParams',
      'hash',
    ]) {
      fields[name] = this[name];
    }
    return `${constructor.name} ${inspect(fields, options).replace(/^[^{]*/, '')}`;
  }

  static open() {
    reload = (url, params) => {
      const text = params.toString();
      url.#change('search', text);
    };
    return value => typeof value === 'object' && value !== null && #parts in value;
  }
}
const isURL = URL.open();
delete URL.open;
for (const name of ['parse', 'canParse', 'createObjectURL', 'revokeObjectURL']) defineProperty(URL, name, shown);
for (const name of [
  'toString',
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'searchParams',
  'hash',
  'toJSON',
]) {
  defineProperty(URL.prototype, name, shown);
}
defineProperty(URL.prototype, Symbol.toStringTag, tag('URL'));

module.exports = { URL, URLSearchParams, isURL, invalidUrl };
