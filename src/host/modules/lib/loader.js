// The loader of CommonJS modules (Node modules page, "CommonJS modules"). What a program may
// replace (`Module._load`, `Module._resolveFilename`, `Module._extensions`, methods of
// `Module.prototype`) is called by its name, as in Node.
'use strict';

const { files, machine, compile, symbols, builtins, main, cache, extensions, homePaths } = require('internal:modules');
const resolution = require('internal:resolution');
const { dirname, resolve: resolvePath } = require('path');

const { kIsMainSymbol, kIsCachedByESMLoader, kIsExecuting } = symbols;
const parents = new WeakMap();
// What a name meant to the modules of a folder when it was loaded, as Node keeps it.
const resolvedNames = new Map();
const importsOrExports = /(?:^|[;}])\s*(?:import|export)\b|\bimport\s*\.\s*meta\b|\bawait\b/m;

function Module(id = '', parent) {
  this.id = id;
  this.path = dirname(id);
  Object.defineProperty(this, 'exports', { value: {}, writable: true, enumerable: true, configurable: true });
  parents.set(this, parent);
  if (parent) addChild(parent, this);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

function addChild(parent, child) {
  const children = parent.children;
  if (Array.isArray(children) && !children.includes(child)) children.push(child);
}

function invalidArgument(name, expected, value) {
  return require('internal:errors').invalidArgument(name, expected, value);
}

function coded(error, code) {
  return require('internal:errors').coded(error, code);
}

Module._cache = cache;
Module._pathCache = Object.create(null);
Module._extensions = extensions;
Module.globalPaths = homePaths;
Module.Module = Module;
Module.builtinModules = builtins;

Module.isBuiltin = function isBuiltin(name) {
  return resolution.builtinName(name) !== undefined;
};

Module._nodeModulePaths = function (from) {
  return resolution.lookupPaths(resolvePath(from));
};

Module._resolveLookupPaths = function (request, parent) {
  if (resolution.builtinName(request) !== undefined) return null;
  if (resolution.isRelative(request)) {
    return [parent && parent.filename ? dirname(parent.filename) : '.'];
  }
  const paths = parent && parent.paths ? parent.paths.concat(homePaths) : homePaths;
  return paths.length > 0 ? paths : null;
};

Module._findPath = function (request, paths, isMain) {
  if (!Array.isArray(paths)) return resolution.findPath(request, paths, isMain) || false;
  const key = request + '\x00' + (request[0] === '/' ? '' : paths.join('\x00'));
  const known = Module._pathCache[key];
  if (known) return known;
  const found = resolution.findPath(request, paths, isMain) || false;
  if (found) Module._pathCache[key] = found;
  return found;
};

function requireStack(parent) {
  const stack = [];
  for (let at = parent; at && !stack.includes(at.filename || at.id); at = parents.get(at)) {
    stack.push(at.filename || at.id);
  }
  return stack;
}

function notFound(request, parent) {
  const stack = requireStack(parent);
  let message = `Cannot find module '${request}'`;
  if (stack.length > 0) message += '\nRequire stack:\n- ' + stack.join('\n- ');
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = stack;
  return error;
}

Module._resolveFilename = function (request, parent, isMain, options) {
  const builtin = resolution.builtinName(request);
  if (builtin !== undefined) return request;
  let paths;
  if (typeof options === 'object' && options !== null && options.paths !== undefined) {
    if (!Array.isArray(options.paths)) {
      throw require('internal:errors').invalidValue('options.paths', options.paths);
    }
    if (resolution.isRelative(request)) {
      paths = options.paths;
    } else {
      paths = [];
      for (const from of options.paths) {
        for (const path of resolution.lookupPaths(resolvePath(from)).concat(homePaths)) {
          if (!paths.includes(path)) paths.push(path);
        }
      }
    }
  } else {
    paths = Module._resolveLookupPaths(request, parent);
  }
  const from = parent && parent.filename ? parent.filename : null;
  if (request[0] === '#' && from) {
    const found = resolution.resolveImport(request, from, resolution.requireConditions);
    if (found !== undefined) return found;
  }
  if (from) {
    const own = resolution.resolveSelf(request, from, resolution.requireConditions);
    if (own !== undefined) return own;
  }
  const found = Module._findPath(request, paths, isMain);
  if (found) return found;
  throw notFound(request, parent);
};

Module._load = function (request, parent, isMain) {
  const nameInFolder = parent ? `${parent.path}\x00${request}` : undefined;
  const resolved = nameInFolder === undefined ? undefined : resolvedNames.get(nameInFolder);
  if (resolved !== undefined) {
    const cached = Module._cache[resolved];
    if (cached !== undefined) {
      addChild(parent, cached);
      return cached.exports;
    }
    resolvedNames.delete(nameInFolder);
  }
  const builtin = resolution.builtinName(request);
  if (builtin !== undefined && request.startsWith('node:')) return loadBuiltin(builtin, request);
  if (request.startsWith('node:')) {
    throw coded(new Error(`No such built-in module: ${request}`), 'ERR_UNKNOWN_BUILTIN_MODULE');
  }
  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    if (parent) addChild(parent, cached);
    return cached.exports;
  }
  const named = resolution.builtinName(filename);
  if (named !== undefined) return loadBuiltin(named, request);
  const module = new Module(filename, parent);
  if (isMain) {
    module.id = '.';
    main.module = module;
  }
  module[kIsMainSymbol] = Boolean(isMain);
  Module._cache[filename] = module;
  if (nameInFolder !== undefined) resolvedNames.set(nameInFolder, filename);
  let threw = true;
  try {
    module.load(filename);
    threw = false;
  } finally {
    if (threw) {
      delete Module._cache[filename];
      resolvedNames.delete(nameInFolder);
      const children = parent && parent.children;
      const at = Array.isArray(children) ? children.indexOf(module) : -1;
      if (at !== -1) children.splice(at, 1);
    }
  }
  return module.exports;
};

