// `fs.ReadStream` and `fs.WriteStream` (Node page "File system").
'use strict';

const check = require('internal:validators');
const fs = require('fs');
const tools = require('internal:fs_tools');
const { Readable, Writable } = require('stream');
const { Object, Reflect, Math } = globalThis;

const number = (options, name) => {
  if (options[name] !== undefined) check.integer(options[name], name, 0);
};

function prepare(stream, path, options, flags) {
  const handle = typeof options.fd === 'object' && options.fd !== null ? options.fd : undefined;
  stream.fd = handle ? handle.fd : options.fd === undefined ? null : options.fd;
  stream.handle = handle;
  if (stream.fd === null) {
    stream.path = tools.path(path);
    stream.flags = options.flags === undefined ? flags : options.flags;
    stream.mode = options.mode === undefined ? 0o666 : options.mode;
  } else if (!handle) {
    tools.fd(stream.fd);
  }
  Object.defineProperty(stream, 'handle', { enumerable: false });
  stream.start = options.start;
  stream.pos = undefined;
  number(options, 'start');
  if (stream.start !== undefined) stream.pos = stream.start;
}

function construct(callback) {
  if (typeof this.fd === 'number') {
    callback();
    return;
  }
  fs.open(this.path, this.flags, this.mode, (failure, fd) => {
    if (failure) {
      callback(failure);
      return;
    }
    this.fd = fd;
    callback();
    this.emit('open', this.fd);
    this.emit('ready');
  });
}

function shut(stream, failure, callback) {
  const { fd, handle } = stream;
  stream.fd = null;
  if (handle) {
    handle.close().then(() => callback(failure), problem => callback(problem || failure));
  } else if (fd === null || fd === undefined) {
    callback(failure);
  } else {
    fs.close(fd, problem => callback(problem || failure));
  }
}

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = { highWaterMark: 64 * 1024, ...tools.options(options) };
  if (options.autoDestroy === undefined && options.autoClose === false) options.autoDestroy = false;
  this.end = options.end ?? Infinity;
  prepare(this, path, options, 'r');
  this.bytesRead = 0;
  if (this.end !== Infinity) {
    number(options, 'end');
    if (this.start !== undefined && this.start > this.end) {
      throw check.outOfRange('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  Reflect.apply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);
Object.defineProperty(ReadStream.prototype, 'autoClose', {
  get() {
    return this._readableState.autoDestroy;
  },
  set(value) {
    this._readableState.autoDestroy = value;
  },
});
ReadStream.prototype._construct = construct;
ReadStream.prototype._read = function (n) {
  n = this.pos !== undefined ? Math.min(this.end - this.pos + 1, n) : Math.min(this.end - this.bytesRead + 1, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  const buffer = globalThis.Buffer.allocUnsafeSlow(n);
  fs.read(this.fd, buffer, 0, n, this.pos ?? null, (failure, count) => {
    if (failure) {
      this.destroy(failure);
      return;
    }
    if (count > 0) {
      if (this.pos !== undefined) this.pos += count;
      this.bytesRead += count;
      this.push(count === n ? buffer : buffer.subarray(0, count));
    } else {
      this.push(null);
    }
  });
};
ReadStream.prototype._destroy = function (failure, callback) {
  shut(this, failure, callback);
};
ReadStream.prototype.close = function (callback) {
  if (typeof callback === 'function') require('stream').finished(this, callback);
  this.destroy();
};
Object.defineProperty(ReadStream.prototype, 'pending', {
  get() {
    return this.fd === null;
  },
  configurable: true,
});

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = { ...tools.options(options) };
  options.decodeStrings = true;
  if (options.autoDestroy === undefined && options.autoClose === false) options.autoDestroy = false;
  prepare(this, path, options, 'w');
  this.bytesWritten = 0;
  Reflect.apply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);
Object.defineProperty(WriteStream.prototype, 'autoClose', {
  get() {
    return this._writableState.autoDestroy;
  },
  set(value) {
    this._writableState.autoDestroy = value;
  },
});
WriteStream.prototype._construct = construct;
WriteStream.prototype._write = function (data, encoding, callback) {
  const put = from => {
    const position = this.pos === undefined ? null : this.pos;
    fs.write(this.fd, data, from, data.length - from, position, (failure, count) => {
      if (failure) {
        callback(failure);
        return;
      }
      this.bytesWritten += count;
      if (this.pos !== undefined) this.pos += count;
      if (from + count < data.length) put(from + count);
      else callback();
    });
  };
  put(0);
};
WriteStream.prototype._destroy = function (failure, callback) {
  shut(this, failure, callback);
};
WriteStream.prototype.close = function (callback) {
  if (callback) {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  if (this.autoClose === false) this.on('finish', this.destroy);
  this.end();
};
WriteStream.prototype.destroySoon = WriteStream.prototype.end;
Object.defineProperty(WriteStream.prototype, 'pending', {
  get() {
    return this.fd === null;
  },
  configurable: true,
});

module.exports = { ReadStream, WriteStream };
