// `readline` (Node page "Readline"). Lines are edited by the terminal itself.
'use strict';

const check = require('internal:validators');
const { error, invalidValue, AbortError } = check;
const EventEmitter = require('events');
const { Object, Symbol, Promise, Reflect, Math, Number, Date, String } = globalThis;
const custom = Symbol.for('nodejs.util.promisify.custom');

const useAfterClose = () => error('ERR_USE_AFTER_CLOSE', 'readline was closed');
const endOfLine = /\r\n|\n|\r(?!\n)|\u2028|\u2029/g;

function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  let options = {};
  if (input?.input) {
    options = input;
    ({ input, output, completer, terminal } = options);
  }
  Reflect.apply(EventEmitter, this, []);
  const { signal, prompt = '> ', crlfDelay, historySize = 30, removeHistoryDuplicates = false } = options;
  if (options.history !== undefined) check.array(options.history, 'history');
  check.abortSignal(signal, 'options.signal');
  if (completer !== undefined && typeof completer !== 'function') throw invalidValue('completer', completer);
  check.number(historySize, 'historySize', 0);
  if (terminal === undefined && output) terminal = Boolean(output.isTTY);
  this.line = '';
  this.cursor = 0;
  this.terminal = Boolean(terminal);
  this.input = input;
  this.output = output;
  this.completer = completer;
  this.history = options.history ? [...options.history] : [];
  this.historySize = historySize;
  this.removeHistoryDuplicates = Boolean(removeHistoryDuplicates);
  this.crlfDelay = crlfDelay ? Math.max(100, crlfDelay) : 100;
  this.closed = false;
  this.paused = false;
  hide(this, { prompt_: prompt, question_: null, rest_: '', sawReturn_: 0, decoder_: undefined, onEnd_: undefined });
  listen(this, input);
  if (signal) {
    const abort = () => this.close();
    if (signal.aborted) {
      process.nextTick(abort);
    } else {
      signal.addEventListener('abort', abort, { once: true });
      this.once('close', () => signal.removeEventListener('abort', abort));
    }
  }
  input.resume();
}
Object.setPrototypeOf(Interface.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Interface, EventEmitter);

function hide(object, fields) {
  for (const name of Object.keys(fields)) {
    Object.defineProperty(object, name, { value: fields[name], writable: true, enumerable: false });
  }
}

function listen(rl, input) {
  const onerror = failure => rl.emit('error', failure);
  const ondata = chunk => take(rl, chunk);
  const onend = () => {
    if (rl.decoder_) rl.rest_ += rl.decoder_.end();
    if (rl.rest_.length > 0) {
      const line = rl.rest_;
      rl.rest_ = '';
      give(rl, line);
    }
    rl.close();
  };
  input.on('error', onerror);
  input.on('data', ondata);
  input.on('end', onend);
  rl.once('close', () => {
    input.removeListener('data', ondata);
    input.removeListener('end', onend);
    input.removeListener('error', onerror);
  });
}

function decode(rl, chunk) {
  if (typeof chunk === 'string') return chunk;
  if (rl.decoder_ === undefined) {
    const { StringDecoder } = require('string_decoder');
    rl.decoder_ = new StringDecoder('utf8');
  }
  return rl.decoder_.write(chunk);
}

