// `url` (Node page "URL"): the classes of the URL Standard, and the functions that are older.
'use strict';

const check = require('internal:validators');
const { typeError, invalidArgument } = check;
const binding = require('internal:url');
const { files } = require('internal:modules');
const { URL, URLSearchParams, isURL, invalidUrl } = require('internal:url_class');
const querystring = require('querystring');
const path = require('path');
const { Object, decodeURIComponent } = globalThis;

// Schemes that have no host, and those whose path begins behind two slashes.
const hostless = { __proto__: null, javascript: true, 'javascript:': true };
const slashed = { __proto__: null };
for (const name of ['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss']) {
  slashed[name] = slashed[`${name}:`] = true;
}

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  const made = new Url();
  made.parse(url, parseQueryString, slashesDenoteHost);
  return made;
}

// Characters of a path, query or fragment that are escaped.
const unsafe = /[\t\n\r "'<>\\^`{|}]/g;
const escapes = { '\t': '%09', '\n': '%0A', '\r': '%0D', "'": '%27' };

function escapeRest(text) {
  return text.replace(unsafe, found => escapes[found] ?? `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
}

// White space goes at both ends; backslashes before the query become slashes.
function clean(url) {
  const trimmed = url.replace(/^[\t\n\v\f\r \u00a0\ufeff]+|[\t\n\v\f\r \u00a0\ufeff]+$/g, '');
  const end = trimmed.search(/[?#]/);
  const before = end === -1 ? trimmed : trimmed.slice(0, end);
  return before.replaceAll('\\', '/') + (end === -1 ? '' : trimmed.slice(end));
}

// Where the host ends, and the authorization before it.
function endOfHost(rest) {
  let end = -1;
  let at = -1;
  let wrong = -1;
  for (let i = 0; i < rest.length; i++) {
    const c = rest[i];
    if (c === '#' || c === '/' || c === '?') {
      end = i;
      break;
    }
    if (c === '@') {
      at = i;
      wrong = -1;
    } else if (wrong === -1 && /[\t\n\r "%';<>\\^`{|}]/.test(c)) {
      wrong = i;
    }
  }
  if (wrong !== -1) end = wrong;
  return { end: end === -1 ? rest.length : end, at };
}

