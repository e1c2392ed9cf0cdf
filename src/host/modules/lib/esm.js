// ECMAScript modules: how they are found, linked and evaluated (ECMA-262 §16.2.1, Node page
// "Modules: ECMAScript modules"). Files are read at once, so the graph of a module is there before
// anything of it runs; evaluation is the standard's, with modules that await.
'use strict';

const { files, machine, modulesByDefault } = require('internal:modules');
const resolution = require('internal:resolution');
const { coded } = require('internal:errors');
const { dirname, extname, resolve: resolvePath } = require('path');

const modules = new Map();
const hostModules = new Map();
let asyncOrder = 0;

// Phases of requests, and what stands for a slot where a name leads to no variable.
const DEFER = 1;
const SOURCE = 2;
const NAMESPACE = -1;
const DEFERRED = -2;
const MODULE_SOURCE = -3;
const placeOfPhase = [NAMESPACE, DEFERRED, MODULE_SOURCE];

// ---- records

class Module {
  constructor(url, filename) {
    this.url = url;
    this.filename = filename;
    this.requests = [];
    this.status = 'new';
    this.env = undefined;
    this.error = undefined;
    this.cycleRoot = undefined;
    this.awaits = false;
    this.asyncOrder = 0;
    this.pending = 0;
    this.asyncParents = [];
    this.capability = undefined;
    this.namespace = undefined;
    this.deferred = undefined;
  }

  phase() {
    return 0;
  }

  // GetModuleSource
  source() {
    throw new SyntaxError(`Source phase import object is not defined for module '${this.url}'`);
  }
}

// A module in text: its record is the compiler's.
class SourceModule extends Module {
  constructor(url, filename, text) {
    super(url, filename);
    this.parsed = machine.parse(text, url);
    this.awaits = this.parsed.awaits;
  }

  phase(at) {
    return this.parsed.requests[at][2];
  }

  instantiate() {
    [this.env, this.body] = machine.instantiate(this.parsed.code);
    if (this.parsed.meta !== undefined) machine.bindValue(this.env, this.parsed.meta, makeMeta(this));
  }

  exportNames(seen = new Set()) {
    if (seen.has(this)) return [];
    seen.add(this);
    const names = this.parsed.exports.map(entry => entry[0]);
    for (const star of this.parsed.stars) {
      for (const name of this.requests[star].exportNames(seen)) {
        if (name !== 'default' && !names.includes(name)) names.push(name);
      }
    }
    return names;
  }

  // ResolveExport: where a name leads; null when nowhere, undefined when it is ambiguous.
  resolve(name, seen = []) {
    if (seen.some(entry => entry[0] === this && entry[1] === name)) return null;
    seen.push([this, name]);
    for (const [exported, at, other] of this.parsed.exports) {
      if (exported !== name) continue;
      if (other === undefined) return { module: this, slot: at };
      const from = this.requests[at];
      return other === null ? { module: from, slot: placeOfPhase[this.phase(at)] } : from.resolve(other, seen);
    }
    if (name === 'default') return null;
    let found = null;
    for (const star of this.parsed.stars) {
      const there = this.requests[star].resolve(name, seen);
      if (there === undefined) return undefined;
      if (there === null) continue;
      if (found === null) found = there;
      else if (found.module !== there.module || found.slot !== there.slot) return undefined;
    }
    return found;
  }

  // Resolves what is imported and exported, and binds what is imported.
  bind() {
    for (const [name, at, other] of this.parsed.exports) {
      if (other !== undefined && other !== null) mustResolve(this.resolve(name), this, at, other);
    }
    for (const [at, name, slot] of this.parsed.imports) {
      const from = this.requests[at];
      if (name === undefined) {
        machine.bindValue(this.env, slot, objectAt(from, placeOfPhase[this.phase(at)]));
        continue;
      }
      const found = mustResolve(from.resolve(name), this, at, name);
      if (found.slot < 0) machine.bindValue(this.env, slot, objectAt(found.module, found.slot));
      else machine.bind(this.env, slot, found.module.env, found.slot);
    }
  }

  execute() {
    // Without a receiver.
    const { body } = this;
    return body();
  }
}

function mustResolve(found, module, at, name) {
  if (found) return found;
  const specifier = module.parsed.requests[at][0];
  const problem =
    found === null ? `does not provide an export named '${name}'` : `contains conflicting star exports for name '${name}'`;
  throw new SyntaxError(`The requested module '${specifier}' ${problem}`);
}

