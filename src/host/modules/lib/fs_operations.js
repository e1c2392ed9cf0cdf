// The operations of `fs`, each in two steps: arguments are checked, then the machine is asked. What
// is given back does the second step, at once or later.
'use strict';

const check = require('internal:validators');
const { rangeError, invalidArgument, AbortError } = check;
const binding = require('internal:fs');
const tools = require('internal:fs_tools');
const { uvException, systemError, numberOf } = require('internal:system_errors');
const { constants, statsOf, Dirent } = tools;
const pathModule = require('path');
const { Object, Number, BigInt, Math, Array, Boolean } = globalThis;

// What the machine answered, or the error that a negative number means.
function answer(result, syscall, path, dest) {
  if (typeof result === 'number' && result < 0) {
    throw uvException({ errno: result, syscall, path, dest });
  }
  return result;
}

const bytesOf = latin1 => globalThis.Buffer.from(latin1, 'latin1');

// Text for one who wants an encoding, else bytes.
function decoded(latin1, encoding) {
  if (!encoding || encoding === 'buffer') return bytesOf(latin1);
  if (/^(?:latin1|binary)$/i.test(encoding)) return latin1;
  return bytesOf(latin1).toString(encoding);
}

// A path as the encoding of the options wants it.
function named(path, options) {
  const { encoding } = options;
  if (!encoding || /^utf-?8$/i.test(encoding)) return path;
  const bytes = globalThis.Buffer.from(path);
  return encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

const isUtf8 = encoding => typeof encoding === 'string' && /^utf-?8$/i.test(encoding);

// Data as what the binding writes: a text and whether it is UTF-8.
function dataOf(data, encoding = 'utf8', name = 'data') {
  if (typeof data === 'string') {
    if (isUtf8(encoding)) return [data, true];
    return [globalThis.Buffer.from(data, encoding).latin1Slice(), false];
  }
  const { isView } = require('internal:views');
  if (isView(data)) {
    return [globalThis.Buffer.from(data.buffer, data.byteOffset, data.byteLength).latin1Slice(), false];
  }
  throw invalidArgument(name, 'of type string or an instance of Buffer, TypedArray, or DataView', data);
}

function writeAll(fd, data, utf8, position) {
  if (data.length === 0) return;
  let written = answer(binding.write(fd, data, position, utf8), 'write');
  // The rest of a write that took a part is in bytes.
  const total = utf8 ? undefined : data.length;
  if (total === undefined || written >= total) {
    if (utf8 && written < data.length) {
      const rest = globalThis.Buffer.from(data).latin1Slice().slice(written);
      writeAll(fd, rest, false, position == null ? null : position + written);
    }
    return;
  }
  while (written < total) {
    written += answer(
      binding.write(fd, data.slice(written), position == null ? null : position + written, false),
      'write',
    );
  }
}

function tooLarge() {
  return rangeError('ERR_FS_FILE_TOO_LARGE', 'File size is greater than 2 GiB');
}

function aborted(options) {
  const { signal } = options;
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
}

const operations = {
  access(path, mode = constants.F_OK) {
    path = tools.path(path);
    if (!(mode >= 0 && mode <= 7)) throw rangeError('ERR_OUT_OF_RANGE', 'mode is out of range: >= 0 && <= 7');
    return () => void answer(binding.access(path, mode), 'access', path);
  },

  open(path, flags = 'r', mode = 0o666) {
    path = tools.path(path);
    flags = tools.flags(flags);
    mode = tools.mode(mode, 'mode', 0o666);
    return () => answer(binding.open(path, flags, mode), 'open', path);
  },

  close(fd) {
    tools.fd(fd);
    return () => void answer(binding.close(fd), 'close');
  },

  readFile(path, options) {
    options = tools.options(options, { flag: 'r' });
    const { encoding } = options;
    const utf8 = isUtf8(encoding);
    const isNumber = Number.isInteger(path) && path >= 0;
    if (!isNumber) path = tools.path(path);
    const flags = tools.flags(options.flag, 'options.flag');
    return () => {
      aborted(options);
      let content;
      if (isNumber) {
        content = answer(binding.readRest(path, utf8), 'read');
      } else if (flags === constants.O_RDONLY) {
        content = binding.readFile(path, utf8);
        if (content === numberOf('EISDIR')) answer(content, 'read');
        answer(content, 'open', path);
      } else {
        const fd = operations.open(path, flags)();
        try {
          content = answer(binding.readRest(fd, utf8), 'read');
        } finally {
          binding.close(fd);
        }
      }
      if (content === null) throw tooLarge();
      return utf8 ? content : decoded(content, encoding);
    };
  },

  writeFile(path, data, options) {
    options = tools.options(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
    const flush = options.flush ?? false;
    check.boolean(flush, 'options.flush');
    const [text, utf8] = dataOf(data, options.encoding || 'utf8');
    const isNumber = Number.isInteger(path) && path >= 0;
    const open = isNumber ? undefined : operations.open(path, options.flag, options.mode);
    return () => {
      aborted(options);
      const fd = isNumber ? path : open();
      try {
        writeAll(fd, text, utf8, null);
        if (flush) answer(binding.sync(fd, false), 'fsync');
      } finally {
        if (!isNumber) binding.close(fd);
      }
    };
  },

  appendFile(path, data, options) {
    options = tools.options(options, { encoding: 'utf8', mode: 0o666, flag: 'a' });
    return operations.writeFile(path, data, { ...options, flag: options.flag || 'a' });
  },

  stat(path, options = { bigint: false, throwIfNoEntry: true }) {
    path = tools.path(path);
    return () => {
      const figures = binding.stat(path);
      if (options?.throwIfNoEntry === false && isMissing(figures)) return undefined;
      return statsOf(answer(figures, 'stat', path), options?.bigint);
    };
  },

  lstat(path, options = { bigint: false, throwIfNoEntry: true }) {
    path = tools.path(path);
    return () => {
      const figures = binding.lstat(path);
      if (options?.throwIfNoEntry === false && isMissing(figures)) return undefined;
      return statsOf(answer(figures, 'lstat', path), options?.bigint);
    };
  },

  fstat(fd, options = { bigint: false }) {
    tools.fd(fd);
    return () => statsOf(answer(binding.fstat(fd), 'fstat'), options?.bigint);
  },

  statfs(path, options = { bigint: false }) {
    path = tools.path(path);
    return () => {
      const figures = answer(binding.statfs(path), 'statfs', path);
      const [type, bsize, blocks, bfree, bavail, files, ffree] = options?.bigint ? figures.map(BigInt) : figures;
      return Object.assign(new StatFs(), { type, bsize, blocks, bfree, bavail, files, ffree });
    };
  },

  readdir(path, options) {
    options = tools.options(options);
    path = tools.path(path);
    if (options.recursive != null) check.boolean(options.recursive, 'options.recursive');
    return () => (options.recursive ? readTree(path, options) : readFolder(path, options));
  },

  mkdir(path, options) {
    let mode = 0o777;
    let recursive = false;
    if (typeof options === 'number' || typeof options === 'string') {
      mode = tools.mode(options, 'mode');
    } else if (options) {
      if (options.recursive !== undefined) {
        recursive = options.recursive;
        check.boolean(recursive, 'options.recursive');
      }
      if (options.mode !== undefined) mode = tools.mode(options.mode, 'options.mode');
    }
    path = tools.path(path);
    return () => answer(binding.mkdir(path, mode, recursive), 'mkdir', path);
  },

  mkdtemp(prefix, options) {
    options = tools.options(options);
    prefix = tools.path(prefix, 'prefix');
    return () => named(answer(binding.mkdtemp(prefix), 'mkdtemp', `${prefix}XXXXXX`), options);
  },

  rmdir(path, options) {
    path = tools.path(path);
    if (options?.recursive) {
      process.emitWarning(
        'In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. Use fs.rm(path, { recursive: true }) instead',
        'DeprecationWarning',
        'DEP0147',
      );
      return () => {
        const figures = binding.lstat(path);
        if (Array.isArray(figures) && !isFolder(figures)) answer(numberOf('ENOTDIR'), 'rmdir', path);
        answer(figures, 'rmdir', path);
        removeTree(path);
      };
    }
    return () => void answer(binding.rmdir(path), 'rmdir', path);
  },

  rm(path, options) {
    path = tools.path(path);
    if (options !== undefined) check.object(options, 'options');
    const { recursive = false, force = false, maxRetries = 0, retryDelay = 100 } = options ?? {};
    check.boolean(recursive, 'options.recursive');
    check.boolean(force, 'options.force');
    check.int32(retryDelay, 'options.retryDelay', 0);
    check.uint32(maxRetries, 'options.maxRetries');
    return () => {
      const figures = binding.lstat(path);
      if (force && isMissing(figures)) return;
      answer(figures, 'lstat', path);
      if (isFolder(figures) && !recursive) {
        throw systemError('ERR_FS_EISDIR', {
          code: 'EISDIR',
          message: 'Path is a directory',
          text: 'is a directory',
          path,
          syscall: 'rm',
          errno: numberOf('EISDIR') * -1,
        });
      }
      removeTree(path);
    };
  },

  unlink(path) {
    path = tools.path(path);
    return () => void answer(binding.unlink(path), 'unlink', path);
  },

  rename(from, to) {
    from = tools.path(from, 'oldPath');
    to = tools.path(to, 'newPath');
    return () => void answer(binding.rename(from, to), 'rename', from, to);
  },

  copyFile(from, to, mode = 0) {
    from = tools.path(from, 'src');
    to = tools.path(to, 'dest');
    check.integer(mode, 'mode', 0, 7);
    return () => void answer(binding.copyFile(from, to, mode), 'copyfile', from, to);
  },

  cp(from, to, options) {
    from = tools.path(from, 'src');
    to = tools.path(to, 'dest');
    if (options !== undefined) check.object(options, 'options');
    return () => require('internal:fs_copy').copy(from, to, { force: true, mode: 0, ...options });
  },

  link(from, to) {
    from = tools.path(from, 'existingPath');
    to = tools.path(to, 'newPath');
    return () => void answer(binding.link(from, to), 'link', from, to);
  },

  symlink(target, path, type) {
    if (type !== undefined && type !== null) check.oneOf(type, 'type', ['dir', 'file', 'junction']);
    target = tools.path(target, 'target');
    path = tools.path(path);
    return () => void answer(binding.symlink(target, path), 'symlink', target, path);
  },

  readlink(path, options) {
    options = tools.options(options);
    path = tools.path(path, 'oldPath');
    return () => named(answer(binding.readlink(path), 'readlink', path), options);
  },

  realpath(path, options) {
    options = tools.options(options);
    path = tools.path(path);
    return () => {
      const found = binding.realpath(path);
      if (typeof found === 'string') return named(found, options);
      // The part that is not there.
      let at = '/';
      for (const part of pathModule.resolve(path).split('/').filter(Boolean)) {
        at = pathModule.join(at, part);
        answer(binding.lstat(at), 'lstat', at);
        answer(binding.stat(at), 'stat', at);
      }
      return answer(found, 'realpath', path);
    };
  },

  realpathNative(path, options) {
    options = tools.options(options);
    path = tools.path(path);
    return () => named(answer(binding.realpath(path), 'realpath', path), options);
  },

  truncate(path, length = 0) {
    if (typeof path === 'number') return operations.ftruncate(path, length);
    path = tools.path(path);
    length ??= 0;
    check.integer(length, 'len');
    return () => void answer(binding.truncate(path, Math.max(0, length)), 'open', path);
  },

  ftruncate(fd, length = 0) {
    tools.fd(fd);
    check.integer(length, 'len');
    return () => void answer(binding.truncateFile(fd, Math.max(0, length)), 'ftruncate');
  },

  fsync(fd) {
    tools.fd(fd);
    return () => void answer(binding.sync(fd, false), 'fsync');
  },

  fdatasync(fd) {
    tools.fd(fd);
    return () => void answer(binding.sync(fd, true), 'fdatasync');
  },

  chmod(path, mode) {
    path = tools.path(path);
    mode = tools.mode(mode, 'mode');
    return () => void answer(binding.chmod(path, mode), 'chmod', path);
  },

  fchmod(fd, mode) {
    tools.fd(fd);
    mode = tools.mode(mode, 'mode');
    return () => void answer(binding.fchmod(fd, mode), 'fchmod');
  },

  chown(path, uid, gid) {
    path = tools.path(path);
    check.integer(uid, 'uid', -1, 4294967295);
    check.integer(gid, 'gid', -1, 4294967295);
    return () => void answer(binding.chown(path, uid, gid, false), 'chown', path);
  },

  lchown(path, uid, gid) {
    path = tools.path(path);
    check.integer(uid, 'uid', -1, 4294967295);
    check.integer(gid, 'gid', -1, 4294967295);
    return () => void answer(binding.chown(path, uid, gid, true), 'lchown', path);
  },

  fchown(fd, uid, gid) {
    tools.fd(fd);
    check.integer(uid, 'uid', -1, 4294967295);
    check.integer(gid, 'gid', -1, 4294967295);
    return () => void answer(binding.fchown(fd, uid, gid), 'fchown');
  },

  utimes(path, atime, mtime) {
    path = tools.path(path);
    const [accessed, modified] = [tools.time(atime), tools.time(mtime)];
    return () => void answer(binding.utimes(path, accessed, modified, false), 'utime', path);
  },

  lutimes(path, atime, mtime) {
    path = tools.path(path);
    const [accessed, modified] = [tools.time(atime), tools.time(mtime)];
    return () => void answer(binding.utimes(path, accessed, modified, true), 'lutime', path);
  },

  futimes(fd, atime, mtime) {
    tools.fd(fd);
    const [accessed, modified] = [tools.time(atime, 'atime'), tools.time(mtime, 'mtime')];
    return () => void answer(binding.futimes(fd, accessed, modified), 'futime');
  },

  opendir(path, options) {
    path = tools.path(path);
    options = tools.options(options, { encoding: 'utf8' });
    const { bufferSize = 32, recursive = false } = options;
    check.uint32(bufferSize, 'options.bufferSize', true);
    return () => {
      const list = answer(binding.readdir(path), 'opendir', path);
      return new (require('internal:fs_folder').Dir)(path, list, recursive, readTree);
    };
  },
};

class StatFs {}

function isMissing(figures) {
  return figures === numberOf('ENOENT') || figures === numberOf('ENOTDIR');
}

function isFolder(figures) {
  return (figures[1] & constants.S_IFMT) === constants.S_IFDIR;
}

function readFolder(path, options) {
  const [names, kinds] = answer(binding.readdir(path), 'scandir', path);
  if (options.withFileTypes) return names.map((name, i) => new Dirent(named(name, options), path, kinds[i])).sort(byName);
  return names.sort().map(name => named(name, options));
}

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

// Folders come before what is in them, level by level.
function readTree(path, options) {
  const found = [];
  const folders = [['', path]];
  for (let i = 0; i < folders.length; i++) {
    const [prefix, folder] = folders[i];
    const [names, kinds] = answer(binding.readdir(folder), 'scandir', folder);
    const order = names.map((_, at) => at).sort((a, b) => (names[a] < names[b] ? -1 : 1));
    for (const at of order) {
      const inner = prefix === '' ? names[at] : `${prefix}/${names[at]}`;
      found.push(options.withFileTypes ? new Dirent(named(names[at], options), folder, kinds[at]) : named(inner, options));
      if (kinds[at] === constants.UV_DIRENT_DIR) folders.push([inner, pathModule.join(folder, names[at])]);
    }
  }
  return found;
}

// Removes a file, or a folder with all that is in it.
function removeTree(path) {
  const stack = [[path, false]];
  while (stack.length > 0) {
    const [at, emptied] = stack.pop();
    if (emptied) {
      answer(binding.rmdir(at), 'rmdir', at);
      continue;
    }
    const figures = binding.lstat(at);
    if (isMissing(figures)) continue;
    answer(figures, 'lstat', at);
    if (!isFolder(figures)) {
      answer(binding.unlink(at), 'unlink', at);
      continue;
    }
    stack.push([at, true]);
    const [names] = answer(binding.readdir(at), 'scandir', at);
    for (const name of names) stack.push([pathModule.join(at, name), false]);
  }
}

// ---- reading and writing open files

function read(fd, buffer, offset, length, position) {
  const bytes = answer(binding.read(fd, length, position), 'read');
  if (bytes.length > 0) {
    globalThis.Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength).latin1Write(bytes, offset);
  }
  return bytes.length;
}

// The arguments of `read` in their many forms.
function readArguments(buffer, offset, length, position) {
  if (buffer === undefined || (buffer !== null && typeof buffer === 'object' && !require('internal:views').isView(buffer))) {
    ({ buffer = globalThis.Buffer.alloc(16384), offset, length, position } = buffer ?? {});
  } else if (offset !== null && typeof offset === 'object') {
    ({ offset, length, position } = offset);
  }
  if (!require('internal:views').isView(buffer)) {
    throw invalidArgument('buffer', 'an instance of Buffer, TypedArray, or DataView', buffer);
  }
  offset ??= 0;
  check.integer(offset, 'offset', 0);
  length ??= buffer.byteLength - offset;
  length |= 0;
  if (length !== 0 && buffer.byteLength === 0) {
    throw check.invalidValue('buffer', buffer, 'is empty and cannot be written');
  }
  if (length < 0) throw check.outOfRange('length', '>= 0', length);
  if (length > buffer.byteLength - offset) {
    throw check.outOfRange('length', `<= ${buffer.byteLength - offset}`, length);
  }
  position ??= -1;
  if (typeof position === 'bigint') position = Number(position);
  check.integer(position, 'position', -1);
  return [buffer, offset, length, position];
}

function checkRange(offset, length, byteLength) {
  if (offset > byteLength) throw check.outOfRange('offset', `<= ${byteLength}`, offset);
  if (length > byteLength - offset) throw check.outOfRange('length', `<= ${byteLength - offset}`, length);
  if (length < 0) throw check.outOfRange('length', '>= 0', length);
}

Object.assign(operations, {
  read(fd, ...args) {
    tools.fd(fd);
    const [buffer, offset, length, position] = readArguments(...args);
    return () => (length === 0 ? 0 : read(fd, buffer, offset, length, position));
  },

  readv(fd, buffers, position) {
    tools.fd(fd);
    check.array(buffers, 'buffers');
    return () => {
      let total = 0;
      for (const buffer of buffers) {
        const count = read(fd, buffer, 0, buffer.byteLength, typeof position === 'number' ? position + total : -1);
        total += count;
        if (count < buffer.byteLength) break;
      }
      return total;
    };
  },

  write(fd, buffer, offset, length, position) {
    tools.fd(fd);
    if (typeof buffer === 'string') {
      const [text, utf8] = dataOf(buffer, length || 'utf8', 'buffer');
      return () => answer(binding.write(fd, text, offset ?? null, utf8), 'write');
    }
    if (!require('internal:views').isView(buffer)) {
      throw invalidArgument('buffer', 'of type string or an instance of Buffer, TypedArray, or DataView', buffer);
    }
    if (offset !== null && typeof offset === 'object') ({ offset, length, position } = offset);
    offset ??= 0;
    check.integer(offset, 'offset', 0);
    length ??= buffer.byteLength - offset;
    checkRange(offset, length, buffer.byteLength);
    const bytes = globalThis.Buffer.from(buffer.buffer, buffer.byteOffset + offset, length).latin1Slice();
    return () => answer(binding.write(fd, bytes, typeof position === 'number' ? position : null, false), 'write');
  },

  writev(fd, buffers, position) {
    tools.fd(fd);
    check.array(buffers, 'buffers');
    const bytes = buffers.map(buffer => dataOf(buffer)[0]).join('');
    return () => answer(binding.write(fd, bytes, typeof position === 'number' ? position : null, false), 'write');
  },
});

module.exports = { operations, answer, isFolder, isMissing, dataOf, readArguments };