const forbidden = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const forbiddenInBrackets = /[\0\t\n\r #%/<>?@\\^|]/;

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  check.string(url, 'url');
  let rest = clean(url);
  if (!slashesDenoteHost && !/[#@]/.test(rest)) {
    const simple = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/.exec(rest);
    if (simple) {
      this.path = rest;
      this.href = rest;
      this.pathname = simple[1];
      if (simple[2]) {
        this.search = simple[2];
        this.query = parseQueryString ? querystring.parse(this.search.slice(1)) : this.search.slice(1);
      } else if (parseQueryString) {
        this.search = null;
        this.query = { __proto__: null };
      }
      return this;
    }
  }
  const scheme = /^[a-z0-9.+-]+:/i.exec(rest)?.[0];
  const protocol = scheme?.toLowerCase();
  if (scheme) {
    this.protocol = protocol;
    rest = rest.slice(scheme.length);
  }
  let slashes;
  if (slashesDenoteHost || scheme || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !(protocol && hostless[protocol])) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!hostless[protocol] && (slashes || (scheme && !slashed[scheme]))) rest = parseAuthority(this, rest, url);
  if (!hostless[protocol]) rest = escapeRest(rest);
  parseRest(this, rest, parseQueryString);
  if (slashed[protocol] && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

function parseAuthority(made, rest, url) {
  const { end, at } = endOfHost(rest);
  if (at !== -1) made.auth = decodeURIComponent(rest.slice(0, at));
  made.host = rest.slice(at + 1, end);
  const port = /:[0-9]*$/.exec(made.host)?.[0];
  let host = made.host;
  if (port) {
    if (port !== ':') made.port = port.slice(1);
    host = host.slice(0, host.length - port.length);
  }
  if (host) made.hostname = host;
  if (typeof made.hostname !== 'string') made.hostname = '';
  const { hostname } = made;
  const brackets = hostname[0] === '[' && hostname[hostname.length - 1] === ']';
  let remaining = rest.slice(end);
  if (brackets) {
    if (forbiddenInBrackets.test(hostname)) throw invalidUrl(url);
  } else {
    // What can be no part of a name begins the path.
    const bad = hostname.indexOf(':');
    if (bad !== -1) {
      made.hostname = hostname.slice(0, bad);
      remaining = `/${hostname.slice(bad)}${remaining}`;
    }
  }
  made.hostname = made.hostname.length > 255 ? '' : made.hostname.toLowerCase();
  if (!brackets && made.hostname !== '') {
    if (forbidden.test(made.hostname)) throw invalidUrl(url);
    const ascii = /[^\0-\x7f]/.test(made.hostname) ? binding.toASCII(made.hostname) : made.hostname;
    if (ascii === '' || forbidden.test(ascii)) throw invalidUrl(url);
    made.hostname = ascii;
  }
  made.host = (made.hostname || '') + (made.port ? `:${made.port}` : '');
  if (brackets) {
    made.hostname = made.hostname.slice(1, -1);
    if (remaining[0] !== '/') remaining = `/${remaining}`;
  }
  return remaining;
}

function parseRest(made, rest, parseQueryString) {
  const hash = rest.indexOf('#');
  if (hash !== -1) {
    made.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const question = rest.indexOf('?');
  if (question !== -1) {
    made.search = rest.slice(question);
    made.query = rest.slice(question + 1);
    if (parseQueryString) made.query = querystring.parse(made.query);
    rest = rest.slice(0, question);
  } else if (parseQueryString) {
    made.search = null;
    made.query = { __proto__: null };
  }
  if (rest) made.pathname = rest;
}

function urlFormat(given, options) {
  if (typeof given === 'string') {
    given = urlParse(given);
  } else if (typeof given !== 'object' || given === null) {
    throw invalidArgument('urlObject', 'one of type object or string', given);
  } else if (isURL(given)) {
    return formatURL(given, options);
  }
  return Url.prototype.format.call(given);
}

function formatURL(url, options) {
  let fragment = true;
  let unicode = false;
  let search = true;
  let auth = true;
  if (options) {
    check.object(options, 'options');
    if (options.fragment != null) fragment = Boolean(options.fragment);
    if (options.unicode != null) unicode = Boolean(options.unicode);
    if (options.search != null) search = Boolean(options.search);
    if (options.auth != null) auth = Boolean(options.auth);
  }
  let text = url.protocol;
  if (url.host !== '' || url.protocol === 'file:') {
    text += '//';
    if (auth && (url.username !== '' || url.password !== '')) {
      text += url.username;
      if (url.password !== '') text += `:${url.password}`;
      text += '@';
    }
    text += unicode ? binding.toUnicode(url.hostname) : url.hostname;
    if (url.port !== '') text += `:${url.port}`;
  }
  text += url.pathname;
  if (search) text += url.search;
  if (fragment) text += url.hash;
  return text;
}

Url.prototype.format = function format() {
  let auth = this.auth || '';
  if (auth) auth = `${encodeURIComponent(auth).replace(/%3A/gi, ':')}@`;
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  let query = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    const brackets = this.hostname.includes(':') && !(this.hostname[0] === '[' && this.hostname.endsWith(']'));
    host = auth + (brackets ? `[${this.hostname}]` : this.hostname);
    if (this.port) host += `:${this.port}`;
  }
  if (this.query !== null && typeof this.query === 'object') query = querystring.stringify(this.query);
  let search = this.search || (query && `?${query}`) || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  pathname = pathname.replace(/[#?]/g, found => (found === '#' ? '%23' : '%3F'));
  if (this.slashes || slashed[protocol]) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.length >= 4 && protocol.startsWith('file')) {
      host = '//';
    }
  }
  search = search.replaceAll('#', '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};

function urlResolveObject(source, relative) {
  if (!source) return relative;
  return urlParse(source, false, true).resolveObject(relative);
}

function finish(result) {
  if (result.pathname !== null || result.search !== null) {
    result.path = (result.pathname ? result.pathname : '') + (result.search ? result.search : '');
  }
  result.href = result.format();
  return result;
}

// Another scheme: all but the scheme comes from the relative URL.
function resolveScheme(result, relative) {
  if (!slashed[relative.protocol]) {
    Object.assign(result, relative);
    result.href = result.format();
    return result;
  }
  result.protocol = relative.protocol;
  if (!relative.host && !/^file:?$/.test(relative.protocol) && !hostless[relative.protocol]) {
    const parts = (relative.pathname || '').split('/');
    while (parts.length > 0 && !(relative.host = parts.shift()));
    relative.host ||= '';
    relative.hostname ||= '';
    if (parts[0] !== '') parts.unshift('');
    if (parts.length < 2) parts.unshift('');
    result.pathname = parts.join('/');
  } else {
    result.pathname = relative.pathname;
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  result.slashes = result.slashes || relative.slashes;
  return finish(result);
}

// Takes `.` and `..` out; how many levels lead above the beginning.
function withoutDots(parts) {
  let up = 0;
  for (let i = parts.length - 1; i >= 0; i--) {
    if (parts[i] === '.') {
      parts.splice(i, 1);
    } else if (parts[i] === '..') {
      parts.splice(i, 1);
      up++;
    } else if (up > 0) {
      parts.splice(i, 1);
      up--;
    }
  }
  return up;
}

Url.prototype.resolveObject = function resolveObject(relative) {
  if (typeof relative === 'string') relative = urlParse(relative, false, true);
  const result = new Url();
  Object.assign(result, this);
  result.hash = relative.hash;
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) {
    for (const key of Object.keys(relative)) if (key !== 'protocol') result[key] = relative[key];
    if (slashed[result.protocol] && result.hostname && !result.pathname) result.path = result.pathname = '/';
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol) return resolveScheme(result, relative);
  const sourceAbsolute = Boolean(result.pathname && result.pathname[0] === '/');
  const relativeAbsolute = Boolean(relative.host || (relative.pathname && relative.pathname[0] === '/'));
  let mustBeAbsolute = relativeAbsolute || sourceAbsolute || Boolean(result.host && relative.pathname);
  const removeAllDots = mustBeAbsolute;
  let parts = (result.pathname && result.pathname.split('/')) || [];
  const added = (relative.pathname && relative.pathname.split('/')) || [];
  const noLeadingSlashes = result.protocol && !slashed[result.protocol];
  // Schemes without slashes keep the host as the first part of the path.
  if (noLeadingSlashes) {
    result.hostname = '';
    result.port = null;
    if (result.host) {
      if (parts[0] === '') parts[0] = result.host;
      else parts.unshift(result.host);
    }
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) {
        if (added[0] === '') added[0] = relative.host;
        else added.unshift(relative.host);
      }
      relative.host = null;
    }
    mustBeAbsolute = mustBeAbsolute && (added[0] === '' || parts[0] === '');
  }
  if (relativeAbsolute) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    parts = added;
  } else if (added.length > 0) {
    parts.pop();
    parts = parts.concat(added);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    if (noLeadingSlashes) takeHost(result, parts.shift());
    result.search = relative.search;
    result.query = relative.query;
    return finish(result);
  }
  return joinParts(result, relative, parts, { mustBeAbsolute, removeAllDots, noLeadingSlashes });
};

// The host that stood in the path, with the authorization before it.
function takeHost(result, host) {
  result.hostname = result.host = host;
  const at = result.host && result.host.indexOf('@') > 0 && result.host.split('@');
  if (at) {
    result.auth = at.shift();
    result.host = result.hostname = at.shift();
  }
}

function joinParts(result, relative, parts, how) {
  let { mustBeAbsolute } = how;
  if (parts.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return result;
  }
  const last = parts[parts.length - 1];
  const trailing =
    ((result.host || relative.host || parts.length > 1) && (last === '.' || last === '..')) || last === '';
  let up = withoutDots(parts);
  if (!mustBeAbsolute && !how.removeAllDots) while (up-- > 0) parts.unshift('..');
  if (mustBeAbsolute && parts[0] !== '' && (!parts[0] || parts[0][0] !== '/')) parts.unshift('');
  if (trailing && !parts.join('/').endsWith('/')) parts.push('');
  const isAbsolute = parts[0] === '' || (parts[0] && parts[0][0] === '/');
  if (how.noLeadingSlashes) takeHost(result, isAbsolute ? '' : parts.length > 0 ? parts.shift() : '');
  mustBeAbsolute = mustBeAbsolute || Boolean(result.host && parts.length > 0);
  if (mustBeAbsolute && !isAbsolute) parts.unshift('');
  if (parts.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = parts.join('/');
  }
  if (result.pathname !== null || result.search !== null) {
    result.path = (result.pathname ? result.pathname : '') + (result.search ? result.search : '');
  }
  result.auth = relative.auth || result.auth;
  result.slashes = result.slashes || relative.slashes;
  result.href = result.format();
  return result;
}

Url.prototype.parseHost = function parseHost() {
  let { host } = this;
  const port = /:[0-9]*$/.exec(host)?.[0];
  if (port) {
    if (port !== ':') this.port = port.slice(1);
    host = host.slice(0, host.length - port.length);
  }
  if (host) this.hostname = host;
};

// ---- files

function domainToASCII(domain) {
  if (arguments.length < 1) throw typeError('ERR_MISSING_ARGS', 'The "domain" argument must be specified');
  return binding.toASCII(`${domain}`);
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw typeError('ERR_MISSING_ARGS', 'The "domain" argument must be specified');
  return binding.toUnicode(`${domain}`);
}

function pathFromPosix(url) {
  if (url.hostname !== '') {
    throw typeError(
      'ERR_INVALID_FILE_URL_HOST',
      `File URL host must be "localhost" or empty on ${process.platform}`,
    );
  }
  const { pathname } = url;
  if (/%2f/i.test(pathname)) {
    throw typeError('ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded / characters');
  }
  return decodeURIComponent(pathname);
}

function pathFromWindows(url) {
  let { pathname } = url;
  if (/%2f|%5c/i.test(pathname)) {
    throw typeError('ERR_INVALID_FILE_URL_PATH', 'File URL path must not include encoded \\ or / characters');
  }
  pathname = decodeURIComponent(pathname.replaceAll('/', '\\'));
  if (url.hostname !== '') return `\\\\${binding.toUnicode(url.hostname)}${pathname}`;
  if (!/^[a-z]$/i.test(pathname[1]) || pathname[2] !== ':') {
    throw typeError('ERR_INVALID_FILE_URL_PATH', 'File URL path must be absolute');
  }
  return pathname.slice(1);
}

function fileURLToPath(given, options = undefined) {
  if (typeof given === 'string') given = new URL(given);
  else if (!isURL(given)) throw invalidArgument('path', 'of type string or an instance of URL', given);
  if (given.protocol !== 'file:') throw typeError('ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  return options?.windows ? pathFromWindows(given) : pathFromPosix(given);
}

function pathToFileURL(given, options = undefined) {
  check.string(given, 'path');
  if (options?.windows) {
    const full = path.win32.resolve(given).replaceAll('\\', '/');
    return new URL(full.startsWith('//') ? `file:${encodeURI(full)}` : `file:///${encodeURI(full)}`);
  }
  let resolved = path.resolve(given);
  // A slash at the end stays.
  if (given.endsWith('/') && !resolved.endsWith('/')) resolved += '/';
  return new URL(files.url(resolved));
}

function urlToHttpOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

module.exports = {
  Url,
  parse: urlParse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  pathToFileURL,
  fileURLToPath,
  urlToHttpOptions,
};
