// `fs` (Node page "File system"): the operations, at once, with callbacks, as promises.
'use strict';

const check = require('internal:validators');
const binding = require('internal:fs');
const { operations } = require('internal:fs_operations');
const tools = require('internal:fs_tools');
const { constants, Stats, Dirent } = tools;
const { Object, Reflect, Symbol, Promise, Set } = globalThis;

const fs = module.exports;

// What a callback gets besides the error: nothing for most.
const silent = new Set([
  'access', 'close', 'writeFile', 'appendFile', 'rmdir', 'rm', 'unlink', 'rename', 'copyFile', 'cp', 'link', 'symlink',
  'truncate', 'ftruncate', 'fsync', 'fdatasync', 'chmod', 'fchmod', 'chown', 'lchown', 'fchown', 'utimes', 'lutimes',
  'futimes',
]);

function deliver(run, callback, name) {
  binding.later(() => {
    let value;
    try {
      value = run();
    } catch (failure) {
      callback(failure);
      return;
    }
    if (silent.has(name)) callback(null);
    else if (name === 'mkdir' && value === undefined) callback(null);
    else callback(null, value);
  });
}

function callbackOf(args) {
  // With one argument there is no place for it.
  const callback = args.length > 1 ? args.pop() : undefined;
  if (typeof callback !== 'function') throw check.invalidArgument('cb', 'of type function', callback);
  return callback;
}

const lengths = {
  __proto__: null, access: [3, 2], appendFile: [4, 3], readFile: [3, 2], writeFile: [4, 3], open: [4, 3], close: [1, 1],
  stat: [2, 1], lstat: [2, 1], fstat: [2, 1], mkdir: [3, 2], readdir: [3, 2], rm: [3, 2], copyFile: [4, 3],
};

for (const name of Object.keys(operations)) {
  if (name === 'realpathNative') continue;
  const operation = operations[name];
  const pair = {
    [name](...args) {
      // With too few arguments the last one is no callback.
      const callback = callbackOf(args);
      deliver(Reflect.apply(operation, undefined, args), callback, name);
    },
    [`${name}Sync`](...args) {
      return Reflect.apply(operation, undefined, args)();
    },
  };
  fs[name] = pair[name];
  fs[`${name}Sync`] = pair[`${name}Sync`];
  const known = lengths[name];
  if (known) {
    Object.defineProperty(fs[name], 'length', { value: known[0] });
    Object.defineProperty(fs[`${name}Sync`], 'length', { value: known[1] });
  }
}

// The buffer, too, is handed to these callbacks.
for (const name of ['read', 'write', 'readv', 'writev']) {
  const { [name]: operation } = operations;
  const own = {
    [name](fd, ...args) {
      const callback = callbackOf(args);
      const isRead = name === 'read';
      if (isRead && (args[0] === undefined || (args[0] !== null && typeof args[0] === 'object' && !require('internal:views').isView(args[0])))) {
        args[0] = { buffer: globalThis.Buffer.alloc(16384), ...args[0] };
      }
      const buffer = isRead && !require('internal:views').isView(args[0]) ? args[0].buffer : args[0];
      const run = operation(fd, ...args);
      binding.later(() => {
        let count;
        try {
          count = run();
        } catch (failure) {
          callback(failure);
          return;
        }
        callback(null, count, buffer);
      });
    },
  };
  fs[name] = own[name];
  Object.defineProperty(fs[name], Symbol.for('nodejs.util.promisify.custom'), {
    value: (...args) =>
      new Promise((resolve, reject) => {
        fs[name](...args, (failure, count, buffer) => {
          if (failure) reject(failure);
          else resolve({ [name.startsWith('read') ? 'bytesRead' : 'bytesWritten']: count, [name.endsWith('v') ? 'buffers' : 'buffer']: buffer });
        });
      }),
    enumerable: false,
  });
}

fs.exists = function exists(path, callback) {
  if (typeof callback !== 'function') throw check.invalidArgument('cb', 'of type function', callback);
  const found = fs.existsSync(path);
  binding.later(() => callback(found));
};
Object.defineProperty(fs.exists, Symbol.for('nodejs.util.promisify.custom'), {
  value: path => new Promise(resolve => fs.exists(path, resolve)),
  enumerable: false,
});

fs.existsSync = function existsSync(path) {
  try {
    operations.access(path, constants.F_OK)();
    return true;
  } catch {
    return false;
  }
};

fs.realpath.native = function (path, options, callback) {
  const given = typeof options === 'function' ? [path] : [path, options];
  deliver(operations.realpathNative(...given), callbackOf([path, callback ?? options]), 'realpath');
};
fs.realpathSync.native = (path, options) => operations.realpathNative(path, options)();

// Without a callback there is nobody to hear of an error.
const { close } = fs;
fs.close = function (fd, callback) {
  close(fd, callback === undefined ? failure => { if (failure) throw failure; } : callback);
};
Object.defineProperty(fs.close, 'name', { value: 'close' });

fs._toUnixTimestamp = tools.time;
fs.Dirent = Dirent;
fs.Stats = Stats;
fs.F_OK = constants.F_OK;
fs.R_OK = constants.R_OK;
fs.W_OK = constants.W_OK;
fs.X_OK = constants.X_OK;

for (const name of ['watch', 'watchFile', 'unwatchFile']) {
  fs[name] = {
    [name](...args) {
      return require('internal:fs_watch')[name](...args);
    },
  }[name];
}

fs.createReadStream = function createReadStream(path, options) {
  return new (require('internal:fs_streams').ReadStream)(path, options);
};
fs.createWriteStream = function createWriteStream(path, options) {
  return new (require('internal:fs_streams').WriteStream)(path, options);
};

fs.openAsBlob = function openAsBlob(path, options = {}) {
  check.object(options, 'options');
  const { type = '' } = options;
  check.string(type, 'options.type');
  return fs.promises.readFile(path).then(bytes => require('internal:blob').ofBytes(bytes, type));
};

function lazy(name, get) {
  Object.defineProperty(fs, name, {
    get,
    set(value) {
      Object.defineProperty(fs, name, { value, writable: true, enumerable: true, configurable: true });
    },
    enumerable: true,
    configurable: true,
  });
}
for (const name of ['ReadStream', 'WriteStream']) {
  lazy(name, () => require('internal:fs_streams')[name]);
  lazy(`File${name}`, () => require('internal:fs_streams')[name]);
}
lazy('Dir', () => require('internal:fs_folder').Dir);
Object.defineProperties(fs, {
  constants: { configurable: false, enumerable: true, value: constants },
  promises: {
    configurable: true,
    enumerable: true,
    get() {
      return require('fs/promises');
    },
  },
});
