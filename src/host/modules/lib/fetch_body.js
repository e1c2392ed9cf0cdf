// What a request or a response carries (WHATWG Fetch, "Body"): bytes at hand, or a stream of them.
'use strict';

const { inspect, custom } = require('internal:inspect');
const views = require('internal:views');
const { FormData, isForm, listOf } = require('internal:fetch_headers');
const { JSON, Object, String, Symbol, TypeError, Uint8Array } = globalThis;
const { defineProperty } = Object;

const blobs = () => require('internal:blob');
const encode = text => new globalThis.TextEncoder().encode(text);
const decode = bytes => new globalThis.TextDecoder().decode(bytes);

class Body {
  constructor(source, stream, type) {
    this.source = source;
    this.stream = stream;
    this.type = type;
  }
}

const escaped = text => text.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');

// A form in parts.
async function multipart(form, boundary) {
  const parts = [];
  for (const [name, value] of listOf(form)) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"`;
    if (typeof value === 'string') {
      parts.push(encode(`${head}\r\n\r\n${value.replace(/\r?\n|\r/g, '\r\n')}\r\n`));
    } else {
      const type = value.type || 'application/octet-stream';
      parts.push(encode(`${head}; filename="${escaped(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`));
      parts.push(await value.bytes(), encode('\r\n'));
    }
  }
  parts.push(encode(`--${boundary}--\r\n`));
  return globalThis.Buffer.concat(parts);
}

const isStream = value => typeof value?.getReader === 'function';

// The body that a value becomes.
function bodyOf(value) {
  const { URLSearchParams, Math } = globalThis;
  if (isStream(value)) {
    if (value.locked || value[Symbol.for('nodejs.stream.disturbed')]) {
      throw new TypeError('Response body object should not be disturbed or locked');
    }
    return new Body(undefined, value, null);
  }
  if (value instanceof URLSearchParams) {
    return new Body(encode(String(value)), undefined, 'application/x-www-form-urlencoded;charset=UTF-8');
  }
  if (blobs().isBlob(value)) return new Body(value, undefined, value.type || null);
  if (views.isAnyArrayBuffer(value)) return new Body(new Uint8Array(value).slice(), undefined, null);
  if (views.isView(value)) {
    return new Body(
      new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice(),
      undefined,
      null,
    );
  }
  if (isForm(value)) {
    const digits = `0${Math.floor(Math.random() * 1e11)}`.slice(-11);
    const boundary = `----formdata-undici-0${digits}`;
    return new Body(() => multipart(value, boundary), undefined, `multipart/form-data; boundary=${boundary}`);
  }
  if (typeof value?.[Symbol.asyncIterator] === 'function') {
    return new Body(undefined, globalThis.ReadableStream.from(value), null);
  }
  return new Body(encode(String(value)), undefined, 'text/plain;charset=UTF-8');
}

// The stream of a body, made when somebody first asks.
function streamOf(body) {
  if (body.stream !== undefined) return body.stream;
  const { source } = body;
  let sent = false;
  body.stream = new globalThis.ReadableStream({
    type: 'bytes',
    async pull(controller) {
      if (!sent) {
        sent = true;
        const bytes = await bytesOfSource(source);
        if (bytes.length > 0) {
          controller.enqueue(bytes);
          return;
        }
      }
      controller.close();
      controller.byobRequest?.respond(0);
    },
  });
  return body.stream;
}

async function bytesOfSource(source) {
  if (typeof source === 'function') return new Uint8Array(await source());
  return blobs().isBlob(source) ? source.bytes() : source.slice();
}

async function bytesOf(body) {
  if (body === null) return new Uint8Array(0);
  const chunks = [];
  const reader = streamOf(body).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (views.typedArrayName(value) !== 'Uint8Array') throw new TypeError('Received non-Uint8Array chunk');
    chunks.push(value);
  }
  return new Uint8Array(globalThis.Buffer.concat(chunks));
}

