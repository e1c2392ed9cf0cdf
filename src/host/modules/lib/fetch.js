// `Request`, `Response` and `fetch` (WHATWG Fetch), without a network: `data:` and `blob:` URLs are
// answered, whatever else is refused.
'use strict';

const { typeError, error } = require('internal:validators');
const { Headers, FormData, setGuard, isToken, needs } = require('internal:fetch_headers');
const { Body, bodyOf, clone, isUsed, isStream, mixin, finish } = require('internal:fetch_body');
const { AbortController, Blob, Error, JSON, Number, Object, RangeError, String, TypeError, URL, Uint8Array } =
  globalThis;

const key = {};
const EMPTY = [101, 103, 204, 205, 304];
const REDIRECTS = [301, 302, 303, 307, 308];
const wrongThis = name => typeError('ERR_INVALID_THIS', `Value of "this" must be of type ${name}`);
const unlessSet = (headers, name, value) => {
  if (value !== null && !headers.has(name)) headers.append(name, value);
};

function unusable(body, message) {
  if (isUsed(body) || body?.stream?.locked) throw new TypeError(message);
}

class Response {
  #state;

  constructor(body = null, init = {}) {
    if (body === key) {
      this.#state = init;
      return;
    }
    const { status = 200, statusText = '', headers } = init ?? {};
    const code = Number(status) & 0xffff;
    if (code < 200 || code > 599) {
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    }
    if (/[^\t\x20-\x7e\x80-\xff]/.test(statusText)) throw new TypeError('Invalid statusText');
    const own = { type: 'default', url: '', status: code, statusText: String(statusText), redirected: false };
    this.#state = { ...own, headers: new Headers(headers), body: null };
    if (body === null || body === undefined) return;
    if (EMPTY.includes(code)) {
      throw new TypeError(`Response constructor: Invalid response status code ${code}`);
    }
    this.#state.body = bodyOf(body);
    unlessSet(this.#state.headers, 'content-type', this.#state.body.type);
  }

  static inside(value) {
    if (typeof value !== 'object' || value === null || !(#state in value)) throw wrongThis('Response');
    return value.#state;
  }

  static error() {
    const headers = new Headers();
    setGuard(headers, 'immutable');
    return made({
      type: 'error',
      url: '',
      status: 0,
      statusText: '',
      redirected: false,
      headers,
      body: null,
    });
  }

  static json(data, init = {}) {
    needs('Response.json', arguments, 1);
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const response = new Response(new Blob([text]), init);
    if (!new Headers(init?.headers).has('content-type')) {
      response.#state.headers.set('content-type', 'application/json');
    }
    return response;
  }

  static redirect(url, status = 302) {
    needs('Response.redirect', arguments, 1);
    const target = parsed(String(url));
    if (!REDIRECTS.includes(Number(status))) throw new RangeError(`Invalid status code ${status}`);
    const headers = new Headers({ location: target.href.replace(/^(\w+:\/\/[^/]+)$/, '$1') });
    setGuard(headers, 'immutable');
    const own = { type: 'default', url: '', status: Number(status), statusText: '', redirected: false };
    return made({ ...own, headers, body: null });
  }

  get type() {
    return inResponse(this).type;
  }

  get url() {
    return inResponse(this).url;
  }

  get redirected() {
    return inResponse(this).redirected;
  }

  get status() {
    return inResponse(this).status;
  }

  get ok() {
    const { status } = inResponse(this);
    return status >= 200 && status <= 299;
  }

  get statusText() {
    return inResponse(this).statusText;
  }

  get headers() {
    return inResponse(this).headers;
  }

  clone() {
    const state = inResponse(this);
    unusable(state.body, 'Response.clone: Body has already been consumed.');
    return made({ ...state, headers: new Headers(state.headers), body: clone(state.body) });
  }
}
const inResponse = Response.inside;
delete Response.inside;
const made = state => new Response(key, state);
mixin(Response, inResponse);
finish(
  Response,
  ['type', 'url', 'redirected', 'status', 'ok', 'statusText', 'headers', 'clone'],
  ['status', 'statusText', 'headers', 'body', 'bodyUsed', 'ok', 'redirected', 'type', 'url'],
);
for (const name of ['error', 'json', 'redirect']) Object.defineProperty(Response, name, { enumerable: true });

function parsed(text) {
  try {
    return new URL(text);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${text}`, { cause });
  }
}

const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];

function methodOf(value) {
  const text = String(value);
  const upper = text.toUpperCase();
  if (!isToken(text)) throw new TypeError(`'${text}' is not a valid HTTP method.`);
  if (['CONNECT', 'TRACE', 'TRACK'].includes(upper))
    throw new TypeError(`'${text}' HTTP method is unsupported.`);
  return METHODS.includes(upper) ? upper : text;
}

const DEFAULTS = {
  mode: 'cors',
  credentials: 'same-origin',
  cache: 'default',
  redirect: 'follow',
  integrity: '',
  keepalive: false,
  referrer: 'about:client',
  referrerPolicy: '',
};
const CHOICES = {
  mode: ['navigate', 'same-origin', 'no-cors', 'cors'],
  credentials: ['omit', 'same-origin', 'include'],
  cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
  redirect: ['follow', 'error', 'manual'],
};

class Request {
  #state;

  constructor(input, init = {}) {
    needs('Request constructor', arguments, 1);
    init ??= {};
    const isRequest = typeof input === 'object' && input !== null && #state in input;
    const old = isRequest ? input.#state : { ...DEFAULTS, method: 'GET', headers: undefined, body: null };
    const url = isRequest ? old.url : parsed(String(input));
    if (!isRequest && (url.username || url.password)) {
      throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`);
    }
    const state = { ...old, url };
    this.#state = state;
    for (const name of Object.keys(DEFAULTS)) {
      if (init[name] === undefined) continue;
      state[name] = typeof DEFAULTS[name] === 'boolean' ? Boolean(init[name]) : String(init[name]);
      if (CHOICES[name] !== undefined && !CHOICES[name].includes(state[name])) {
        throw new TypeError(
          `Request constructor: ${state[name]} is not an accepted type. Expected one of ${CHOICES[name].join(', ')}.`,
        );
      }
    }
    if (init.method !== undefined) state.method = methodOf(init.method);
    state.headers = new Headers(init.headers ?? old.headers);
    const controller = new AbortController();
    state.signal = controller.signal;
    const signal = init.signal === undefined ? old.signal : init.signal;
    if (signal !== undefined && signal !== null) follow(signal, controller);
    this.#takeBody(init, isRequest ? input : undefined);
  }

  #takeBody(init, other) {
    const state = this.#state;
    const given = init.body ?? null;
    const inherited = other === undefined ? null : other.#state.body;
    if ((given !== null || inherited !== null) && (state.method === 'GET' || state.method === 'HEAD')) {
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    }
    if (given !== null) {
      if (isStream(given) && init.duplex === undefined) {
        throw new TypeError('RequestInit: duplex option is required when sending a body.');
      }
      state.body = bodyOf(given);
      unlessSet(state.headers, 'content-type', state.body.type);
      return;
    }
    if (inherited === null) return;
    unusable(inherited, 'Cannot construct a Request with a Request object that has already been used.');
    // The other one is used up.
    const stream = other.body;
    state.body = new Body(undefined, stream.pipeThrough(new globalThis.TransformStream()), inherited.type);
  }

