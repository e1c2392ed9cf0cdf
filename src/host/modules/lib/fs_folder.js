// `fs.Dir` (Node page "File system", "Class: fs.Dir").
'use strict';

const check = require('internal:validators');
const { error } = check;
const { Dirent } = require('internal:fs_tools');
const { Object, Symbol, Promise } = globalThis;

class Dir {
  #path;
  #entries;
  #at = 0;
  #closed = false;

  constructor(path, [names, kinds], recursive, readTree) {
    this.#path = path;
    this.#entries = recursive
      ? readTree(path, { withFileTypes: true })
      : names.map((name, i) => new Dirent(name, path, kinds[i]));
  }

  get path() {
    return this.#path;
  }

  #check() {
    if (this.#closed) throw error('ERR_DIR_CLOSED', 'Directory handle was closed');
  }

  readSync() {
    this.#check();
    return this.#entries[this.#at++] ?? null;
  }

  read(callback) {
    if (callback === undefined) {
      return new Promise((resolve, reject) => this.read((failure, entry) => (failure ? reject(failure) : resolve(entry))));
    }
    check.func(callback, 'callback');
    this.#check();
    require('internal:fs').later(() => callback(null, this.readSync()));
    return undefined;
  }

  closeSync() {
    this.#check();
    this.#closed = true;
  }

  close(callback) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(error('ERR_DIR_CLOSED', 'Directory handle was closed'));
      this.#closed = true;
      return Promise.resolve();
    }
    check.func(callback, 'callback');
    if (this.#closed) {
      process.nextTick(callback, error('ERR_DIR_CLOSED', 'Directory handle was closed'));
      return undefined;
    }
    this.#closed = true;
    require('internal:fs').later(() => callback(null));
    return undefined;
  }

  async *entries() {
    try {
      for (;;) {
        const entry = await this.read();
        if (entry === null) return;
        yield entry;
      }
    } finally {
      if (!this.#closed) this.closeSync();
    }
  }
}
Object.defineProperty(Dir.prototype, Symbol.asyncIterator, {
  value: Dir.prototype.entries,
  writable: true,
  configurable: true,
});

module.exports = { Dir };