function clone(body) {
  if (body === null) return null;
  const [one, two] = streamOf(body).tee();
  body.stream = one;
  return new Body(body.source, two, body.type);
}

const isUsed = body => body?.stream !== undefined && body.stream[Symbol.for('nodejs.stream.disturbed')];

// ---- reading forms

function parseMultipart(bytes, type) {
  const { Buffer } = globalThis;
  const boundary = /;\s*boundary=(?:"([^"]*)"|([^;\s]*))/i.exec(type);
  const mark = boundary === null ? undefined : `--${boundary[1] ?? boundary[2]}`;
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wrong = () => new TypeError('Failed to parse body as FormData.');
  if (mark === undefined || all.indexOf(mark) !== 0) throw wrong();
  const form = new FormData();
  let at = mark.length;
  while (all.latin1Slice(at, at + 2) !== '--') {
    const head = all.indexOf('\r\n\r\n', at);
    const end = all.indexOf(`\r\n${mark}`, head);
    if (head === -1 || end === -1) throw wrong();
    const fields = all.utf8Slice(at + 2, head);
    const unescape = text => text.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%22/g, '"');
    const name = /^content-disposition:\s*form-data;.*?\bname="([^"]*)"/im.exec(fields);
    const filename = /;\s*filename="([^"]*)"/i.exec(fields);
    if (name === null) throw wrong();
    const content = all.subarray(head + 4, end);
    if (filename === null) {
      form.append(unescape(name[1]), content.utf8Slice());
    } else {
      const kind = /^content-type:\s*(.*)$/im.exec(fields)?.[1].trim() ?? 'text/plain';
      form.append(unescape(name[1]), new (blobs().File)([content], unescape(filename[1]), { type: kind }));
    }
    at = end + 2 + mark.length;
  }
  return form;
}

function parseForm(bytes, type) {
  if (/^multipart\/form-data\b/i.test(type)) return parseMultipart(bytes, type);
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    const form = new FormData();
    for (const [name, value] of new globalThis.URLSearchParams(decode(bytes))) form.append(name, value);
    return form;
  }
  throw new TypeError(
    'Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".',
  );
}

// Gives a class the methods of a body. `inside(object)` gives `{ body, headers }`, or throws.
function mixin(Class, inside) {
  const consume = async (object, convert) => {
    const { body, headers } = inside(object);
    if (isUsed(body) || body?.stream?.locked)
      throw new TypeError('Body is unusable: Body has already been read');
    return convert(await bytesOf(body), headers.get('content-type') ?? '');
  };
  const methods = {
    blob() {
      return consume(this, (bytes, type) => blobs().ofBytes(bytes, type));
    },
    arrayBuffer() {
      return consume(this, bytes => bytes.buffer);
    },
    text() {
      return consume(this, decode);
    },
    json() {
      return consume(this, bytes => JSON.parse(decode(bytes)));
    },
    formData() {
      return consume(this, parseForm);
    },
    bytes() {
      return consume(this, bytes => bytes);
    },
    get body() {
      const { body } = inside(this);
      return body === null ? null : streamOf(body);
    },
    get bodyUsed() {
      return Boolean(isUsed(inside(this).body));
    },
  };
  for (const name of Object.keys(methods)) {
    defineProperty(Class.prototype, name, Object.getOwnPropertyDescriptor(methods, name));
  }
}

// Members that enumerations show, a tag, and how an object is shown.
function finish(Class, names, shown) {
  for (const name of names) defineProperty(Class.prototype, name, { enumerable: true });
  defineProperty(Class.prototype, Symbol.toStringTag, { configurable: true, value: Class.name });
  defineProperty(Class.prototype, custom, {
    configurable: true,
    writable: true,
    value(depth, options) {
      const content = {};
      for (const name of shown) content[name] = this[name];
      const inner = { ...options, depth: options.depth ?? 2 };
      return `${Class.name} ${inspect(content, inner)}`;
    },
  });
}

module.exports = { Body, bodyOf, clone, isUsed, isStream, mixin, finish, encode };