// A module whose exports a function sets: JSON, CommonJS, the runtime's own.
class SyntheticModule extends Module {
  constructor(url, filename, names, evaluate) {
    super(url, filename);
    this.names = names;
    this.evaluate = evaluate;
  }

  instantiate() {
    this.env = machine.environment(this.names.length);
    for (let slot = 0; slot < this.names.length; slot++) machine.bindValue(this.env, slot, undefined);
  }

  exportNames() {
    return this.names;
  }

  resolve(name) {
    const slot = this.names.indexOf(name);
    return slot === -1 ? null : { module: this, slot };
  }

  bind() {}

  set(name, value) {
    const slot = this.names.indexOf(name);
    if (slot !== -1) machine.bindValue(this.env, slot, value);
  }

  execute() {
    this.evaluate(this);
  }
}

// What a name stands for that leads to no variable.
function objectAt(module, place) {
  return place === MODULE_SOURCE ? module.source() : place === DEFERRED ? deferredOf(module) : namespaceOf(module);
}

// GetModuleNamespace
function namespaceOf(module) {
  return (module.namespace ??= makeNamespace(module, namespace => (module.namespace = namespace)));
}

// The same of a module that is evaluated when somebody looks at what it exports.
function deferredOf(module) {
  const evaluate = () => evaluateSync(module);
  return (module.deferred ??= makeNamespace(module, namespace => (module.deferred = namespace), evaluate));
}

function makeNamespace(module, keep, evaluate) {
  const [names, envs, slots, inner] = [[], [], [], []];
  for (const name of module.exportNames().slice().sort(compareUnits)) {
    const found = module.resolve(name);
    if (!found || (name === 'then' && evaluate !== undefined)) continue;
    names.push(name);
    if (found.slot < 0) {
      // A namespace may hold itself, so what it holds comes afterwards.
      const env = machine.environment(1);
      inner.push([env, found]);
      envs.push(env);
      slots.push(0);
    } else {
      envs.push(found.module.env);
      slots.push(found.slot);
    }
  }
  const namespace = machine.namespace(names, envs, slots, evaluate);
  keep(namespace);
  for (const [env, found] of inner) machine.bindValue(env, 0, objectAt(found.module, found.slot));
  return namespace;
}