function loadBuiltin(name, request) {
  return require('internal:builtins').load(name, request);
}

Module.prototype.load = function (filename) {
  this.filename = filename;
  this.paths = Module._nodeModulePaths(dirname(filename));
  const extension = findExtension(filename);
  const order = this[kIsMainSymbol];
  delete this[kIsMainSymbol];
  this[kIsMainSymbol] = order;
  this[kIsCachedByESMLoader] = false;
  this[kIsExecuting] = true;
  Module._extensions[extension](this, filename);
  this[kIsExecuting] = false;
  this.loaded = true;
};

// The text of a file; what keeps it from being read is told in the words of `fs`.
function textOf(filename) {
  try {
    return files.readText(filename);
  } catch {
    return require('fs').readFileSync(filename, 'utf8');
  }
}

// The longest ending that has a loader: `.js` for all others.
function findExtension(filename) {
  const name = filename.slice(filename.lastIndexOf('/') + 1);
  for (let at = name.indexOf('.', 0); at !== -1; at = name.indexOf('.', at + 1)) {
    if (at !== 0 && Module._extensions[name.slice(at)]) return name.slice(at);
  }
  return '.js';
}

Module.prototype.require = function (id) {
  if (typeof id !== 'string') throw invalidArgument('id', 'of type string', id);
  if (id === '') throw require('internal:errors').invalidValue('id', id, 'must be a non-empty string');
  return Module._load(id, this, false);
};

Module.prototype._compile = function (content, filename) {
  const wrapper = compile(content, filename);
  return wrapper.call(this.exports, this.exports, makeRequire(this), this, filename, dirname(filename));
};

