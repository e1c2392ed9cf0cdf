// `querystring` (Node page "Query string").
'use strict';

const { error } = require('internal:validators');
const { Object, Array, URIError, String, Number, encodeURIComponent, decodeURIComponent } = globalThis;
const { isArray } = Array;
const { keys } = Object;

const unescaped = /[A-Za-z0-9\-_.!~*'()]/;

function hex(byte) {
  return `%${byte < 16 ? '0' : ''}${byte.toString(16).toUpperCase()}`;
}

function qsEscape(text) {
  if (typeof text !== 'string') text = typeof text === 'object' ? String(text) : text + '';
  // The same characters stay, and all others but halves of pairs become the same.
  if (text.isWellFormed()) return encodeURIComponent(text);
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      if (unescaped.test(text[i])) continue;
      out += text.slice(from, i) + hex(code);
      from = i + 1;
      continue;
    }
    out += text.slice(from, i);
    if (code < 0x800) {
      out += hex(0xc0 | (code >> 6)) + hex(0x80 | (code & 63));
    } else if (code < 0xd800 || code >= 0xe000) {
      out += hex(0xe0 | (code >> 12)) + hex(0x80 | ((code >> 6) & 63)) + hex(0x80 | (code & 63));
    } else {
      if (++i >= text.length) throw error('ERR_INVALID_URI', 'URI malformed', URIError);
      code = 0x10000 + (((code & 0x3ff) << 10) | (text.charCodeAt(i) & 0x3ff));
      out += hex(0xf0 | (code >> 18)) + hex(0x80 | ((code >> 12) & 63));
      out += hex(0x80 | ((code >> 6) & 63)) + hex(0x80 | (code & 63));
    }
    from = i + 1;
  }
  return from === 0 && out === '' ? text : out + text.slice(from);
}

// Bytes as UTF-8, with U+FFFD for what is none.
function fromBytes(bytes) {
  let out = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++];
    if (first < 0x80) {
      out += String.fromCharCode(first);
      continue;
    }
    const length = first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : 0;
    if (length === 0) {
      out += '\ufffd';
      continue;
    }
    let code = first & (0x3f >> length);
    let least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    let most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    let taken = 0;
    for (; taken < length && i < bytes.length && bytes[i] >= least && bytes[i] <= most; taken++) {
      code = (code << 6) | (bytes[i++] & 63);
      least = 0x80;
      most = 0xbf;
    }
    out += taken === length ? String.fromCodePoint(code) : '\ufffd';
  }
  return out;
}

function bytesOf(text) {
  const bytes = [];
  for (let i = 0; i < text.length; i++) {
    const pair = text.slice(i + 1, i + 3);
    if (text[i] === '%' && /^[0-9A-Fa-f]{2}$/.test(pair)) {
      bytes.push(parseInt(pair, 16));
      i += 2;
    } else if (text.charCodeAt(i) < 0x80) {
      bytes.push(text.charCodeAt(i));
    } else {
      bytes.push(text.charCodeAt(i) & 0xff);
    }
  }
  return bytes;
}

function unescapeBuffer(text, decodeSpaces) {
  const bytes = bytesOf(decodeSpaces ? text.replaceAll('+', ' ') : text);
  return globalThis.Buffer === undefined ? bytes : globalThis.Buffer.from(bytes);
}

function qsUnescape(text, decodeSpaces) {
  try {
    return decodeURIComponent(text);
  } catch {
    return fromBytes(bytesOf(decodeSpaces ? text.replaceAll('+', ' ') : text));
  }
}

function primitive(value) {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`;
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return '';
}

function stringify(object, separator, equals, options) {
  separator ||= '&';
  equals ||= '=';
  let encode = querystring.escape;
  if (options && typeof options.encodeURIComponent === 'function') encode = options.encodeURIComponent;
  if (object === null || typeof object !== 'object') return '';
  let out = '';
  for (const key of keys(object)) {
    const value = object[key];
    const name = encode(primitive(key)) + equals;
    const values = isArray(value) ? value : [value];
    for (let i = 0; i < values.length; i++) {
      if (out !== '') out += separator;
      out += name + encode(primitive(values[i]));
    }
  }
  return out;
}

function parse(text, separator, equals, options) {
  const found = { __proto__: null };
  if (typeof text !== 'string' || text.length === 0) return found;
  separator = separator ? `${separator}` : '&';
  equals = equals ? `${equals}` : '=';
  let left = 1000;
  if (options && typeof options.maxKeys === 'number') left = options.maxKeys > 0 ? options.maxKeys : -1;
  let decode = querystring.unescape;
  if (options && typeof options.decodeURIComponent === 'function') decode = options.decodeURIComponent;
  const own = decode !== qsUnescape;
  const plain = part => {
    const spaced = part.replaceAll('+', own ? '%20' : ' ');
    if (!own && !/%/.test(spaced)) return spaced;
    try {
      return decode(spaced);
    } catch {
      return qsUnescape(spaced, true);
    }
  };
  for (let at = 0; at <= text.length; ) {
    let end = text.indexOf(separator, at);
    if (end === -1) end = text.length;
    const part = text.slice(at, end);
    at = end + separator.length;
    if (part === '') continue;
    if (left === 0) break;
    left--;
    const middle = part.indexOf(equals);
    const key = plain(middle === -1 ? part : part.slice(0, middle));
    const value = middle === -1 ? '' : plain(part.slice(middle + equals.length));
    const before = found[key];
    if (before === undefined) found[key] = value;
    else if (isArray(before)) before.push(value);
    else found[key] = [before, value];
  }
  return found;
}

const querystring = (module.exports = {
  unescapeBuffer,
  unescape: qsUnescape,
  escape: qsEscape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
});
