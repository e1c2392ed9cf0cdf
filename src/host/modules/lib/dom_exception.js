// `DOMException` (Web IDL, "DOMException").
'use strict';

const { typeError } = require('internal:validators');
const { Error, Object, Symbol } = globalThis;
const { defineProperty } = Object;

const names = [
  ['IndexSizeError', 'INDEX_SIZE_ERR'],
  [undefined, 'DOMSTRING_SIZE_ERR'],
  ['HierarchyRequestError', 'HIERARCHY_REQUEST_ERR'],
  ['WrongDocumentError', 'WRONG_DOCUMENT_ERR'],
  ['InvalidCharacterError', 'INVALID_CHARACTER_ERR'],
  [undefined, 'NO_DATA_ALLOWED_ERR'],
  ['NoModificationAllowedError', 'NO_MODIFICATION_ALLOWED_ERR'],
  ['NotFoundError', 'NOT_FOUND_ERR'],
  ['NotSupportedError', 'NOT_SUPPORTED_ERR'],
  ['InUseAttributeError', 'INUSE_ATTRIBUTE_ERR'],
  ['InvalidStateError', 'INVALID_STATE_ERR'],
  ['SyntaxError', 'SYNTAX_ERR'],
  ['InvalidModificationError', 'INVALID_MODIFICATION_ERR'],
  ['NamespaceError', 'NAMESPACE_ERR'],
  ['InvalidAccessError', 'INVALID_ACCESS_ERR'],
  [undefined, 'VALIDATION_ERR'],
  ['TypeMismatchError', 'TYPE_MISMATCH_ERR'],
  ['SecurityError', 'SECURITY_ERR'],
  ['NetworkError', 'NETWORK_ERR'],
  ['AbortError', 'ABORT_ERR'],
  ['URLMismatchError', 'URL_MISMATCH_ERR'],
  ['QuotaExceededError', 'QUOTA_EXCEEDED_ERR'],
  ['TimeoutError', 'TIMEOUT_ERR'],
  ['InvalidNodeTypeError', 'INVALID_NODE_TYPE_ERR'],
  ['DataCloneError', 'DATA_CLONE_ERR'],
];

function codeOf(name) {
  for (let i = 0; i < names.length; i++) if (names[i][0] === name) return i + 1;
  return 0;
}

class DOMException extends Error {
  #name;
  #message;

  constructor(message = '', options = 'Error') {
    super();
    this.#message = `${message}`;
    if (options !== null && typeof options === 'object') {
      const { name } = options;
      this.#name = `${name === undefined ? 'Error' : name}`;
      if ('cause' in options) {
        defineProperty(this, 'cause', { value: options.cause, configurable: true, writable: true, enumerable: false });
      }
    } else {
      this.#name = `${options}`;
    }
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#name in value)) {
      throw typeError('ERR_INVALID_THIS', 'Value of "this" must be of DOMException');
    }
  }

  get name() {
    DOMException.#check(this);
    return this.#name;
  }

  get message() {
    DOMException.#check(this);
    return this.#message;
  }

  get code() {
    DOMException.#check(this);
    return codeOf(this.#name);
  }
}
for (const name of ['name', 'message', 'code']) defineProperty(DOMException.prototype, name, { enumerable: true });
defineProperty(DOMException.prototype, Symbol.toStringTag, { configurable: true, value: 'DOMException' });
names.forEach(({ 1: constant }, i) => {
  const property = { enumerable: true, value: i + 1 };
  defineProperty(DOMException, constant, property);
  defineProperty(DOMException.prototype, constant, property);
});

module.exports = { DOMException };