  static open() {
    return [
      value => {
        if (typeof value !== 'object' || value === null || !(#state in value)) throw wrongThis('Request');
        return value.#state;
      },
      request => {
        const copy = new Request(request.url, { method: request.method, headers: request.headers });
        const state = request.#state;
        copy.#state = { ...state, headers: copy.headers, signal: copy.signal, body: clone(state.body) };
        return copy;
      },
    ];
  }

  get method() {
    return inRequest(this).method;
  }

  get url() {
    return inRequest(this).url.href;
  }

  get headers() {
    return inRequest(this).headers;
  }

  get signal() {
    return inRequest(this).signal;
  }

  get destination() {
    inRequest(this);
    return '';
  }

  get isReloadNavigation() {
    inRequest(this);
    return false;
  }

  get isHistoryNavigation() {
    inRequest(this);
    return false;
  }

  get duplex() {
    inRequest(this);
    return 'half';
  }

  clone() {
    unusable(inRequest(this).body, 'unusable');
    return copyOf(this);
  }
}
const [inRequest, copyOf] = Request.open();
delete Request.open;
for (const name of Object.keys(DEFAULTS)) {
  const { get } = Object.getOwnPropertyDescriptor(
    {
      get [name]() {
        return inRequest(this)[name];
      },
    },
    name,
  );
  Object.defineProperty(Request.prototype, name, { configurable: true, get });
}
mixin(Request, inRequest);
finish(
  Request,
  [
    ...Object.keys(DEFAULTS),
    'method',
    'url',
    'headers',
    'signal',
    'destination',
    'isReloadNavigation',
    'isHistoryNavigation',
    'duplex',
    'clone',
  ],
  [
    'method',
    'url',
    'headers',
    'destination',
    'referrer',
    'referrerPolicy',
    'mode',
    'credentials',
    'cache',
    'redirect',
    'integrity',
    'keepalive',
    'isReloadNavigation',
    'isHistoryNavigation',
    'signal',
  ],
);

function follow(signal, controller) {
  if (typeof signal.aborted !== 'boolean' || typeof signal.addEventListener !== 'function') {
    throw new TypeError("Failed to construct 'Request': member signal is not of type AbortSignal.");
  }
  if (signal.aborted) controller.abort(signal.reason);
  else signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
}

const failed = cause => new TypeError('fetch failed', { cause });

function answer(url, body, headers) {
  const own = { type: 'basic', url, status: 200, statusText: 'OK', redirected: false };
  const list = new Headers(headers);
  setGuard(list, 'immutable');
  return made({ ...own, headers: list, body });
}

function ofData(url) {
  const { 1: head, 2: data } = /^data:([^,]*),([^#]*)/.exec(url.href) ?? [];
  if (head === undefined) throw failed(new Error('invalid data: URL'));
  const isBase64 = /;\s*base64\s*$/i.test(head);
  const type = head.replace(/;\s*base64\s*$/i, '').trim();
  const { Buffer } = globalThis;
  let bytes = Buffer.from(
    data.replace(/%([0-9a-f]{2})/gi, (all, digits) => String.fromCharCode(parseInt(digits, 16))),
    'latin1',
  );
  if (isBase64) bytes = Buffer.from(bytes.latin1Slice(), 'base64');
  const shown =
    type === '' ? 'text/plain;charset=US-ASCII' : type.startsWith(';') ? `text/plain${type}` : type;
  return answer(url.href, new Body(new Uint8Array(bytes), undefined, null), { 'Content-Type': shown });
}

function ofBlob(url) {
  const blob = require('internal:blob').resolveObjectURL(url.href);
  if (blob === undefined) throw failed(new Error('invalid blob url'));
  const headers = { 'Content-Length': String(blob.size), 'Content-Type': blob.type };
  return answer(url.href, new Body(blob, undefined, null), headers);
}

async function fetch(input, init = undefined) {
  const request = new Request(input, init);
  if (request.signal.aborted) throw request.signal.reason;
  await undefined;
  const { url } = inRequest(request);
  switch (url.protocol) {
    case 'data:':
      return ofData(url);
    case 'blob:':
      return ofBlob(url);
    case 'http:':
    case 'https:': {
      const cause = error('ERR_ACCESS_DENIED', `fetch('${url.href}') is refused: glass opens no connections`);
      cause.permission = 'Network';
      cause.resource = url.href;
      throw failed(cause);
    }
    default:
      throw failed(new Error(url.protocol === 'about:' ? 'about scheme is not supported' : 'unknown scheme'));
  }
}

module.exports = { FormData, Headers, Request, Response, fetch };
