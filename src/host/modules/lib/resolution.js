// Which file a name means: Node's algorithms (Node pages "Modules: CommonJS modules", "All
// together", and "Modules: ECMAScript modules", "Resolution Algorithm Specification") for names in
// packages, `exports` and `imports`, folders and endings.
'use strict';

const { files, builtins } = require('internal:modules');
const { coded } = require('internal:errors');
const { dirname, resolve } = require('path');

const requireConditions = new Set(['node', 'require', 'module-sync', 'node-addons']);
const importConditions = new Set(['node', 'import', 'module-sync', 'node-addons']);
const FILE = 0;
const FOLDER = 1;
const onlyWithPrefix = new Set(['sea', 'sqlite', 'test', 'test/reporters']);
// Modules that Node has not.
const own = new Set(['glass:memory']);

function builtinName(request) {
  if (request.startsWith('node:')) {
    const name = request.slice(5);
    return builtins.includes(name) || onlyWithPrefix.has(name) ? name : undefined;
  }
  return builtins.includes(request) || own.has(request) ? request : undefined;
}

function isRelative(request) {
  return (
    request === '.' || request === '..' || request.startsWith('./') || request.startsWith('../')
  );
}

// The `node_modules` of a folder and of all above it.
function lookupPaths(from) {
  const paths = [];
  for (let at = from; ; at = dirname(at)) {
    if (!at.endsWith('/node_modules')) paths.push(at === '/' ? '/node_modules' : at + '/node_modules');
    if (at === '/') return paths;
  }
}

// ---- package.json

const packages = new Map();

// The fields of a folder's package.json that matter; undefined when there is none.
function readPackage(folder) {
  const path = (folder === '/' ? '' : folder) + '/package.json';
  const known = packages.get(path);
  if (known !== undefined) return known;
  const text = files.readPackage(path);
  if (text === undefined) return undefined;
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    error.message = `Error parsing ${path}: ${error.message}`;
    error.path = path;
    throw error;
  }
  const { name, main, exports, imports, type } = Object(parsed);
  const found = { path, folder, name, main, exports, imports, type };
  packages.set(path, found);
  return found;
}

// The package that a file belongs to.
function packageScope(filename) {
  for (let at = dirname(filename); ; at = dirname(at)) {
    if (at.endsWith('/node_modules')) return undefined;
    const found = readPackage(at);
    if (found !== undefined) return found;
    if (at === '/') return undefined;
  }
}

function packageType(filename) {
  const scope = packageScope(filename);
  return scope && (scope.type === 'module' || scope.type === 'commonjs') ? scope.type : 'none';
}

// ---- exports and imports

function notExported(pkg, subpath, base) {
  const from = base ? ` imported from ${base}` : '';
  const message =
    subpath === '.'
      ? `No "exports" main defined in ${pkg.path}${from}`
      : `Package subpath '${subpath}' is not defined by "exports" in ${pkg.path}${from}`;
  return coded(new Error(message), 'ERR_PACKAGE_PATH_NOT_EXPORTED');
}

function invalidTarget(pkg, key, target, isImports, base) {
  const shown = typeof target === 'object' && target !== null ? JSON.stringify(target, null, '') : `${target}`;
  const field = isImports ? 'imports' : 'exports';
  const hint = typeof target === 'string' && target && !isImports && !target.startsWith('./');
  const start =
    key === '.'
      ? `Invalid "exports" main target ${JSON.stringify(target)} defined in the package config ${pkg.path}`
      : `Invalid "${field}" target ${JSON.stringify(shown)} defined for '${key}' in the package config ${pkg.path}`;
  const from = base ? ` imported from ${base}` : '';
  return coded(new Error(start + from + (hint ? '; targets must start with "./"' : '')), 'ERR_INVALID_PACKAGE_TARGET');
}

function invalidSpecifier(request, reason, base) {
  const from = base ? ` imported from ${base}` : '';
  return coded(new TypeError(`Invalid module "${request}" ${reason}${from}`), 'ERR_INVALID_MODULE_SPECIFIER');
}

function invalidConfig(path, message) {
  return coded(new Error(`Invalid package config ${path}.${message ? ' ' + message : ''}`), 'ERR_INVALID_PACKAGE_CONFIG');
}

// A segment of a path that would lead out of the package, or into another one.
const forbidden = /(^|\\|\/)((\.|%2e)(\.|%2e)?|(n|%6e|%4e)(o|%6f|%4f)(d|%64|%44)(e|%65|%45)(_|%5f)(m|%6d|%4d)(o|%6f|%4f)(d|%64|%44)(u|%75|%55)(l|%6c|%4c)(e|%65|%45)(s|%73|%53))(\\|\/|$)/i;
const doubled = /(^|\\|\/)(\\|\/|$)/;

