// What the modules of files share: paths, flags, modes, what is known of a file.
'use strict';

const check = require('internal:validators');
const { invalidArgument, invalidValue } = check;
const { Object, Date, Number, Symbol, Math, BigInt } = globalThis;

const constants = Object.setPrototypeOf(
  {
    UV_FS_SYMLINK_DIR: 1,
    UV_FS_SYMLINK_JUNCTION: 2,
    O_RDONLY: 0,
    O_WRONLY: 1,
    O_RDWR: 2,
    UV_DIRENT_UNKNOWN: 0,
    UV_DIRENT_FILE: 1,
    UV_DIRENT_DIR: 2,
    UV_DIRENT_LINK: 3,
    UV_DIRENT_FIFO: 4,
    UV_DIRENT_SOCKET: 5,
    UV_DIRENT_CHAR: 6,
    UV_DIRENT_BLOCK: 7,
    EXTENSIONLESS_FORMAT_JAVASCRIPT: 0,
    EXTENSIONLESS_FORMAT_WASM: 1,
    S_IFMT: 61440,
    S_IFREG: 32768,
    S_IFDIR: 16384,
    S_IFCHR: 8192,
    S_IFBLK: 24576,
    S_IFIFO: 4096,
    S_IFLNK: 40960,
    S_IFSOCK: 49152,
    O_CREAT: 64,
    O_EXCL: 128,
    UV_FS_O_FILEMAP: 0,
    O_NOCTTY: 256,
    O_TRUNC: 512,
    O_APPEND: 1024,
    O_DIRECTORY: 65536,
    O_NOATIME: 262144,
    O_NOFOLLOW: 131072,
    O_SYNC: 1052672,
    O_DSYNC: 4096,
    O_DIRECT: 16384,
    O_NONBLOCK: 2048,
    S_IRWXU: 448,
    S_IRUSR: 256,
    S_IWUSR: 128,
    S_IXUSR: 64,
    S_IRWXG: 56,
    S_IRGRP: 32,
    S_IWGRP: 16,
    S_IXGRP: 8,
    S_IRWXO: 7,
    S_IROTH: 4,
    S_IWOTH: 2,
    S_IXOTH: 1,
    F_OK: 0,
    R_OK: 4,
    W_OK: 2,
    X_OK: 1,
    UV_FS_COPYFILE_EXCL: 1,
    COPYFILE_EXCL: 1,
    UV_FS_COPYFILE_FICLONE: 2,
    COPYFILE_FICLONE: 2,
    UV_FS_COPYFILE_FICLONE_FORCE: 4,
    COPYFILE_FICLONE_FORCE: 4,
  },
  null,
);

// ---- arguments

const isBuffer = value => globalThis.Buffer !== undefined && value instanceof globalThis.Uint8Array;

function path(value, name = 'path') {
  if (value !== null && typeof value === 'object' && !isBuffer(value)) {
    const { isURL } = require('internal:url_class');
    if (isURL(value)) value = require('url').fileURLToPath(value);
  }
  if (isBuffer(value)) value = globalThis.Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString();
  if (typeof value !== 'string') throw invalidArgument(name, 'of type string or an instance of Buffer or URL', value);
  if (value.includes('\0')) {
    throw invalidValue(name, value, 'must be a string, Uint8Array, or URL without null bytes');
  }
  return value;
}

function fd(value) {
  check.integer(value, 'fd', 0, 2147483647);
  return value;
}

const flagLetters = {
  __proto__: null,
  r: constants.O_RDONLY,
  rs: constants.O_RDONLY | constants.O_SYNC,
  sr: constants.O_RDONLY | constants.O_SYNC,
  'r+': constants.O_RDWR,
  'rs+': constants.O_RDWR | constants.O_SYNC,
  'sr+': constants.O_RDWR | constants.O_SYNC,
  w: constants.O_TRUNC | constants.O_CREAT | constants.O_WRONLY,
  wx: constants.O_TRUNC | constants.O_CREAT | constants.O_WRONLY | constants.O_EXCL,
  'w+': constants.O_TRUNC | constants.O_CREAT | constants.O_RDWR,
  'wx+': constants.O_TRUNC | constants.O_CREAT | constants.O_RDWR | constants.O_EXCL,
  a: constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY,
  ax: constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_EXCL,
  as: constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_SYNC,
  'a+': constants.O_APPEND | constants.O_CREAT | constants.O_RDWR,
  'ax+': constants.O_APPEND | constants.O_CREAT | constants.O_RDWR | constants.O_EXCL,
  'as+': constants.O_APPEND | constants.O_CREAT | constants.O_RDWR | constants.O_SYNC,
};
flagLetters.xw = flagLetters.wx;
flagLetters['xw+'] = flagLetters['wx+'];
flagLetters.xa = flagLetters.ax;
flagLetters['xa+'] = flagLetters['ax+'];
flagLetters.sa = flagLetters.as;
flagLetters['sa+'] = flagLetters['as+'];