function take(rl, chunk) {
  if (rl.paused) rl.resume();
  let text = decode(rl, chunk);
  if (text === '') return;
  // The second half of a line's end that came in two parts.
  if (rl.sawReturn_ && text[0] === '\n' && Date.now() - rl.sawReturn_ <= rl.crlfDelay) text = text.slice(1);
  rl.sawReturn_ = 0;
  if (text === '') return;
  let from = 0;
  let lines;
  for (const match of text.matchAll(endOfLine)) {
    lines ??= [];
    lines.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  if (lines === undefined) {
    rl.rest_ += text;
    return;
  }
  if (text.endsWith('\r')) rl.sawReturn_ = Date.now();
  lines[0] = rl.rest_ + lines[0];
  rl.rest_ = text.slice(from);
  for (const line of lines) give(rl, line);
}

function give(rl, line) {
  const question = rl.question_;
  if (question) {
    rl.question_ = null;
    rl.setPrompt(rl.oldPrompt_);
    question(line);
  } else {
    rl.emit('line', line);
  }
}

Object.assign(Interface.prototype, {
  close() {
    if (this.closed) return;
    this.pause();
    this.closed = true;
    this.emit('close');
  },

  pause() {
    if (this.paused) return undefined;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  },

  resume() {
    if (!this.paused) return undefined;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  },

  getPrompt() {
    return this.prompt_;
  },

  setPrompt(prompt) {
    this.prompt_ = prompt;
  },

  prompt() {
    if (this.paused) this.resume();
    if (this.output !== null && this.output !== undefined) this.output.write(this.prompt_);
  },

  question(query, options, callback) {
    callback = typeof options === 'function' ? options : callback;
    if (options !== null && typeof options === 'object') {
      check.abortSignal(options.signal, 'options.signal');
      if (options.signal?.aborted) return;
      if (options.signal) {
        const abort = () => {
          this.question_ = null;
        };
        options.signal.addEventListener('abort', abort, { once: true });
        const original = callback;
        callback =
          typeof original === 'function'
            ? answer => {
                options.signal.removeEventListener('abort', abort);
                return original(answer);
              }
            : original;
      }
    }
    if (typeof callback !== 'function') return;
    if (this.closed) throw useAfterClose();
    if (this.question_) {
      this.prompt();
      return;
    }
    hide(this, { oldPrompt_: this.prompt_ });
    this.setPrompt(query);
    this.question_ = callback;
    this.prompt();
  },

  write(data, key) {
    if (this.closed) throw useAfterClose();
    if (this.paused) this.resume();
    if (data !== undefined && data !== null) take(this, typeof data === 'string' ? data : `${data}`);
    void key;
  },

  getCursorPos() {
    const columns = this.output?.columns ?? Infinity;
    const width = this.prompt_.length + this.cursor;
    return { cols: columns === Infinity ? width : width % columns, rows: Math.floor(width / columns) };
  },

  [Symbol.asyncIterator]() {
    if (this.iterator_ === undefined) {
      const iterator = EventEmitter.on(this, 'line', { close: ['close'], highWaterMark: 1024 });
      hide(this, {
        iterator_: (async function* () {
          for await (const [line] of iterator) yield line;
        })(),
      });
    }
    return this.iterator_;
  },
});
Object.defineProperty(Interface.prototype, 'columns', {
  configurable: true,
  enumerable: true,
  get() {
    return this.output?.columns ?? Infinity;
  },
});
Object.defineProperty(Interface.prototype.question, custom, {
  value(query, options) {
    if (options?.signal?.aborted) {
      return Promise.reject(new AbortError(undefined, { cause: options.signal.reason }));
    }
    return new Promise((resolve, reject) => {
      let finish = resolve;
      if (options?.signal) {
        const abort = () => reject(new AbortError(undefined, { cause: options.signal.reason }));
        options.signal.addEventListener('abort', abort, { once: true });
        finish = answer => {
          options.signal.removeEventListener('abort', abort);
          resolve(answer);
        };
      }
      this.question(query, options, finish);
    });
  },
});

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

// ---- the cursor of a terminal

function send(stream, text, callback) {
  if (callback !== undefined) check.func(callback, 'callback');
  if (stream === null || stream === undefined || text === '') {
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }
  return callback === undefined ? stream.write(text) : stream.write(text, callback);
}

function cursorTo(stream, x, y, callback) {
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (Number.isNaN(x)) throw invalidValue('x', x);
  if (Number.isNaN(y)) throw invalidValue('y', y);
  if (stream == null || (typeof x !== 'number' && typeof y !== 'number')) return send(null, '', callback);
  if (typeof x !== 'number') {
    throw check.typeError('ERR_INVALID_CURSOR_POS', 'Cannot set cursor row without setting its column');
  }
  return send(stream, typeof y === 'number' ? `\x1b[${y + 1};${x + 1}H` : `\x1b[${x + 1}G`, callback);
}

function moveCursor(stream, dx, dy, callback) {
  if (stream == null || !(dx || dy)) return send(null, '', callback);
  let text = '';
  if (dx < 0) text += `\x1b[${-dx}D`;
  else if (dx > 0) text += `\x1b[${dx}C`;
  if (dy < 0) text += `\x1b[${-dy}A`;
  else if (dy > 0) text += `\x1b[${dy}B`;
  return send(stream, text, callback);
}

function clearLine(stream, direction, callback) {
  return send(stream, direction < 0 ? '\x1b[1K' : direction > 0 ? '\x1b[0K' : '\x1b[2K', callback);
}

function clearScreenDown(stream, callback) {
  return send(stream, '\x1b[0J', callback);
}

function emitKeypressEvents(stream) {
  if (stream.emitsKeys_) return;
  hide(stream, { emitsKeys_: true });
  stream.on('data', chunk => {
    if (stream.listenerCount('keypress') === 0) return;
    for (const sequence of `${chunk}`) {
      const code = sequence.charCodeAt(0);
      const ctrl = code < 27 && code !== 13 && code !== 10 && code !== 9;
      const names = { '\r': 'return', '\n': 'enter', '\t': 'tab', '\x7f': 'backspace', '\x1b': 'escape', ' ': 'space' };
      const name = names[sequence] ?? (ctrl ? String.fromCharCode(code + 96) : sequence.toLowerCase());
      const shift = /^[A-Z]$/.test(sequence);
      stream.emit('keypress', sequence, { sequence, name, ctrl, meta: false, shift });
    }
  });
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents,
  moveCursor,
};
Object.defineProperty(module.exports, 'promises', {
  configurable: true,
  enumerable: true,
  get() {
    return require('readline/promises');
  },
});
