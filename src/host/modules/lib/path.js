// `path` (Node page "Path"): posix and win32, by one set of functions over the separators.
'use strict';

const { invalidArgument } = require('internal:errors');

function check(value, name) {
  if (typeof value !== 'string') throw invalidArgument(name, 'of type string', value);
}

function checkObject(value, name) {
  if (value === null || typeof value !== 'object') throw invalidArgument(name, 'of type object', value);
}

// Takes `.` and `..` out of a path without its root.
function normalizeParts(path, isAbsolute, separator, isSeparator) {
  const parts = [];
  let start = 0;
  for (let at = 0; at <= path.length; at++) {
    if (at < path.length && !isSeparator(path.charCodeAt(at))) continue;
    const part = path.slice(start, at);
    start = at + 1;
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else if (!isAbsolute) parts.push('..');
  }
  return parts.join(separator);
}

const isPosixSeparator = code => code === 47;
const isWindowsSeparator = code => code === 47 || code === 92;
const isDriveLetter = code => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

// The end of a path without the separators that trail it, not below `root`.
function trimmedEnd(path, root, isSeparator) {
  let end = path.length;
  while (end > root && isSeparator(path.charCodeAt(end - 1))) end--;
  return end;
}

function lastSeparator(path, end, isSeparator) {
  let at = end - 1;
  while (at >= 0 && !isSeparator(path.charCodeAt(at))) at--;
  return at;
}

// The base name within `start..end`.
function baseOf(path, start, end, isSeparator) {
  return path.slice(Math.max(start, lastSeparator(path, end, isSeparator) + 1), end);
}

function extensionOf(base) {
  const dot = base.lastIndexOf('.');
  if (dot <= 0 || base === '..') return '';
  return base.slice(dot);
}

function withoutSuffix(base, suffix, path) {
  if (suffix === undefined) return base;
  if (suffix === path) return '';
  return base !== suffix && base.endsWith(suffix) ? base.slice(0, base.length - suffix.length) : base;
}