Object.defineProperty(Module.prototype, 'constructor', {
  get() {
    return Module;
  },
  configurable: false,
  enumerable: false,
});
Object.defineProperty(Module.prototype, 'parent', {
  get() {
    return parents.get(this);
  },
  set(value) {
    parents.set(this, value);
  },
  configurable: true,
  enumerable: false,
});
Object.defineProperty(Module.prototype, 'isPreloading', {
  get() {
    return false;
  },
  configurable: true,
  enumerable: false,
});

function makeRequire(module) {
  const require = function require(path) {
    return module.require(path);
  };
  decorate(require, module);
  return require;
}

function decorate(require, module) {
  require.resolve = function resolve(request, options) {
    if (typeof request !== 'string') throw invalidArgument('request', 'of type string', request);
    return Module._resolveFilename(request, module, false, options);
  };
  require.resolve.paths = function paths(request) {
    if (typeof request !== 'string') throw invalidArgument('request', 'of type string', request);
    return Module._resolveLookupPaths(request, module);
  };
  require.main = main.module;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
}

Module._extensions['.js'] = Object.defineProperty(function (module, filename) {
  if (filename.endsWith('.mjs') || (filename.endsWith('.js') && resolution.packageType(filename) === 'module')) {
    return require('internal:esm').requireModule(module, filename);
  }
  const content = textOf(filename);
  // What imports or exports is a module, unless its package says otherwise.
  const mayBe = filename.endsWith('.js') && importsOrExports.test(content);
  if (mayBe && resolution.packageType(filename) === 'none' && machine.isModule(content, filename)) {
    return require('internal:esm').requireModule(module, filename);
  }
  module._compile(content, filename);
}, 'name', { value: '' });

Module._extensions['.json'] = Object.defineProperty(function (module, filename) {
  const content = textOf(filename);
  try {
    module.exports = JSON.parse(content.charCodeAt(0) === 0xfeff ? content.slice(1) : content);
  } catch (error) {
    error.message = filename + ': ' + error.message;
    throw error;
  }
}, 'name', { value: '' });

Module._extensions['.node'] = Object.defineProperty(function (module, filename) {
  throw coded(new Error(`Native addons are not supported: ${filename}`), 'ERR_DLOPEN_FAILED');
}, 'name', { value: '' });

Module.wrapper = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];
Module.wrap = function (script) {
  return Module.wrapper[0] + script + Module.wrapper[1];
};
for (const name of ['wrap', 'wrapper', '_readPackage', '_stat']) {
  if (name in Module) Object.defineProperty(Module, name, { enumerable: false });
}

Module.createRequire = function createRequire(filename) {
  let path = filename;
  if (typeof filename === 'string' && filename.startsWith('file:')) {
    path = resolution.pathOfUrl(filename);
  } else if (typeof filename === 'object' && filename !== null && typeof filename.href === 'string') {
    path = resolution.pathOfUrl(filename.href);
  }
  if (typeof path !== 'string' || path[0] !== '/') {
    throw require('internal:errors').invalidValue(
      'filename',
      filename,
      'must be a file URL object, file URL string, or absolute path string',
    );
  }
  const module = new Module(path);
  module.filename = path.endsWith('/') ? path + 'noop.js' : path;
  module.paths = Module._nodeModulePaths(path.endsWith('/') ? path : dirname(path));
  return makeRequire(module);
};

Module._initPaths = function () {};
Module._preloadModules = function () {};
Module.syncBuiltinESMExports = function syncBuiltinESMExports() {};
Module.runMain = function executeUserEntryPoint(path = process.argv[1]) {
  return Module._load(path, null, true);
};
Module.findSourceMap = function findSourceMap() {
  return undefined;
};

// The program's own module was made before this loader was needed: it becomes one of this class,
// and its `require` gets the functions that belong to it. A program that is an ECMAScript module
// has none.
function adopt(module, require) {
  if (!module) return;
  Object.setPrototypeOf(module, Module.prototype);
  parents.set(module, null);
  if (require) decorate(require, module);
}

module.exports = { Module, adopt };
