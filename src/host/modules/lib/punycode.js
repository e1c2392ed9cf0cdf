// `punycode` (Node page "Punycode", RFC 3492).
'use strict';

const { RangeError, String } = globalThis;
const { fromCodePoint } = String;

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const LARGEST = 0x7fffffff;

const wrong = {
  overflow: 'Overflow: input needs wider integers to process',
  'not-basic': 'Illegal input >= 0x80 (not a basic code point)',
  'invalid-input': 'Invalid input',
};

function fail(type) {
  throw new RangeError(wrong[type]);
}

function adapt(delta, count, first) {
  delta = first ? Math.floor(delta / DAMP) : delta >> 1;
  delta += Math.floor(delta / count);
  let k = 0;
  for (; delta > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) delta = Math.floor(delta / (BASE - T_MIN));
  return Math.floor(k + ((BASE - T_MIN + 1) * delta) / (delta + SKEW));
}

const threshold = (k, bias) => (k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias);

function digitOf(code) {
  if (code >= 48 && code < 58) return 26 + code - 48;
  if (code >= 65 && code < 91) return code - 65;
  if (code >= 97 && code < 123) return code - 97;
  return BASE;
}

const letterOf = digit => fromCodePoint(digit < 26 ? digit + 97 : digit + 22);

function decode(input) {
  const output = [];
  const delimiter = Math.max(input.lastIndexOf('-'), 0);
  for (let i = 0; i < delimiter; i++) {
    if (input.charCodeAt(i) >= 0x80) fail('not-basic');
    output.push(input.charCodeAt(i));
  }
  let n = 128;
  let at = 0;
  let bias = 72;
  for (let index = delimiter > 0 ? delimiter + 1 : 0; index < input.length; ) {
    const before = at;
    for (let weight = 1, k = BASE; ; k += BASE) {
      if (index >= input.length) fail('invalid-input');
      const digit = digitOf(input.charCodeAt(index++));
      if (digit >= BASE) fail('invalid-input');
      if (digit > Math.floor((LARGEST - at) / weight)) fail('overflow');
      at += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (weight > Math.floor(LARGEST / (BASE - t))) fail('overflow');
      weight *= BASE - t;
    }
    const count = output.length + 1;
    bias = adapt(at - before, count, before === 0);
    if (Math.floor(at / count) > LARGEST - n) fail('overflow');
    n += Math.floor(at / count);
    at %= count;
    output.splice(at++, 0, n);
  }
  return fromCodePoint(...output);
}

function encode(input) {
  const codes = ucs2.decode(input);
  let output = '';
  for (const code of codes) if (code < 0x80) output += fromCodePoint(code);
  const basic = output.length;
  let handled = basic;
  if (basic > 0) output += '-';
  let n = 128;
  let delta = 0;
  let bias = 72;
  while (handled < codes.length) {
    let next = LARGEST;
    for (const code of codes) if (code >= n && code < next) next = code;
    const count = handled + 1;
    if (next - n > Math.floor((LARGEST - delta) / count)) fail('overflow');
    delta += (next - n) * count;
    n = next;
    for (const code of codes) {
      if (code < n && ++delta > LARGEST) fail('overflow');
      if (code !== n) continue;
      let q = delta;
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias);
        if (q < t) break;
        output += letterOf(t + ((q - t) % (BASE - t)));
        q = Math.floor((q - t) / (BASE - t));
      }
      output += letterOf(q);
      bias = adapt(delta, count, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

// Each label of a domain, or of what stands behind the `@` of a mail address.
function mapDomain(domain, each) {
  const at = domain.indexOf('@');
  const before = at === -1 ? '' : domain.slice(0, at + 1);
  const rest = at === -1 ? domain : domain.slice(at + 1).split('@')[0];
  return before + rest.replace(/[\x2E\u3002\uFF0E\uFF61]/g, '.').split('.').map(each).join('.');
}

function toUnicode(input) {
  return mapDomain(input, label => (/^xn--/.test(label) ? decode(label.slice(4).toLowerCase()) : label));
}

function toASCII(input) {
  return mapDomain(input, label => (/[^\0-\x7F]/.test(label) ? `xn--${encode(label)}` : label));
}

const ucs2 = {
  decode(string) {
    const codes = [];
    for (const character of string) codes.push(character.codePointAt(0));
    return codes;
  },
  encode: codes => fromCodePoint(...codes),
};

module.exports = { version: '2.1.0', ucs2, decode, encode, toASCII, toUnicode };
