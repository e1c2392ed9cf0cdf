// Files and folders that are watched (Node page "File system", `watchFile`, `watch`). Both look
// again and again: nothing here tells of changes by itself.
'use strict';

const check = require('internal:validators');
const { EventEmitter } = require('events');
const tools = require('internal:fs_tools');
const { uvException } = require('internal:system_errors');
const { Array, Map, Object, clearInterval, setImmediate, setInterval } = globalThis;

// Milliseconds between two looks of `watch`.
const LOOK = 50;
const ENOENT = -2;

const fs = () => require('fs');
const zeros = new Array(18).fill(0);

function statsOf(path, bigint) {
  try {
    return fs().statSync(path, { bigint, throwIfNoEntry: false }) ?? tools.statsOf(zeros, bigint);
  } catch {
    return tools.statsOf(zeros, bigint);
  }
}

const isThere = stats => Number(stats.nlink) > 0;
const isSame = (a, b) =>
  ['dev', 'mode', 'nlink', 'uid', 'gid', 'ino', 'size', 'mtimeMs', 'ctimeMs'].every(
    name => a[name] === b[name],
  );

class StatWatcher extends EventEmitter {
  constructor(path, { bigint = false, persistent = true, interval = 5007 }) {
    super();
    let last = statsOf(path, bigint);
    const timer = setInterval(() => {
      const now = statsOf(path, bigint);
      if (isSame(now, last)) return;
      const before = last;
      last = now;
      this.emit('change', now, before);
    }, interval);
    if (!persistent) timer.unref();
    Object.defineProperty(this, 'timer', { value: timer });
    // What is not there is told of once.
    if (!isThere(last)) process.nextTick(() => setImmediate(() => this.emit('change', last, last)));
  }

  stop() {
    if (this.timer._destroyed) return;
    clearInterval(this.timer);
    process.nextTick(() => this.emit('stop'));
  }

  ref() {
    this.timer.ref();
    return this;
  }

  unref() {
    this.timer.unref();
    return this;
  }
}

const watchers = new Map();
const nameOf = value => require('path').resolve(`${tools.path(value, 'filename')}`);

function watchFile(filename, options, listener) {
  const path = nameOf(filename);
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = {};
  }
  check.func(listener, 'listener');
  let watcher = watchers.get(path);
  if (watcher === undefined) watchers.set(path, (watcher = new StatWatcher(path, options)));
  watcher.addListener('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  const path = nameOf(filename);
  const watcher = watchers.get(path);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  if (watcher.listenerCount('change') > 0) return;
  watcher.stop();
  watchers.delete(path);
}

// What stands in a folder, by name.
function listOf(path, recursive) {
  const list = new Map();
  const walk = (folder, prefix) => {
    let entries;
    try {
      entries = fs().readdirSync(folder, { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries) {
      const whole = `${folder}/${entry.name}`;
      list.set(prefix + entry.name, statsOf(whole, false));
      if (recursive && entry.isDirectory()) walk(whole, `${prefix}${entry.name}/`);
    }
  };
  walk(path, '');
  return list;
}

class FSWatcher extends EventEmitter {
  constructor(path, filename, { persistent = true, recursive = false, encoding, signal }) {
    super();
    const fault = fs().statSync(path, { throwIfNoEntry: false }) === undefined;
    if (fault) {
      const error = uvException({ errno: ENOENT, syscall: 'watch', path: filename });
      error.filename = filename;
      throw error;
    }
    const isFolder = fs().statSync(path).isDirectory();
    const look = () =>
      isFolder ? listOf(path, recursive) : new Map([[require('path').basename(path), statsOf(path, false)]]);
    const tell = (type, name) => {
      const shown = encoding === 'buffer' ? Buffer.from(name) : name;
      if (!this.timer._destroyed) this.emit('change', type, shown);
    };
    let last = look();
    const timer = setInterval(() => {
      const before = last;
      last = look();
      for (const [name, stats] of last) {
        const old = before.get(name);
        const appeared = old === undefined || isThere(old) !== isThere(stats);
        if (appeared) tell('rename', name);
        if (isThere(stats) && (appeared ? isFolder && stats.isFile() : !isSame(old, stats)))
          tell('change', name);
      }
      for (const name of before.keys()) if (!last.has(name)) tell('rename', name);
    }, LOOK);
    if (!persistent) timer.unref();
    Object.defineProperty(this, 'timer', { value: timer });
    if (signal?.aborted) process.nextTick(() => this.close());
    else signal?.addEventListener('abort', () => this.close(), { once: true });
  }

  close() {
    if (this.timer._destroyed) return;
    clearInterval(this.timer);
    process.nextTick(() => this.emit('close'));
  }

  ref() {
    this.timer.ref();
    return this;
  }

  unref() {
    this.timer.unref();
    return this;
  }
}

function watch(filename, options, listener) {
  if (typeof options === 'function') {
    listener = options;
    options = {};
  }
  if (typeof options === 'string') options = { encoding: options };
  options ??= {};
  check.object(options, 'options');
  check.abortSignal(options.signal, 'options.signal');
  const watcher = new FSWatcher(nameOf(filename), `${filename}`, options);
  if (listener) watcher.addListener('change', listener);
  return watcher;
}

module.exports = { watch, watchFile, unwatchFile };
