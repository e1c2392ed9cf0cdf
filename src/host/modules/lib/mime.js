// `util.MIMEType` and `util.MIMEParams` (WHATWG MIME Sniffing, "Parsing a MIME type").
'use strict';

const { typeError } = require('internal:validators');
const { Map, Object, Symbol } = globalThis;

const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const notValue = /[^\t\u0020-\u007e\u0080-\u00ff]/;

function lower(text) {
  return text.replace(/[A-Z]+/g, part => part.toLowerCase());
}

function invalid(what, text, at) {
  const place = at === undefined || at === -1 ? '' : ` at ${at}`;
  return typeError('ERR_INVALID_MIME_SYNTAX', `The MIME syntax for a ${what} in "${text}" is invalid${place}`);
}

const space = /[^\r\n\t ]|$/;
const trailing = /[\r\n\t ]*$/;

function parseTypes(text) {
  let at = text.search(space);
  const slash = text.indexOf('/', at);
  const type = slash === -1 ? text.slice(at) : text.slice(at, slash);
  const wrong = type.search(notToken);
  if (type === '' || wrong !== -1 || slash === -1) throw invalid('type', text, wrong);
  at = slash + 1;
  const semicolon = text.indexOf(';', at);
  const raw = semicolon === -1 ? text.slice(at) : text.slice(at, semicolon);
  const subtype = raw.replace(trailing, '');
  const bad = subtype.search(notToken);
  if (subtype === '' || bad !== -1) throw invalid('subtype', text, bad);
  return { type: lower(type), subtype: lower(subtype), rest: semicolon === -1 ? text.length : semicolon + 1 };
}

function quote(value) {
  if (value !== '' && value.search(notToken) === -1) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

class MIMEParams {
  #data = new Map();

  delete(name) {
    this.#data.delete(lower(`${name}`));
  }

  get(name) {
    const found = this.#data.get(lower(`${name}`));
    return found === undefined ? null : found;
  }

  has(name) {
    return this.#data.has(lower(`${name}`));
  }

  set(name, value) {
    const key = lower(`${name}`);
    const text = `${value}`;
    const wrong = key.search(notToken);
    if (key === '' || wrong !== -1) throw invalid('parameter name', `${name}`, wrong);
    const bad = text.search(notValue);
    if (bad !== -1) throw invalid('parameter value', text, bad);
    this.#data.set(key, text);
  }

  *entries() {
    yield* this.#data.entries();
  }

  *keys() {
    yield* this.#data.keys();
  }

  *values() {
    yield* this.#data.values();
  }

  toString() {
    let text = '';
    for (const { 0: key, 1: value } of this.#data) text += `${text === '' ? '' : ';'}${key}=${quote(value)}`;
    return text;
  }

  static parse(text, at) {
    const params = new MIMEParams();
    const data = params.#data;
    while (at < text.length) {
      at += text.slice(at).search(space);
      const from = at;
      while (at < text.length && text[at] !== ';' && text[at] !== '=') at++;
      const key = lower(text.slice(from, at));
      if (at >= text.length) break;
      if (text[at] === ';') {
        at++;
        continue;
      }
      at++;
      let value;
      if (text[at] === '"') {
        value = '';
        for (at++; at < text.length && text[at] !== '"'; at++) {
          if (text[at] === '\\' && at + 1 < text.length) at++;
          value += text[at];
        }
        const end = text.indexOf(';', at);
        at = end === -1 ? text.length : end + 1;
      } else {
        const end = text.indexOf(';', at);
        value = text.slice(at, end === -1 ? text.length : end).replace(trailing, '');
        at = end === -1 ? text.length : end + 1;
        if (value === '') continue;
      }
      if (key !== '' && key.search(notToken) === -1 && value.search(notValue) === -1 && !data.has(key)) {
        data.set(key, value);
      }
    }
    return params;
  }
}
const { parse } = MIMEParams;
delete MIMEParams.parse;
Object.defineProperty(MIMEParams.prototype, Symbol.iterator, {
  configurable: true,
  enumerable: false,
  value: MIMEParams.prototype.entries,
  writable: true,
});

class MIMEType {
  #type;
  #subtype;
  #params;

  constructor(text) {
    text = `${text}`;
    const { type, subtype, rest } = parseTypes(text);
    this.#type = type;
    this.#subtype = subtype;
    this.#params = parse(text, rest);
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    value = `${value}`;
    const wrong = value.search(notToken);
    if (value === '' || wrong !== -1) throw invalid('type', value, wrong);
    this.#type = lower(value);
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    value = `${value}`;
    const wrong = value.search(notToken);
    if (value === '' || wrong !== -1) throw invalid('subtype', value, wrong);
    this.#subtype = lower(value);
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#params;
  }

  toString() {
    const params = this.#params.toString();
    return params === '' ? this.essence : `${this.essence};${params}`;
  }
}
Object.defineProperty(MIMEType.prototype, 'toJSON', {
  configurable: true,
  value: MIMEType.prototype.toString,
  writable: true,
});
for (const name of ['type', 'subtype', 'essence', 'params', 'toString', 'toJSON']) {
  Object.defineProperty(MIMEType.prototype, name, { enumerable: true });
}

module.exports = { MIMEType, MIMEParams };
