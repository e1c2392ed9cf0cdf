// The standard streams as streams (Node page "Process", "process I/O"). Standard output and error
// are plain objects with a `write` of the runtime until somebody needs more of them.
'use strict';

const { Readable, Writable } = require('stream');
const binding = require('internal:fs');
const { isatty, windowSize } = require('internal:os');
const { uvException } = require('internal:system_errors');
const { Object, Reflect } = globalThis;

// What a terminal can be told.
const terminal = {
  getColorDepth(env = process.env) {
    if (env.FORCE_COLOR !== undefined) {
      switch (env.FORCE_COLOR) {
        case '':
        case '1':
        case 'true':
          return 4;
        case '2':
          return 8;
        case '3':
          return 24;
        default:
          return 1;
      }
    }
    if (env.NODE_DISABLE_COLORS !== undefined || env.NO_COLOR !== undefined || env.TERM === 'dumb') return 1;
    if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return 24;
    if (/256(?:color)?$/i.test(env.TERM ?? '')) return 8;
    return env.TERM ? 4 : 1;
  },
  hasColors(count, env) {
    if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
      env = count;
      count = 16;
    } else {
      require('internal:validators').integer(count, 'count', 2);
    }
    return count <= 2 ** this.getColorDepth(env);
  },
  getWindowSize() {
    return [this.columns, this.rows];
  },
  cursorTo(x, y, callback) {
    return require('readline').cursorTo(this, x, y, callback);
  },
  moveCursor(dx, dy, callback) {
    return require('readline').moveCursor(this, dx, dy, callback);
  },
  clearLine(direction, callback) {
    return require('readline').clearLine(this, direction, callback);
  },
  clearScreenDown(callback) {
    return require('readline').clearScreenDown(this, callback);
  },
};

// Makes a Writable of one of the runtime's own objects; its `write` stays what it is.
function adopt(stream) {
  if (stream === null || typeof stream !== 'object' || stream._writableState !== undefined) return;
  const old = Object.getPrototypeOf(stream);
  if (!Object.hasOwn(old, 'write')) return;
  const { write } = old;
  const { fd } = stream;
  const own = Object.getOwnPropertyDescriptors(stream);
  const isTerminal = isatty(fd);
  const { constructor: Class } = old;
  const prototype = Object.create(Writable.prototype, {
    constructor: { value: Class, writable: true, configurable: true },
    write: { value: write, writable: true, configurable: true },
  });
  prototype._write = function (chunk, encoding, callback) {
    binding.write(fd, typeof chunk === 'string' ? chunk : chunk.latin1Slice(), null, typeof chunk === 'string');
    callback();
  };
  // Nobody closes these: who destroys them hears that they are closed.
  prototype._destroy = function (failure, callback) {
    callback(failure);
  };
  if (isTerminal) Object.assign(prototype, terminal);
  Object.setPrototypeOf(stream, prototype);
  delete stream.writable;
  Reflect.apply(Writable, stream, [{ decodeStrings: false, emitClose: false, autoDestroy: true }]);
  for (const name of Object.keys(own)) {
    if (name !== 'writable') Object.defineProperty(stream, name, own[name]);
  }
  stream._type = isTerminal ? 'tty' : 'pipe';
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
}

class ReadStream extends Readable {
  constructor(fd) {
    super({ highWaterMark: 65536 });
    this.fd = fd;
    if (isatty(fd)) {
      this.isTTY = true;
      this.isRaw = false;
    }
    this._asking = false;
    Object.defineProperty(this, '_asking', { enumerable: false });
    this.on('pause', () => {
      if (!this._asking) return;
      this._asking = false;
      this._readableState.reading = false;
      binding.cancelInput();
    });
  }

  _read(size) {
    if (this._asking) return;
    this._asking = true;
    binding.readInput(size, answer => {
      this._asking = false;
      if (typeof answer === 'number') this.destroy(uvException({ errno: answer, syscall: 'read' }));
      else if (answer === '') this.push(null);
      else this.push(globalThis.Buffer.from(answer, 'latin1'));
    });
  }

  setRawMode(flag) {
    this.isRaw = Boolean(flag);
    return this;
  }

  ref() {
    return this;
  }

  unref() {
    binding.cancelInput();
    return this;
  }
}

let stdin;

module.exports = {
  get stdin() {
    return (stdin ??= new ReadStream(0));
  },
  adopt,
  adoptAll() {
    adopt(process.stdout);
    adopt(process.stderr);
  },
  terminal,
  windowSize,
  ReadStream,
};