function format(separator, object) {
  checkObject(object, 'pathObject');
  const dir = object.dir || object.root;
  const ext = object.ext ? `${object.ext[0] === '.' ? '' : '.'}${object.ext}` : '';
  const base = object.base || `${object.name || ''}${ext}`;
  if (!dir) return base;
  return dir === object.root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

function parseFrom(path, root, dir, base) {
  const ext = extensionOf(base);
  return { root, dir, base, ext, name: base.slice(0, base.length - ext.length) };
}

const posix = {
  resolve(...args) {
    let resolved = '';
    for (let i = args.length - 1; i >= -1; i--) {
      const path = i >= 0 ? args[i] : process.cwd();
      if (i >= 0) check(path, `paths[${i}]`);
      if (path.length === 0) continue;
      resolved = resolved === '' ? path : `${path}/${resolved}`;
      if (path.charCodeAt(0) === 47) break;
    }
    const isAbsolute = resolved.charCodeAt(0) === 47;
    const normal = normalizeParts(resolved, isAbsolute, '/', isPosixSeparator);
    return isAbsolute ? `/${normal}` : normal || '.';
  },
  normalize(path) {
    check(path, 'path');
    if (path.length === 0) return '.';
    const isAbsolute = path.charCodeAt(0) === 47;
    const trails = path.charCodeAt(path.length - 1) === 47;
    let normal = normalizeParts(path, isAbsolute, '/', isPosixSeparator);
    if (normal.length === 0) {
      if (isAbsolute) return '/';
      return trails ? './' : '.';
    }
    if (trails) normal += '/';
    return isAbsolute ? `/${normal}` : normal;
  },
  isAbsolute(path) {
    check(path, 'path');
    return path.charCodeAt(0) === 47;
  },
  join(...args) {
    for (const arg of args) check(arg, 'path');
    const joined = args.filter(arg => arg.length > 0).join('/');
    return joined === '' ? '.' : posix.normalize(joined);
  },
  relative(from, to) {
    check(from, 'from');
    check(to, 'to');
    if (from === to) return '';
    from = posix.resolve(from);
    to = posix.resolve(to);
    if (from === to) return '';
    const [a, b] = [from, to].map(path => path.split('/').filter(Boolean));
    let same = 0;
    while (same < a.length && same < b.length && a[same] === b[same]) same++;
    return [...a.slice(same).fill('..'), ...b.slice(same)].join('/');
  },
  toNamespacedPath(path) {
    return path;
  },
  dirname(path) {
    check(path, 'path');
    if (path.length === 0) return '.';
    const isAbsolute = path.charCodeAt(0) === 47;
    const at = lastSeparator(path, trimmedEnd(path, 1, isPosixSeparator), isPosixSeparator);
    if (at === -1) return isAbsolute ? '/' : '.';
    if (at === 0) return '/';
    if (isAbsolute && at === 1 && path.charCodeAt(1) === 47) return '//';
    return path.slice(0, at);
  },
  basename(path, suffix) {
    if (suffix !== undefined) check(suffix, 'suffix');
    check(path, 'path');
    return withoutSuffix(baseOf(path, 0, trimmedEnd(path, 0, isPosixSeparator), isPosixSeparator), suffix, path);
  },
  extname(path) {
    check(path, 'path');
    return extensionOf(baseOf(path, 0, trimmedEnd(path, 0, isPosixSeparator), isPosixSeparator));
  },
  format(object) {
    return format('/', object);
  },
  parse(path) {
    check(path, 'path');
    const root = path.charCodeAt(0) === 47 ? '/' : '';
    const end = trimmedEnd(path, root.length, isPosixSeparator);
    const base = baseOf(path, root.length, end, isPosixSeparator);
    const at = end - base.length;
    const dir = at > root.length ? path.slice(0, at - 1) : root;
    return parseFrom(path, root, dir, base);
  },
  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
};

// The device of a Windows path (`C:` or `\\server\share`), and where the rest begins.
function windowsRoot(path) {
  const length = path.length;
  if (length === 0) return { device: '', end: 0, isAbsolute: false };
  if (isWindowsSeparator(path.charCodeAt(0))) {
    if (length > 1 && isWindowsSeparator(path.charCodeAt(1))) {
      let at = 2;
      while (at < length && !isWindowsSeparator(path.charCodeAt(at))) at++;
      const server = path.slice(2, at);
      let share = at;
      while (share < length && isWindowsSeparator(path.charCodeAt(share))) share++;
      if (server !== '' && share > at && share < length) {
        let end = share;
        while (end < length && !isWindowsSeparator(path.charCodeAt(end))) end++;
        return { device: `\\\\${server}\\${path.slice(share, end)}`, end, isAbsolute: true, isUnc: true };
      }
    }
    return { device: '', end: 1, isAbsolute: true };
  }
  if (length > 1 && isDriveLetter(path.charCodeAt(0)) && path.charCodeAt(1) === 58) {
    const isAbsolute = length > 2 && isWindowsSeparator(path.charCodeAt(2));
    return { device: path.slice(0, 2), end: isAbsolute ? 3 : 2, isAbsolute };
  }
  return { device: '', end: 0, isAbsolute: false };
}

const win32 = {
  resolve(...args) {
    let device = '';
    let tail = '';
    let isAbsolute = false;
    for (let i = args.length - 1; i >= -1; i--) {
      let path;
      if (i >= 0) {
        path = args[i];
        check(path, `paths[${i}]`);
        if (path.length === 0) continue;
      } else {
        path = process.cwd();
      }
      const root = windowsRoot(path);
      if (root.device !== '') {
        if (device !== '' && root.device.toLowerCase() !== device.toLowerCase()) continue;
        if (device === '') device = root.device;
      }
      if (!isAbsolute) {
        tail = `${path.slice(root.end)}\\${tail}`;
        isAbsolute = root.isAbsolute;
      }
      if (isAbsolute && device !== '') break;
    }
    tail = normalizeParts(tail, isAbsolute, '\\', isWindowsSeparator);
    return isAbsolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
  },
  normalize(path) {
    check(path, 'path');
    if (path.length === 0) return '.';
    const { device, end, isAbsolute, isUnc } = windowsRoot(path);
    if (isUnc && end === path.length) return `${device}\\`;
    let tail = end < path.length ? normalizeParts(path.slice(end), isAbsolute, '\\', isWindowsSeparator) : '';
    if (tail.length === 0 && !isAbsolute) tail = '.';
    if (tail.length > 0 && isWindowsSeparator(path.charCodeAt(path.length - 1))) tail += '\\';
    // What was no device must not become one.
    if (!isAbsolute && device === '' && path.includes(':')) {
      if (/^[A-Za-z]:/.test(tail) || /:(?:[\\/]|$)/.test(path)) return `.\\${tail}`;
    }
    return isAbsolute ? `${device}\\${tail}` : `${device}${tail}`;
  },
  isAbsolute(path) {
    check(path, 'path');
    return windowsRoot(path).isAbsolute;
  },
  join(...args) {
    for (const arg of args) check(arg, 'path');
    const parts = args.filter(arg => arg.length > 0);
    if (parts.length === 0) return '.';
    let joined = parts.join('\\');
    // Two separators in front mean a server only when the first part says so.
    const leading = /^[\\/]*/.exec(joined)[0].length;
    const first = /^[\\/]*/.exec(parts[0])[0].length;
    if (leading > 1 && !(first === 2 && parts[0].length > 2)) joined = `\\${joined.slice(leading)}`;
    return win32.normalize(joined);
  },
  relative(from, to) {
    check(from, 'from');
    check(to, 'to');
    if (from === to) return '';
    const [origin, target] = [win32.resolve(from), win32.resolve(to)];
    if (origin.toLowerCase() === target.toLowerCase()) return '';
    const [a, b] = [origin, target].map(path => path.split('\\').filter(Boolean));
    let same = 0;
    while (same < a.length && same < b.length && a[same].toLowerCase() === b[same].toLowerCase()) same++;
    if (same === 0) return target;
    return [...a.slice(same).fill('..'), ...b.slice(same)].join('\\');
  },
  toNamespacedPath(path) {
    if (typeof path !== 'string' || path.length === 0) return path;
    const resolved = win32.resolve(path);
    if (resolved.length <= 2) return path;
    if (resolved.startsWith('\\\\')) {
      return resolved[2] !== '?' && resolved[2] !== '.' ? `\\\\?\\UNC\\${resolved.slice(2)}` : path;
    }
    return isDriveLetter(resolved.charCodeAt(0)) && resolved.startsWith(':\\', 1) ? `\\\\?\\${resolved}` : path;
  },
  dirname(path) {
    check(path, 'path');
    if (path.length === 0) return '.';
    const { end: root, isUnc } = windowsRoot(path);
    const start = isUnc && root < path.length ? root + 1 : root;
    const at = lastSeparator(path, trimmedEnd(path, start, isWindowsSeparator), isWindowsSeparator);
    if (at < start) return start === 0 ? '.' : path.slice(0, start);
    return path.slice(0, Math.max(at, start));
  },
  basename(path, suffix) {
    if (suffix !== undefined) check(suffix, 'suffix');
    check(path, 'path');
    const start = isDriveLetter(path.charCodeAt(0)) && path.charCodeAt(1) === 58 ? 2 : 0;
    return withoutSuffix(baseOf(path, start, trimmedEnd(path, start, isWindowsSeparator), isWindowsSeparator), suffix, path);
  },
  extname(path) {
    return extensionOf(win32.basename(path));
  },
  format(object) {
    return format('\\', object);
  },
  parse(path) {
    check(path, 'path');
    const { end: root, isUnc } = windowsRoot(path);
    const start = isUnc && root < path.length ? root + 1 : root;
    const end = trimmedEnd(path, start, isWindowsSeparator);
    const base = baseOf(path, start, end, isWindowsSeparator);
    const at = end - base.length;
    const dir = at > start ? path.slice(0, at - 1) : path.slice(0, start);
    return parseFrom(path, path.slice(0, start), dir, base);
  },
  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: null,
};

posix.win32 = win32.win32 = win32;
posix.posix = win32.posix = posix;
posix._makeLong = posix.toNamespacedPath;
win32._makeLong = win32.toNamespacedPath;

module.exports = posix;
