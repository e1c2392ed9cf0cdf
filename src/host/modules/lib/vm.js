// Node page "vm": scripts and contexts. A context is a realm of its own; its sandbox stands in
// front of its global object.
'use strict';

const { makeContext, isContext: isSandbox, compile, run } = require('internal:contexts');
const { invalidArgument, outOfRange } = require('internal:errors');

const MOST_MILLISECONDS = 4294967295;
const LEAST_OFFSET = -2147483648;
const MOST_OFFSET = 2147483647;
const modes = ['afterEvaluate'];
let contexts = 0;

function checkObject(value, name) {
  const sort = typeof value;
  if (value === null || (sort !== 'object' && sort !== 'function')) {
    throw invalidArgument(name, 'of type object', value);
  }
}

function checkOptions(options, name = 'options') {
  if (options === null || typeof options !== 'object' || Array.isArray(options)) {
    throw invalidArgument(name, 'of type object', options);
  }
}

function checkString(value, name) {
  if (typeof value !== 'string') throw invalidArgument(name, 'of type string', value);
}

function checkBoolean(value, name) {
  if (typeof value !== 'boolean') throw invalidArgument(name, 'of type boolean', value);
}

function checkInteger(value, name, least, most) {
  if (typeof value !== 'number') throw invalidArgument(name, 'of type number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < least || value > most) throw outOfRange(name, `>= ${least} && <= ${most}`, value);
}

function isContext(object) {
  checkObject(object, 'object');
  return isSandbox(object);
}

function checkContext(object) {
  if (!isContext(object)) throw invalidArgument('contextifiedObject', 'an vm.Context', object);
}

function createContext(contextObject = {}, options = {}) {
  if (contextObject === constants.DONT_CONTEXTIFY) contextObject = {};
  if (isContext(contextObject)) return contextObject;
  checkOptions(options);
  contexts += 1;
  const { name = `VM Context ${contexts}`, origin, codeGeneration, microtaskMode } = options;
  checkString(name, 'options.name');
  if (origin !== undefined) checkString(origin, 'options.origin');
  let strings = true;
  if (codeGeneration !== undefined) {
    checkOptions(codeGeneration, 'options.codeGeneration');
    const { wasm = true } = codeGeneration;
    ({ strings = true } = codeGeneration);
    checkBoolean(strings, 'options.codeGeneration.strings');
    checkBoolean(wasm, 'options.codeGeneration.wasm');
  }
  if (microtaskMode !== undefined && !modes.includes(microtaskMode)) {
    throw require('internal:errors').invalidValue(
      'options.microtaskMode',
      microtaskMode,
      `must be one of: '${modes.join("', '")}', undefined`,
    );
  }
  makeContext(contextObject, strings);
  return contextObject;
}

// What createContext gets of the options of runInNewContext.
function contextOptions(options) {
  const found = {};
  for (const [from, to, check] of [
    ['contextName', 'name', checkString],
    ['contextOrigin', 'origin', checkString],
    ['contextCodeGeneration', 'codeGeneration', checkOptions],
  ]) {
    if (options[from] === undefined) continue;
    check(options[from], `options.${from}`);
    found[to] = options[from];
  }
  if (options.microtaskMode !== undefined) found.microtaskMode = options.microtaskMode;
  return found;
}

// A text whose first character stands at another place of its file.
function placed(code, lines, columns) {
  return '\n'.repeat(Math.max(lines, 0)) + ' '.repeat(Math.max(columns, 0)) + code;
}

function runOptions(options) {
  checkOptions(options);
  const { breakOnSigint, displayErrors, timeout } = options;
  if (timeout !== undefined) checkInteger(timeout, 'options.timeout', 1, MOST_MILLISECONDS);
  if (displayErrors !== undefined) checkBoolean(displayErrors, 'options.displayErrors');
  if (breakOnSigint !== undefined) checkBoolean(breakOnSigint, 'options.breakOnSigint');
  return { timeout, displayErrors };
}

const parsingContext = Symbol('parsingContext');

class ContextifyScript {
  createCachedData() {
    return typeof Buffer === 'undefined' ? new Uint8Array(0) : Buffer.alloc(0);
  }
}

class Script extends ContextifyScript {
  #function;

  constructor(code, options = {}) {
    super();
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else checkOptions(options);
    const { filename = 'evalmachine.<anonymous>', lineOffset = 0, columnOffset = 0, cachedData } = options;
    const { produceCachedData = false, [parsingContext]: context } = options;
    checkString(filename, 'options.filename');
    checkInteger(lineOffset, 'options.lineOffset', LEAST_OFFSET, MOST_OFFSET);
    checkInteger(columnOffset, 'options.columnOffset', LEAST_OFFSET, MOST_OFFSET);
    if (cachedData !== undefined && !ArrayBuffer.isView(cachedData)) {
      const expected = 'an instance of Buffer, TypedArray, or DataView';
      throw invalidArgument('options.cachedData', expected, cachedData);
    }
    checkBoolean(produceCachedData, 'options.produceCachedData');
    this.#function = compile(placed(code, lineOffset, columnOffset), filename, context);
    // Code is compiled anew: data of another machine is none for this one.
    if (cachedData !== undefined) this.cachedDataRejected = true;
    if (produceCachedData) {
      this.cachedDataProduced = true;
      this.cachedData = this.createCachedData();
    }
    this.sourceMapURL = /(?:^|\n)\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(code)?.[1];
  }

  runInThisContext(options = {}) {
    const { timeout, displayErrors } = runOptions(options);
    return run(this.#function, undefined, timeout, displayErrors);
  }

  runInContext(contextifiedObject, options = {}) {
    checkContext(contextifiedObject);
    const { timeout, displayErrors } = runOptions(options);
    return run(this.#function, contextifiedObject, timeout, displayErrors);
  }

  runInNewContext(contextObject, options = {}) {
    const context = createContext(contextObject, contextOptions(options));
    return this.runInContext(context, options);
  }
}

function scriptOptions(options, context) {
  if (typeof options === 'string') return { filename: options, [parsingContext]: context };
  return { ...options, [parsingContext]: context };
}

function createScript(code, options) {
  return new Script(code, options);
}

function runInContext(code, contextifiedObject, options) {
  checkContext(contextifiedObject);
  options = scriptOptions(options, contextifiedObject);
  return createScript(code, options).runInContext(contextifiedObject, options);
}

function runInNewContext(code, contextObject, options) {
  if (typeof options === 'string') options = { filename: options };
  contextObject = createContext(contextObject, contextOptions(options ?? {}));
  options = scriptOptions(options, contextObject);
  return createScript(code, options).runInNewContext(contextObject, options);
}

function runInThisContext(code, options) {
  if (typeof options === 'string') options = { filename: options };
  return createScript(code, options).runInThisContext(options);
}

function compileFunction(code, params, options = {}) {
  checkString(code, 'code');
  if (params !== undefined) {
    if (!Array.isArray(params)) throw invalidArgument('params', 'an instance of Array', params);
    params.forEach((name, index) => checkString(name, `params[${index}]`));
  }
  checkOptions(options);
  const { filename = '', columnOffset = 0, lineOffset = 0, contextExtensions = [] } = options;
  const { parsingContext: context } = options;
  checkString(filename, 'options.filename');
  checkInteger(columnOffset, 'options.columnOffset', LEAST_OFFSET, MOST_OFFSET);
  checkInteger(lineOffset, 'options.lineOffset', LEAST_OFFSET, MOST_OFFSET);
  if (context !== undefined && (typeof context !== 'object' || context === null || !isSandbox(context))) {
    throw invalidArgument('options.parsingContext', 'an instance of Context', context);
  }
  if (!Array.isArray(contextExtensions)) {
    throw invalidArgument('options.contextExtensions', 'an instance of Array', contextExtensions);
  }
  contextExtensions.forEach((extension, index) => {
    checkObject(extension, `options.contextExtensions[${index}]`);
  });
  let head = `(function (${(params ?? []).join(', ')}) {`;
  let tail = '\n})';
  if (contextExtensions.length > 0) {
    const scopes = contextExtensions.map((_, index) => `with(arguments[${index}]){`).join('');
    head = `(function(){${scopes}return ${head}`;
    tail += `${'}'.repeat(contextExtensions.length)}})`;
  }
  const text = placed(head + code + tail, lineOffset, columnOffset);
  const made = run(compile(text, filename, context), context, undefined, false);
  return contextExtensions.length > 0 ? made(...contextExtensions) : made;
}

const constants = Object.freeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
  DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
});

function measureMemory() {
  const error = new Error('vm.measureMemory() is not there');
  return Promise.reject(require('internal:errors').coded(error, 'ERR_CONTEXT_NOT_INITIALIZED'));
}

module.exports = {
  Script,
  createContext,
  createScript,
  runInContext,
  runInNewContext,
  runInThisContext,
  isContext,
  compileFunction,
  measureMemory,
  constants,
};
