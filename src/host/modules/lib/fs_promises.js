// `fs/promises` (Node page "File system", "Promises API").
'use strict';

const check = require('internal:validators');
const { error, AbortError } = check;
const binding = require('internal:fs');
const { operations, readArguments } = require('internal:fs_operations');
const { constants } = require('internal:fs_tools');
const EventEmitter = require('events');
const { Object, Promise, Symbol, Reflect } = globalThis;

// What an operation comes to, when the machine has done it.
function later(run) {
  return new Promise((resolve, reject) => {
    binding.later(() => {
      try {
        resolve(run());
      } catch (failure) {
        reject(failure);
      }
    });
  });
}

function promised(name) {
  const operation = operations[name];
  const own = {
    async [name](...args) {
      return later(Reflect.apply(operation, undefined, args.map(unwrap)));
    },
  };
  return own[name];
}

// An open file stands for its number.
const unwrap = value => (value instanceof FileHandle ? value.fd : value);

const kFd = Symbol('kFd');
const kClosing = Symbol('kClosing');

class FileHandle extends EventEmitter {
  constructor(fd) {
    super();
    this[kFd] = fd;
  }

  getAsyncId() {
    return -1;
  }

  get fd() {
    return this[kFd];
  }

  appendFile(data, options) {
    return promises.appendFile(this, data, options);
  }

  chmod(mode) {
    return on(this, 'fchmod', mode);
  }

  chown(uid, gid) {
    return on(this, 'fchown', uid, gid);
  }

  datasync() {
    return on(this, 'fdatasync');
  }

  sync() {
    return on(this, 'fsync');
  }

  async read(buffer, offset, length, position) {
    const given = readArguments(buffer, offset, length, position);
    const bytesRead = await on(this, 'read', ...given);
    return { __proto__: null, bytesRead, buffer: given[0] };
  }

  async readv(buffers, position) {
    return { __proto__: null, bytesRead: await on(this, 'readv', buffers, position), buffers };
  }

  readFile(options) {
    return promises.readFile(this, options);
  }

  readLines(options) {
    return require('readline').createInterface({ input: this.createReadStream(options), crlfDelay: Infinity });
  }

  stat(options) {
    return on(this, 'fstat', options);
  }

  truncate(length = 0) {
    return on(this, 'ftruncate', length);
  }

  utimes(atime, mtime) {
    return on(this, 'futimes', atime, mtime);
  }

  async write(buffer, offset, length, position) {
    if (typeof buffer !== 'string' && buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
    const bytesWritten = await on(this, 'write', buffer, offset, length, position);
    return { __proto__: null, bytesWritten, buffer };
  }

  async writev(buffers, position) {
    return { __proto__: null, bytesWritten: await on(this, 'writev', buffers, position), buffers };
  }

  writeFile(data, options) {
    return promises.writeFile(this, data, options);
  }

  close() {
    if (this[kFd] === -1) return Promise.resolve();
    if (this[kClosing]) return this[kClosing];
    const fd = this[kFd];
    this[kFd] = -1;
    this[kClosing] = later(operations.close(fd)).finally(() => {
      this[kClosing] = undefined;
    });
    this.emit('close');
    return this[kClosing];
  }

  async [Symbol.asyncDispose ?? Symbol('asyncDispose')]() {
    return this.close();
  }

  createReadStream(options) {
    const { ReadStream } = require('internal:fs_streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options) {
    const { WriteStream } = require('internal:fs_streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }
}

async function on(handle, name, ...args) {
  if (handle[kFd] === -1) {
    const closed = error('EBADF', 'file closed');
    closed.code = 'EBADF';
    closed.syscall = name;
    throw closed;
  }
  return later(operations[name](handle[kFd], ...args));
}

async function open(path, flags, mode) {
  return new FileHandle(await later(operations.open(path, flags, mode)));
}

async function readFile(path, options) {
  return later(operations.readFile(unwrap(path), options));
}

// Data may come in parts.
async function writeParts(path, parts, options) {
  const { signal } = options;
  const own = !(path instanceof FileHandle);
  const handle = own ? await open(path, options.flag, options.mode) : path;
  try {
    for await (const part of parts) {
      if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
      await later(operations.writeFile(handle.fd, part, { ...options, signal: undefined }));
    }
  } finally {
    if (own) await handle.close();
  }
}

function isParts(data) {
  return data !== null && typeof data === 'object' && !require('internal:views').isView(data) &&
    (typeof data[Symbol.asyncIterator] === 'function' || typeof data[Symbol.iterator] === 'function');
}

async function writeFile(path, data, options) {
  if (isParts(data)) {
    const given = typeof options === 'string' ? { encoding: options } : options;
    return writeParts(path, data, { encoding: 'utf8', mode: 0o666, flag: 'w', ...given });
  }
  return later(operations.writeFile(unwrap(path), data, options));
}

async function appendFile(path, data, options) {
  const given = typeof options === 'string' ? { encoding: options } : options;
  return writeFile(path, data, { encoding: 'utf8', mode: 0o666, flag: 'a', ...given });
}

const promises = (module.exports = { access: promised('access'), copyFile: promised('copyFile'), cp: promised('cp'), open });
for (const name of [
  'opendir', 'rename', 'truncate', 'rm', 'rmdir', 'mkdir', 'readdir', 'readlink', 'symlink', 'lstat', 'stat', 'statfs', 'link',
  'unlink', 'chmod', 'lchown', 'chown', 'utimes', 'lutimes', 'realpath', 'mkdtemp',
]) {
  promises[name] = promised(name);
}
async function lchmod() {
  throw error('ERR_METHOD_NOT_IMPLEMENTED', 'The lchmod() method is not implemented');
}
async function* watch(filename, options = {}) {
  const events = [];
  let wake;
  const watcher = require('internal:fs_watch').watch(filename, { ...options, signal: undefined }, (eventType, name) => {
    events.push({ eventType, filename: name });
    wake?.();
  });
  const { signal } = options;
  const abort = () => wake?.();
  signal?.addEventListener('abort', abort);
  try {
    for (;;) {
      while (events.length > 0) yield events.shift();
      if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
      await new Promise(resolve => (wake = resolve));
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    watcher.close();
  }
}
Object.assign(promises, { lchmod, writeFile, appendFile, readFile, watch, constants });
