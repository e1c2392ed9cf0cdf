// `fs.cp`: files and folders copied.
'use strict';

const check = require('internal:validators');
const binding = require('internal:fs');
const { uvException, systemError, numberOf } = require('internal:system_errors');
const { dirname, join, resolve, isAbsolute } = require('path');
const { constants } = require('internal:fs_tools');
const { Array } = globalThis;

function ask(result, syscall, path, dest) {
  if (typeof result === 'number' && result < 0) throw uvException({ errno: result, syscall, path, dest });
  return result;
}

const kindOf = figures => figures[1] & constants.S_IFMT;

const refusals = {
  __proto__: null,
  ERR_FS_EISDIR: ['Path is a directory', 'EISDIR'],
  ERR_FS_CP_EINVAL: ['Invalid src or dest', 'EINVAL'],
  ERR_FS_CP_EEXIST: ['Target already exists', 'EEXIST'],
  ERR_FS_CP_DIR_TO_NON_DIR: ['Cannot overwrite non-directory with directory', 'EISDIR'],
  ERR_FS_CP_NON_DIR_TO_DIR: ['Cannot overwrite directory with non-directory', 'ENOTDIR'],
  ERR_FS_CP_SOCKET: ['Cannot copy a socket file', 'EINVAL'],
  ERR_FS_CP_FIFO_PIPE: ['Cannot copy a FIFO pipe', 'EINVAL'],
};

function refuse(code, text, path) {
  const [message, errno] = refusals[code];
  const number = code === 'ERR_FS_EISDIR' ? 'EINVAL' : errno;
  return systemError(code, { message, text, path, syscall: 'cp', errno: numberOf(number) * -1, code: errno });
}

function copy(from, to, options) {
  const { filter } = options;
  if (filter !== undefined) check.func(filter, 'options.filter');
  const stat = options.dereference ? binding.stat : binding.lstat;
  const source = ask(stat(from), options.dereference ? 'stat' : 'lstat', from);
  if (kindOf(source) === constants.S_IFDIR && resolve(to).startsWith(`${resolve(from)}/`)) {
    throw refuse('ERR_FS_CP_EINVAL', `cannot copy ${from} to a subdirectory of self ${to}`, to);
  }
  if (filter && !filter(from, to)) return undefined;
  if (!Array.isArray(binding.stat(dirname(resolve(to))))) {
    ask(binding.mkdir(dirname(resolve(to)), 0o777, true), 'mkdir', dirname(to));
  }
  return copyOne(from, to, source, options);
}

function copyOne(from, to, source, options) {
  const there = binding.lstat(to);
  const exists = Array.isArray(there);
  if (exists && there[0] === source[0] && there[7] === source[7]) {
    throw refuse('ERR_FS_CP_EINVAL', 'src and dest cannot be the same', to);
  }
  switch (kindOf(source)) {
    case constants.S_IFDIR:
      return copyFolder(from, to, source, exists ? there : undefined, options);
    case constants.S_IFLNK:
      return copyLink(from, to, exists, options);
    case constants.S_IFSOCK:
      throw refuse('ERR_FS_CP_SOCKET', `cannot copy a socket file: ${to}`, to);
    case constants.S_IFIFO:
      throw refuse('ERR_FS_CP_FIFO_PIPE', `cannot copy a FIFO pipe: ${to}`, to);
  }
  if (exists && kindOf(there) === constants.S_IFDIR) {
    throw refuse('ERR_FS_CP_NON_DIR_TO_DIR', `cannot overwrite directory ${to} with non-directory ${from}`, to);
  }
  if (exists && !mayReplace(to, options)) return undefined;
  ask(binding.copyFile(from, to, options.mode), 'copyfile', from, to);
  if (options.preserveTimestamps) {
    const seconds = i => source[i] + source[i + 1] / 1e9;
    ask(binding.utimes(to, seconds(10), seconds(12), false), 'utime', to);
  }
  return undefined;
}

function mayReplace(to, options) {
  if (options.force) {
    ask(binding.unlink(to), 'unlink', to);
    return true;
  }
  if (options.errorOnExist) {
    throw refuse('ERR_FS_CP_EEXIST', `${to} already exists`, to);
  }
  return false;
}

function copyLink(from, to, exists, options) {
  let target = ask(binding.readlink(from), 'readlink', from);
  if (!options.verbatimSymlinks && !isAbsolute(target)) target = resolve(dirname(from), target);
  if (exists && !mayReplace(to, options)) return;
  ask(binding.symlink(target, to), 'symlink', target, to);
}

function copyFolder(from, to, source, there, options) {
  if (!options.recursive) {
    throw refuse('ERR_FS_EISDIR', `${from} is a directory (not copied)`, from);
  }
  if (there !== undefined && kindOf(there) !== constants.S_IFDIR) {
    throw refuse('ERR_FS_CP_DIR_TO_NON_DIR', `cannot overwrite non-directory ${to} with directory ${from}`, to);
  }
  if (there === undefined) ask(binding.mkdir(to, 0o777, false), 'mkdir', to);
  const [names] = ask(binding.readdir(from), 'scandir', from);
  for (const name of names) {
    const [inner, target] = [join(from, name), join(to, name)];
    if (options.filter && !options.filter(inner, target)) continue;
    const stat = options.dereference ? binding.stat : binding.lstat;
    copyOne(inner, target, ask(stat(inner), 'lstat', inner), options);
  }
  if (there === undefined) ask(binding.chmod(to, source[1] & 0o7777), 'chmod', to);
}

module.exports = { copy };