function compareUnits(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function makeMeta(module) {
  const meta = { __proto__: null };
  if (module.filename !== undefined) {
    meta.dirname = dirname(module.filename);
    meta.filename = module.filename;
  }
  meta.resolve = function resolve(specifier) {
    try {
      return resolveSpecifier(`${specifier}`, module).url;
    } catch (error) {
      if (error.url !== undefined && error.code === 'ERR_MODULE_NOT_FOUND') return error.url;
      throw error;
    }
  };
  meta.url = module.url;
  return meta;
}

// ---- finding

function urlOf(path) {
  return files.url(path);
}

function missingModule(path, base, what = 'module') {
  const error = coded(new Error(`Cannot find ${what} '${path}' imported from ${base}`), 'ERR_MODULE_NOT_FOUND');
  if (what === 'module') error.url = urlOf(path);
  return error;
}

function baseOf(referrer) {
  return referrer.filename ?? referrer.url;
}

// PACKAGE_RESOLVE
function resolveBare(specifier, referrer) {
  const base = baseOf(referrer);
  const from = referrer.filename ?? resolvePath('noop.js');
  const conditions = resolution.importConditions;
  const own = resolution.resolveSelf(specifier, from, conditions);
  if (own !== undefined) return own;
  const parts = /^((?:@[^/\\%]+\/)?[^./\\%@][^/\\%]*)(\/.*)?$/.exec(specifier);
  if (parts === null) {
    throw coded(
      new TypeError(`Invalid module "${specifier}" is not a valid package name imported from ${base}`),
      'ERR_INVALID_MODULE_SPECIFIER',
    );
  }
  const subpath = '.' + (parts[2] ?? '');
  for (const folder of resolution.lookupPaths(dirname(from))) {
    const root = `${folder}/${parts[1]}`;
    if (files.stat(root) !== 1) continue;
    const pkg = resolution.readPackage(root);
    if (pkg !== undefined && pkg.exports !== undefined && pkg.exports !== null) {
      return resolution.resolveExports(pkg, subpath, conditions, base);
    }
    if (subpath !== '.') return resolvePath(root, subpath);
    const main = pkg && typeof pkg.main === 'string' ? [pkg.main] : [];
    for (const name of main.flatMap(main => ['', '.js', '.json', '/index.js', '/index.json'].map(end => main + end))) {
      if (files.stat(resolvePath(root, name)) === 0) return resolvePath(root, name);
    }
    for (const name of ['index.js', 'index.json']) {
      if (files.stat(resolvePath(root, name)) === 0) return resolvePath(root, name);
    }
    throw missingModule(`${root}/${pkg?.main ?? ''}`.replace(/\/$/, '/index.js'), base, 'package');
  }
  throw missingModule(parts[1], base, 'package');
}

// ESM_RESOLVE: the URL of what a specifier names, and its file.
function resolveSpecifier(specifier, referrer) {
  const builtin = resolution.builtinName(specifier);
  if (builtin !== undefined) return { url: builtin.startsWith('glass:') ? builtin : `node:${builtin}`, builtin };
  if (specifier.startsWith('node:')) {
    throw coded(new Error(`No such built-in module: ${specifier}`), 'ERR_UNKNOWN_BUILTIN_MODULE');
  }
  if (specifier.startsWith('data:')) return { url: specifier, data: true };
  const suffix = /[?#].*$/s.exec(specifier)?.[0] ?? '';
  const isPath = resolution.isRelative(specifier) || specifier[0] === '/' || specifier.startsWith('file:');
  let path;
  if (specifier.startsWith('file:')) {
    path = resolution.pathOfUrl(specifier);
  } else if (isPath) {
    const text = specifier.slice(0, specifier.length - suffix.length);
    if (/%2f|%5c/i.test(text)) {
      throw coded(
        new TypeError(`Invalid module "${specifier}" must not include encoded "/" or "\\" characters imported from ${baseOf(referrer)}`),
        'ERR_INVALID_MODULE_SPECIFIER',
      );
    }
    path = resolvePath(referrer.filename ? dirname(referrer.filename) : '.', decodeURIComponent(text));
    if (text.endsWith('/') && path !== '/') path += '/';
  } else if (specifier[0] === '#') {
    path = resolution.resolveImport(specifier, referrer.filename ?? resolvePath('noop.js'), resolution.importConditions);
    if (path === undefined) {
      throw coded(
        new TypeError(`Package import specifier "${specifier}" is not defined imported from ${baseOf(referrer)}`),
        'ERR_PACKAGE_IMPORT_NOT_DEFINED',
      );
    }
    if (resolution.builtinName(path) !== undefined) return resolveSpecifier(path, referrer);
  } else if (/^[a-z][a-z+.-]*:/i.test(specifier)) {
    throw coded(
      new Error(
        `Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. Received protocol '${/^[^:]*:/.exec(specifier)[0]}'`,
      ),
      'ERR_UNSUPPORTED_ESM_URL_SCHEME',
    );
  } else {
    path = resolveBare(specifier, referrer);
  }
  const kind = path.endsWith('/') ? 1 : files.stat(path, isPath);
  if (kind === 1) {
    throw coded(
      new Error(`Directory import '${path}' is not supported resolving ES modules imported from ${baseOf(referrer)}`),
      'ERR_UNSUPPORTED_DIR_IMPORT',
    );
  }
  if (kind !== 0) throw missingModule(path, baseOf(referrer));
  path = files.realpath(path);
  return { url: urlOf(path) + (isPath ? suffix : ''), filename: path };
}

// ---- loading

function load(specifier, attributes, referrer) {
  if (hostModules.has(specifier)) return hostModules.get(specifier);
  const found = resolveSpecifier(specifier, referrer);
  const type = attributes.type;
  for (const key of Object.keys(attributes)) {
    if (key !== 'type') throw unsupported(key, attributes[key]);
  }
  if (type === 'text' || type === 'bytes') return contentModule(found, type);
  const isJson = found.filename?.endsWith('.json') || /^data:application\/json/.test(found.url);
  if (type !== undefined && type !== 'json') throw unsupported('type', type);
  if (isJson && type !== 'json') {
    throw coded(
      new TypeError(`Module "${found.url}" needs an import attribute of type "json"`),
      'ERR_IMPORT_ASSERTION_TYPE_MISSING',
    );
  }
  if (!isJson && type === 'json') {
    throw coded(new TypeError(`Module "${found.url}" is not of type "json"`), 'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE');
  }
  const known = modules.get(found.url);
  if (known !== undefined) return known;
  const module = isJson ? jsonModule(found) : makeModule(found);
  modules.set(found.url, module);
  if (module instanceof SourceModule) loadRequests(module);
  return module;
}

// An attribute is an early error to the standard, and a TypeError to Node.
function unsupported(key, value) {
  const message = `Import attribute "${key}" with value "${value}" is not supported`;
  return coded(machine.isStandard() ? new SyntaxError(message) : new TypeError(message), 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED');
}

// What a file holds (TC39 proposals import-text and import-bytes).
function contentModule(found, type) {
  const key = `${type} ${found.url}`;
  const known = modules.get(key);
  if (known !== undefined) return known;
  const module = new SyntheticModule(key, found.filename, ['default'], module => module.set('default', content));
  const content = type === 'text' ? textAt(found) : bytesAt(found);
  modules.set(key, module);
  return module;
}

function textAt(found) {
  return (found.data ? textOfData(found.url) : files.readText(found.filename)).replace(/^\ufeff/, '');
}

function bytesAt(found) {
  const bytes = found.data ? Buffer.from(textOfData(found.url), 'latin1') : files.readBytes(found.filename);
  return new Uint8Array(Uint8Array.from(bytes).buffer.transferToImmutable());
}

function loadRequests(module) {
  try {
    for (const [specifier, attributes] of module.parsed.requests) {
      module.requests.push(load(specifier, attributes, module));
    }
  } catch (error) {
    // Of a graph that is not whole nothing is kept: parts of it lead to others.
    for (const [url, known] of modules) {
      if (known.status === 'new') modules.delete(url);
    }
    throw error;
  }
}

function textOfData(url) {
  const [, head, body] = /^data:([^,]*),(.*)$/s.exec(url) ?? [];
  if (head === undefined) throw coded(new TypeError(`Invalid URL: ${url}`), 'ERR_INVALID_URL');
  return head.endsWith(';base64') ? atob(body) : decodeURIComponent(body);
}

function jsonModule(found) {
  const text = found.data ? textOfData(found.url) : files.readText(found.filename);
  return new SyntheticModule(found.url, found.filename, ['default'], module => {
    try {
      module.set('default', JSON.parse(text));
    } catch (error) {
      error.message = `${found.filename ?? found.url}: ${error.message}`;
      throw error;
    }
  });
}

function makeModule(found) {
  if (found.builtin !== undefined) return builtinModule(found);
  if (found.data) return new SourceModule(found.url, undefined, textOfData(found.url));
  const { url, filename } = found;
  const ending = extname(filename);
  const type = ending === '.mjs' ? 'module' : ending === '.cjs' ? 'commonjs' : resolution.packageType(filename);
  if (ending === '.node' || (ending !== '.js' && ending !== '.mjs' && ending !== '.cjs' && ending !== '')) {
    throw coded(
      new TypeError(`Unknown file extension "${ending}" for ${filename}`),
      'ERR_UNKNOWN_FILE_EXTENSION',
    );
  }
  const text = files.readText(filename);
  if (type === 'module' || (type === 'none' && (modulesByDefault || machine.isModule(text, filename)))) {
    return new SourceModule(url, filename, text);
  }
  return commonJsModule(url, filename, text);
}

function builtinModule({ url, builtin }) {
  const exported = require('internal:builtins').load(builtin);
  const own = typeof exported === 'function' || typeof exported === 'object' ? Object.keys(exported) : [];
  const names = ['default', ...own.filter(name => name !== 'default')];
  return new SyntheticModule(url, undefined, names, module => {
    for (const name of names) module.set(name, name === 'default' ? exported : exported[name]);
  });
}

function commonJsModule(url, filename, text) {
  const names = ['default', ...namesOfCommonJs(text, filename, new Set()).filter(name => name !== 'default')];
  return new SyntheticModule(url, filename, names, module => {
    const { Module } = require('internal:loader');
    let exported = Module._cache[filename]?.exports;
    if (Module._cache[filename] === undefined) exported = Module._load(filename, undefined, false);
    for (const name of names) {
      if (name === 'default') {
        module.set(name, exported);
      } else if ((typeof exported === 'object' && exported !== null) || typeof exported === 'function') {
        let value;
        try {
          value = exported[name];
        } catch {
          // A getter that throws leaves the name undefined.
        }
        module.set(name, value);
      }
    }
  });
}

// The names that a CommonJS module certainly exports, seen in its text as tools write it: Node
// finds them the same way, without running it.
function namesOfCommonJs(text, filename, seen) {
  if (seen.has(filename)) return [];
  seen.add(filename);
  const names = new Set();
  const code = text.replace(/\/\*[^]*?\*\/|(^|[\s;{}(,])\/\/[^\n]*/g, '$1');
  const word = '[\\p{ID_Start}$_][\\p{ID_Continue}$\\u200c\\u200d]*';
  const exports = '(?:module\\s*\\.\\s*)?exports';
  const before = '(?<![\\p{ID_Continue}$.])';
  for (const [, name] of code.matchAll(new RegExp(`${before}${exports}\\s*\\.\\s*(${word})\\s*=(?!=)`, 'gu'))) {
    names.add(name);
  }
  const quoted = `['"]([^'"\\\\\\n]*)['"]`;
  for (const [, name] of code.matchAll(new RegExp(`${before}${exports}\\s*\\[\\s*${quoted}\\s*\\]\\s*=(?!=)`, 'gu'))) {
    names.add(name);
  }
  const define = `Object\\s*\\.\\s*defineProperty\\s*\\(\\s*${exports}\\s*,\\s*${quoted}\\s*,\\s*\\{\\s*(?:enumerable\\s*:\\s*(?:true|!0)\\s*,\\s*)?(?:value\\s*:|get\\s*(?::\\s*function\\s*)?(?:${word})?\\s*\\(\\s*\\)\\s*\\{\\s*return\\s+${word}\\s*(?:\\.\\s*${word}|\\[\\s*['"][^'"]*['"]\\s*\\])?\\s*;?\\s*\\})`;
  for (const [, name] of code.matchAll(new RegExp(before + define, 'gu'))) names.add(name);
  const literal = new RegExp(`${before}module\\s*\\.\\s*exports\\s*=\\s*\\{([^{}]*)`, 'u').exec(code);
  if (literal) {
    const entry = new RegExp(`^\\s*(?:(${word})|${quoted})\\s*(?::\\s*[^,]*)?(?:,|$)`, 'u');
    for (let rest = literal[1]; rest.trim() !== ''; ) {
      const found = entry.exec(rest);
      if (found === null) break;
      names.add(found[1] ?? found[2]);
      rest = rest.slice(found[0].length);
    }
  }
  const reexport = `${before}(?:module\\s*\\.\\s*exports\\s*=\\s*|__export(?:Star)?\\s*\\(\\s*|\\.\\.\\.\\s*)require\\s*\\(\\s*${quoted}\\s*\\)`;
  for (const [, request] of code.matchAll(new RegExp(reexport, 'gu'))) {
    try {
      const { Module } = require('internal:loader');
      const path = Module.createRequire(filename).resolve(request);
      if (path[0] === '/' && /\.c?js$/.test(path)) {
        for (const name of namesOfCommonJs(files.readText(path), path, seen)) names.add(name);
      }
    } catch {
      // What cannot be found exports nothing that is known beforehand.
    }
  }
  return [...names];
}

// ---- linking

function graphOf(module, seen = new Set()) {
  if (seen.has(module)) return seen;
  seen.add(module);
  module.requests.forEach((request, at) => module.phase(at) === SOURCE || graphOf(request, seen));
  return seen;
}

function link(module) {
  if (module.status !== 'new') return;
  const fresh = [...graphOf(module)].filter(one => one.status === 'new');
  try {
    for (const one of fresh) one.instantiate();
    for (const one of fresh) one.bind();
  } catch (error) {
    for (const one of fresh) modules.delete(one.url);
    throw error;
  }
  for (const one of fresh) one.status = 'linked';
}

// ---- evaluating (ECMA-262 §16.2.1.6.1.3 Evaluate)

function newCapability() {
  const capability = {};
  capability.promise = new Promise((resolve, reject) => {
    capability.resolve = resolve;
    capability.reject = reject;
  });
  return capability;
}

function evaluate(module) {
  if (module.status === 'evaluating-async' || module.status === 'evaluated') module = module.cycleRoot ?? module;
  if (module.capability !== undefined) return module.capability.promise;
  const stack = [];
  module.capability = newCapability();
  try {
    innerEvaluate(module, stack, 0);
    if (module.asyncOrder === 0) module.capability.resolve(undefined);
  } catch (error) {
    for (const one of stack) {
      one.status = 'evaluated';
      one.error = { value: error };
      one.cycleRoot ??= one;
    }
    module.capability.reject(error);
  }
  return module.capability.promise;
}

// The modules that are evaluated before a module: of what it defers only those that await.
function evaluationList(module) {
  if (!module.parsed?.requests.some(request => request[2] !== 0)) return module.requests;
  const list = new Set();
  module.requests.forEach((request, at) => {
    if (module.phase(at) === DEFER) gatherAwaiting(request, new Set(), list);
    else if (module.phase(at) !== SOURCE) list.add(request);
  });
  return list;
}

// IsModuleSCCEvaluated
function isEvaluated(module) {
  return (module.cycleRoot ?? module).status === 'evaluated';
}

// GatherAsynchronousTransitiveDependencies
function gatherAwaiting(module, seen, list) {
  if (seen.has(module)) return;
  seen.add(module);
  if (module.status === 'evaluating' || isEvaluated(module)) return;
  if (module.awaits) {
    list.add(module);
    return;
  }
  module.requests.forEach((request, at) => module.phase(at) === SOURCE || gatherAwaiting(request, seen, list));
}

// ReadyForSyncExecution
function isReady(module, seen = new Set()) {
  if (seen.has(module)) return true;
  seen.add(module);
  if (isEvaluated(module)) return true;
  if (module.status === 'evaluating' || module.status === 'evaluating-async' || module.awaits) return false;
  return module.requests.every((request, at) => module.phase(at) === SOURCE || isReady(request, seen));
}

// EvaluateModuleSync
function evaluateSync(module) {
  if (!isReady(module)) {
    throw new TypeError(`Deferred module '${module.url}' cannot be evaluated now: it is being evaluated, or awaits`);
  }
  endOf(evaluate(module));
  if (module.error !== undefined) throw module.error.value;
}

// InnerModuleEvaluation
function innerEvaluate(module, stack, index) {
  if (module.status === 'evaluating-async' || module.status === 'evaluated') {
    if (module.error === undefined) return index;
    throw module.error.value;
  }
  if (module.status === 'evaluating') return index;
  module.status = 'evaluating';
  module.index = module.ancestor = index++;
  module.pending = 0;
  stack.push(module);
  for (let required of evaluationList(module)) {
    index = innerEvaluate(required, stack, index);
    if (required.status === 'evaluating') {
      module.ancestor = Math.min(module.ancestor, required.ancestor);
    } else {
      required = required.cycleRoot ?? required;
      if (required.error !== undefined) throw required.error.value;
    }
    if (required.asyncOrder > 0 && required.status !== 'evaluated') {
      module.pending++;
      required.asyncParents.push(module);
    }
  }
  if (module.pending > 0 || module.awaits) {
    module.asyncOrder = ++asyncOrder;
    if (module.pending === 0) executeAsync(module);
  } else {
    module.execute();
  }
  if (module.ancestor === module.index) {
    for (;;) {
      const one = stack.pop();
      one.status = one.asyncOrder === 0 ? 'evaluated' : 'evaluating-async';
      one.cycleRoot = module;
      if (one === module) break;
    }
  }
  return index;
}

async function executeAsync(module) {
  try {
    await module.execute();
  } catch (error) {
    rejected(module, error);
    return;
  }
  fulfilled(module);
}

// When a promise is settled: undefined, or for what reason it was rejected. Programs may have
// replaced `then`.
async function endOf(promise) {
  try {
    await promise;
  } catch (error) {
    return { error };
  }
  return undefined;
}

function available(module, list) {
  for (const parent of module.asyncParents) {
    if (list.includes(parent) || (parent.cycleRoot ?? parent).error !== undefined) continue;
    if (--parent.pending === 0) {
      list.push(parent);
      if (!parent.awaits) available(parent, list);
    }
  }
}

function fulfilled(module) {
  if (module.status === 'evaluated') return;
  module.status = 'evaluated';
  module.capability?.resolve(undefined);
  const list = [];
  available(module, list);
  for (const parent of list.sort((a, b) => a.asyncOrder - b.asyncOrder)) {
    if (parent.status === 'evaluated') continue;
    if (parent.awaits) {
      executeAsync(parent);
      continue;
    }
    try {
      parent.execute();
    } catch (error) {
      rejected(parent, error);
      continue;
    }
    parent.status = 'evaluated';
    parent.capability?.resolve(undefined);
  }
}

function rejected(module, error) {
  if (module.status === 'evaluated') return;
  module.error = { value: error };
  module.status = 'evaluated';
  module.capability?.reject(error);
  for (const parent of module.asyncParents) rejected(parent, error);
}

// ---- ways in

function referrerOf(name) {
  if (name.startsWith('file://')) return { url: name, filename: resolution.pathOfUrl(name) };
  return name[0] === '/' ? { url: urlOf(name), filename: name } : { url: name, filename: undefined };
}

// `import(specifier, options)` in the source of that name.
async function dynamicImport(specifier, name, options, phase) {
  const text = `${specifier}`;
  const attributes = attributesOf(options);
  // Nothing of the module runs before the code that asks for it has gone on.
  await undefined;
  const module = load(text, attributes, referrerOf(name));
  if (phase === SOURCE) return module.source();
  link(module);
  if (phase === DEFER) {
    const awaiting = new Set();
    gatherAwaiting(module, new Set(), awaiting);
    const ends = [...awaiting].map(one => endOf(evaluate(one)));
    for (const end of ends) {
      const failure = await end;
      if (failure !== undefined) throw failure.error;
    }
    return deferredOf(module);
  }
  await evaluate(module);
  return namespaceOf(module);
}

function attributesOf(options) {
  if (options === undefined) return {};
  if (typeof options !== 'object' && typeof options !== 'function' || options === null) {
    throw new TypeError('The second argument to import() must be an object');
  }
  const given = options.with;
  if (given === undefined) return {};
  if (typeof given !== 'object' && typeof given !== 'function' || given === null) {
    throw new TypeError("The 'with' option must be an object");
  }
  const attributes = {};
  for (const key of Object.keys(given)) {
    const value = given[key];
    if (typeof value !== 'string') throw new TypeError('Import attribute value must be a string');
    attributes[key] = value;
  }
  return attributes;
}

// The program's own module: a promise of its end.
function runMain(url, filename, text) {
  const module = new SourceModule(url, filename, text);
  modules.set(url, module);
  loadRequests(module);
  link(module);
  return evaluate(module);
}

// `require` of an ES module.
function requireModule(cjs, filename) {
  const module = load(urlOf(filename), {}, { url: urlOf(filename), filename });
  if (module.status === 'evaluating') {
    throw coded(new Error(`Cannot require() ES Module ${filename} in a cycle.`), 'ERR_REQUIRE_CYCLE_MODULE');
  }
  link(module);
  for (const one of graphOf(module)) {
    if (one.awaits) {
      throw coded(
        new Error(
          'require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level await comes from, use --experimental-print-required-tla.',
        ),
        'ERR_REQUIRE_ASYNC_MODULE',
      );
    }
  }
  endOf(evaluate(module));
  if (module.error !== undefined) throw module.error.value;
  const names = module.exportNames();
  if (names.includes('module.exports')) {
    cjs.exports = namespaceOf(module)['module.exports'];
  } else if (names.includes('default') && !names.includes('__esModule')) {
    const marked = new SyntheticModule('', undefined, ['__esModule'], () => {});
    marked.instantiate();
    marked.set('__esModule', true);
    const view = {
      exportNames: () => [...module.exportNames(), '__esModule'],
      resolve: name => (name === '__esModule' ? marked.resolve(name) : module.resolve(name)),
    };
    cjs.exports = namespaceOf(view);
  } else {
    cjs.exports = namespaceOf(module);
  }
}

// ---- for tests of the standard (test262, INTERPRETING.md)

const classNames = new WeakMap();

// %AbstractModuleSource% (TC39 proposal source-phase-imports)
class AbstractModuleSource {
  constructor() {
    throw new TypeError('Illegal constructor');
  }

  get [Symbol.toStringTag]() {
    return classNames.get(this);
  }
}

class HostModule extends SyntheticModule {
  source() {
    return this.object;
  }
}

// From now on `<module source>` is a module that has a source.
function hostForTests() {
  const module = new HostModule('<module source>', undefined, [], () => {});
  module.object = Object.create(AbstractModuleSource.prototype);
  classNames.set(module.object, 'Module');
  hostModules.set('<module source>', module);
  return AbstractModuleSource;
}

module.exports = { dynamicImport, hostForTests, requireModule, runMain };