function targetOfString(target, match, key, context) {
  const { pkg, isImports, conditions, base } = context;
  if (match !== null && !key.includes('*') && !target.endsWith('/')) throw invalidTarget(pkg, key, target, isImports, base);
  if (!target.startsWith('./')) {
    if (isImports && !target.startsWith('../') && !target.startsWith('/')) {
      const request = match === null ? target : target.replaceAll('*', () => match);
      return { request, from: pkg.path, conditions };
    }
    throw invalidTarget(pkg, key, target, isImports, base);
  }
  if (forbidden.test(target.slice(2)) || doubled.test(target.slice(2))) {
    throw invalidTarget(pkg, key, target, isImports, base);
  }
  const path = resolve(pkg.folder, target);
  if (match === null) return path;
  if (forbidden.test(match) || doubled.test(match)) {
    const request = key.includes('*') ? key.replace('*', () => match) : key + match;
    const field = isImports ? 'imports' : 'exports';
    throw invalidSpecifier(
      request,
      `request is not a valid match in pattern "${key}" for the "${field}" resolution of ${pkg.path}`,
      base,
    );
  }
  return path.replaceAll('*', () => match);
}

// PACKAGE_TARGET_RESOLVE: a path, a name to resolve on, null, or undefined for no match.
function resolveTarget(target, match, key, context) {
  if (typeof target === 'string') return targetOfString(target, match, key, context);
  if (Array.isArray(target)) {
    if (target.length === 0) return null;
    let failure;
    for (const entry of target) {
      let found;
      try {
        found = resolveTarget(entry, match, key, context);
      } catch (error) {
        failure = error;
        if (error.code !== 'ERR_INVALID_PACKAGE_TARGET') throw error;
        continue;
      }
      if (found === undefined) continue;
      if (found === null) {
        failure = null;
        continue;
      }
      return found;
    }
    if (failure) throw failure;
    return failure;
  }
  if (typeof target === 'object' && target !== null) {
    const keys = Object.keys(target);
    for (const name of keys) {
      if (String(Number(name) >>> 0) === name && Number(name) < 0xffff_ffff) {
        throw invalidConfig(context.pkg.path, '"exports" cannot contain numeric property keys.');
      }
    }
    for (const name of keys) {
      if (name !== 'default' && !context.conditions.has(name)) continue;
      const found = resolveTarget(target[name], match, key, context);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (target === null) return null;
  throw invalidTarget(context.pkg, key, target, context.isImports, context.base);
}

// PATTERN_KEY_COMPARE: the longest text before the star first.
function comparePatterns(a, b) {
  const [starA, starB] = [a.indexOf('*'), b.indexOf('*')];
  const [lengthA, lengthB] = [starA === -1 ? a.length : starA + 1, starB === -1 ? b.length : starB + 1];
  if (lengthA !== lengthB) return lengthB - lengthA;
  if (starA === -1) return 1;
  if (starB === -1) return -1;
  return b.length - a.length;
}

// PACKAGE_IMPORTS_EXPORTS_RESOLVE
function matchEntry(key, entries, context) {
  if (Object.hasOwn(entries, key) && !key.includes('*') && !key.endsWith('/')) {
    return resolveTarget(entries[key], null, key, context);
  }
  const patterns = Object.keys(entries).filter(name => name.split('*').length === 2);
  for (const pattern of patterns.sort(comparePatterns)) {
    const [before, after] = pattern.split('*');
    if (key.startsWith(before) && key !== before && key.length >= pattern.length && key.endsWith(after)) {
      const match = key.slice(before.length, key.length - after.length);
      return resolveTarget(entries[pattern], match, pattern, context);
    }
  }
  return undefined;
}

// PACKAGE_EXPORTS_RESOLVE
function resolveExports(pkg, subpath, conditions, base) {
  const context = { pkg, isImports: false, conditions, base };
  let entries = pkg.exports;
  const isMap = typeof entries === 'object' && entries !== null && !Array.isArray(entries);
  const keys = isMap ? Object.keys(entries) : [];
  const dotted = keys.filter(key => key[0] === '.').length;
  if (dotted !== 0 && dotted !== keys.length) {
    throw invalidConfig(
      pkg.path,
      "\"exports\" cannot contain some keys starting with '.' and some not. The exports object must either be an object of package subpath keys or an object of main entry condition name keys only.",
    );
  }
  if (!isMap || dotted === 0) entries = { '.': entries };
  const found = matchEntry(subpath, entries, context);
  if (found === undefined || found === null) throw notExported(pkg, subpath, base);
  return found;
}

// PACKAGE_IMPORTS_RESOLVE; undefined when the package has no imports.
function resolveImport(request, filename, conditions) {
  const pkg = packageScope(filename);
  if (pkg === undefined || pkg.imports === undefined || pkg.imports === null) return undefined;
  if (request === '#' || request.startsWith('#/')) {
    throw invalidSpecifier(request, 'is not a valid internal imports specifier name', filename);
  }
  const context = { pkg, isImports: true, conditions, base: filename };
  const found = matchEntry(request, pkg.imports, context);
  if (found === undefined || found === null) {
    const message = `Package import specifier "${request}" is not defined in package ${pkg.path} imported from ${filename}`;
    throw coded(new TypeError(message), 'ERR_PACKAGE_IMPORT_NOT_DEFINED');
  }
  if (typeof found === 'object') {
    if (builtinName(found.request) !== undefined) return found.request;
    return findPath(found.request, lookupPaths(pkg.folder), false) || throwMissing(found.request);
  }
  return finish(found);
}

function throwMissing(path) {
  const error = new Error(`Cannot find module '${path}'`);
  error.code = 'MODULE_NOT_FOUND';
  throw error;
}

// A path out of `exports` or `imports` is taken as it stands.
function finish(path) {
  if (/%2f|%5c/i.test(path)) throw invalidSpecifier(path, 'must not include encoded "/" or "\\" characters');
  if (files.stat(path) !== FILE) throwMissing(path);
  return files.realpath(path);
}

// PACKAGE_SELF_RESOLVE; undefined when the name is not that of the file's own package.
function resolveSelf(request, filename, conditions) {
  const pkg = packageScope(filename);
  if (pkg === undefined || pkg.exports === undefined || pkg.exports === null || pkg.name === undefined) return undefined;
  let subpath;
  if (request === pkg.name) subpath = '.';
  else if (request.startsWith(pkg.name + '/')) subpath = '.' + request.slice(pkg.name.length);
  else return undefined;
  return finish(resolveExports(pkg, subpath, conditions, undefined));
}

// ---- files and folders

const packageName = /^((?:@[^/\\%]+\/)?[^./\\%][^/\\%]*)(\/.*)?$/;

// LOAD_PACKAGE_EXPORTS for a folder that is looked in; undefined when the package has none.
function resolvePackage(modules, request) {
  const parts = packageName.exec(request);
  if (parts === null) return undefined;
  const pkg = readPackage(modules + '/' + parts[1]);
  if (pkg === undefined || pkg.exports === undefined || pkg.exports === null) return undefined;
  return finish(resolveExports(pkg, '.' + (parts[2] ?? ''), requireConditions, undefined));
}

function tryFile(path, kind) {
  return kind === FILE ? files.realpath(path) : undefined;
}

function tryEndings(path, endings) {
  for (const ending of endings) {
    const full = path + ending;
    if (files.stat(full) === FILE) return files.realpath(full);
  }
  return undefined;
}

// LOAD_AS_DIRECTORY
function tryFolder(folder, endings) {
  const pkg = readPackage(folder);
  const main = pkg && typeof pkg.main === 'string' && pkg.main ? pkg.main : undefined;
  if (main === undefined) return tryEndings(folder + '/index', endings);
  const path = resolve(folder, main);
  const found =
    tryFile(path, files.stat(path)) || tryEndings(path, endings) || tryEndings(resolve(path, 'index'), endings);
  if (found) return found;
  const index = tryEndings(folder + '/index', endings);
  if (index) {
    process.emitWarning(
      `Invalid 'main' field in '${pkg.path}' of '${main}'. Please either fix that or report it to the module author`,
      'DeprecationWarning',
      'DEP0128',
    );
    return index;
  }
  const error = new Error(`Cannot find module '${path}'. Please verify that the package.json has a valid "main" entry`);
  error.code = 'MODULE_NOT_FOUND';
  error.path = pkg.path;
  error.requestPath = folder;
  throw error;
}

// The file that a name means below one of `paths`; undefined when there is none.
function findPath(request, paths, isMain) {
  const isAbsolute = request[0] === '/';
  const mustBeFolder = /(?:^|\/)\.{0,2}$/.test(request);
  const endings = Object.keys(require('internal:modules').extensions);
  for (const folder of isAbsolute ? [''] : (paths ?? [])) {
    if (folder && files.stat(folder) !== FOLDER) continue;
    if (!isAbsolute && !isRelative(request)) {
      const found = resolvePackage(folder, request);
      if (found !== undefined) return found;
    }
    const path = resolve(folder, request);
    const kind = files.stat(path);
    let found;
    if (!mustBeFolder) found = tryFile(path, kind) || tryEndings(path, endings);
    if (!found && kind === FOLDER) found = tryFolder(path, endings);
    if (found) return found;
    // What is asked for by its path is refused where it may not be read.
    if (isAbsolute || isRelative(request)) for (const ending of ['', ...endings]) files.stat(path + ending, true);
  }
  return undefined;
}

function pathOfUrl(url) {
  const path = url.replace(/^file:\/\/(localhost)?/, '').replace(/[?#].*$/s, '');
  return decodeURIComponent(path);
}

module.exports = {
  builtinName,
  findPath,
  importConditions,
  isRelative,
  lookupPaths,
  packageScope,
  packageType,
  pathOfUrl,
  readPackage,
  requireConditions,
  resolveExports,
  resolveImport,
  resolveSelf,
};