function flags(value, name = 'flags') {
  if (typeof value === 'number') {
    check.int32(value, name);
    return value;
  }
  if (value == null) return constants.O_RDONLY;
  const found = flagLetters[value];
  if (found === undefined) throw invalidValue(name, value);
  return found;
}

function mode(value, name, fallback) {
  value ??= fallback;
  if (typeof value === 'string') {
    if (!/^[0-7]+$/.test(value)) {
      throw invalidValue(name, value, 'must be a 32-bit unsigned integer or an octal string');
    }
    value = parseInt(value, 8);
  }
  check.uint32(value, name);
  return value;
}

// Options of a function that takes an encoding in their place.
function options(value, defaults = {}) {
  if (value == null || typeof value === 'function') return defaults;
  if (typeof value === 'string') {
    const made = { ...defaults, encoding: value };
    encoding(value);
    return made;
  }
  if (typeof value !== 'object') throw invalidArgument('options', 'of type string or an instance of Object', value);
  const made = { ...defaults, ...value };
  if (made.encoding !== 'buffer') encoding(made.encoding);
  check.abortSignal(made.signal, 'options.signal');
  return made;
}

const encodings = /^(?:utf-?8|ucs-?2|utf-?16le|latin1|binary|base64|base64url|hex|ascii|buffer)$/i;

function encoding(value) {
  if (value && !(typeof value === 'string' && encodings.test(value))) {
    throw invalidValue('encoding', value, 'is invalid encoding');
  }
}

// Seconds since the epoch, of a number, its text or a date.
function time(value, name = 'time') {
  if (+value === value) {
    if (!Number.isFinite(value) || value < 0) return Date.now() / 1000;
    return value;
  }
  if (typeof value === 'string' && +value == value) return +value;
  if (value instanceof Date) return value.getTime() / 1000;
  throw invalidArgument(name, 'an instance of Date or an Time in seconds', value);
}

// ---- what is known of a file

function Stats(
  dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs,
) {
  Object.assign(this, { dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks });
  Object.assign(this, { atimeMs, mtimeMs, ctimeMs, birthtimeMs });
  this.atime = dateOf(atimeMs);
  this.mtime = dateOf(mtimeMs);
  this.ctime = dateOf(ctimeMs);
  this.birthtime = dateOf(birthtimeMs);
}

const dateOf = ms => new Date(Math.round(Number(ms)));

function BigIntStats(figures) {
  const [dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks] = figures.slice(0, 10).map(BigInt);
  Object.assign(this, { dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks });
  const names = ['atime', 'mtime', 'ctime', 'birthtime'];
  const nanos = names.map((_, i) => BigInt(figures[10 + 2 * i]) * 1000000000n + BigInt(figures[11 + 2 * i]));
  names.forEach((name, i) => (this[`${name}Ms`] = nanos[i] / 1000000n));
  names.forEach((name, i) => (this[`${name}Ns`] = nanos[i]));
  names.forEach((name, i) => (this[name] = dateOf(nanos[i] / 1000000n)));
}

const kinds = {
  isDirectory: constants.S_IFDIR,
  isFile: constants.S_IFREG,
  isBlockDevice: constants.S_IFBLK,
  isCharacterDevice: constants.S_IFCHR,
  isSymbolicLink: constants.S_IFLNK,
  isFIFO: constants.S_IFIFO,
  isSocket: constants.S_IFSOCK,
};
for (const name of Object.keys(kinds)) {
  const test = {
    [name]() {
      return (Number(this.mode) & constants.S_IFMT) === kinds[name];
    },
  };
  Stats.prototype[name] = test[name];
}
Object.setPrototypeOf(BigIntStats.prototype, Stats.prototype);
Object.setPrototypeOf(BigIntStats, Stats);

function statsOf(figures, bigint) {
  if (bigint) return new BigIntStats(figures);
  const ms = i => figures[i] * 1000 + figures[i + 1] / 1e6;
  return new Stats(...figures.slice(0, 10), ms(10), ms(12), ms(14), ms(16));
}

const kType = Symbol('type');

class Dirent {
  constructor(name, parent, type) {
    this.name = name;
    this.parentPath = parent;
    this.path = parent;
    this[kType] = type;
  }
}
const types = {
  isDirectory: constants.UV_DIRENT_DIR,
  isFile: constants.UV_DIRENT_FILE,
  isBlockDevice: constants.UV_DIRENT_BLOCK,
  isCharacterDevice: constants.UV_DIRENT_CHAR,
  isSymbolicLink: constants.UV_DIRENT_LINK,
  isFIFO: constants.UV_DIRENT_FIFO,
  isSocket: constants.UV_DIRENT_SOCKET,
};
for (const name of Object.keys(types)) {
  const test = {
    [name]() {
      return this[kType] === types[name];
    },
  };
  Object.defineProperty(Dirent.prototype, name, { value: test[name], writable: true, configurable: true });
}

module.exports = { constants, path, fd, flags, mode, options, encoding, time, Stats, statsOf, Dirent, isBuffer };
