// `tty` (Node page "TTY").
'use strict';

const binding = require('internal:os');
const check = require('internal:validators');
const { Writable } = require('stream');
const { ReadStream: Input, terminal } = require('internal:stdio');
const { Object, Reflect } = globalThis;

function isatty(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 && binding.isatty(fd);
}

function ReadStream(fd) {
  if (fd >> 0 !== fd || fd < 0) throw check.rangeError('ERR_INVALID_FD', `"fd" must be a positive integer: ${fd}`);
  return Reflect.construct(Input, [fd], new.target ?? ReadStream);
}
Object.setPrototypeOf(ReadStream.prototype, Input.prototype);
Object.setPrototypeOf(ReadStream, Input);

function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  if (fd >> 0 !== fd || fd < 0) throw check.rangeError('ERR_INVALID_FD', `"fd" must be a positive integer: ${fd}`);
  Reflect.apply(Writable, this, [{ decodeStrings: false }]);
  this.fd = fd;
  [this.columns, this.rows] = binding.windowSize(fd) ?? [80, 24];
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);
WriteStream.prototype.isTTY = true;
Object.assign(WriteStream.prototype, terminal);
WriteStream.prototype._write = function (chunk, encoding, callback) {
  require('fs').write(this.fd, chunk, failure => callback(failure));
};

module.exports = { isatty, ReadStream, WriteStream };
