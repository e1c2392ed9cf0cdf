// `readline/promises` (Node page "Readline").
'use strict';

const check = require('internal:validators');
const { AbortError } = check;
const readline = require('readline');
const { Promise, Object, Reflect } = globalThis;

function Interface(...args) {
  if (!(this instanceof Interface)) return new Interface(...args);
  return Reflect.construct(readline.Interface, args, new.target);
}
Object.setPrototypeOf(Interface.prototype, readline.Interface.prototype);
Object.setPrototypeOf(Interface, readline.Interface);

Interface.prototype.question = function question(query, options = {}) {
  return new Promise((resolve, reject) => {
    let finish = resolve;
    if (options?.signal) {
      check.abortSignal(options.signal, 'options.signal');
      const fail = () => reject(new AbortError(undefined, { cause: options.signal.reason }));
      if (options.signal.aborted) {
        fail();
        return;
      }
      const abort = () => {
        this.question_ = null;
        fail();
      };
      options.signal.addEventListener('abort', abort, { once: true });
      finish = answer => {
        options.signal.removeEventListener('abort', abort);
        resolve(answer);
      };
    }
    try {
      Reflect.apply(readline.Interface.prototype.question, this, [query, finish]);
    } catch (failure) {
      reject(failure);
    }
  });
};

// Changes of the screen that are written together.
class Readline {
  #stream;
  #todo = [];
  #autoCommit = false;

  constructor(stream, options = undefined) {
    if (stream === null || typeof stream !== 'object' || typeof stream.write !== 'function') {
      throw check.invalidArgument('stream', 'an instance of Writable', stream);
    }
    this.#stream = stream;
    if (options?.autoCommit != null) {
      check.boolean(options.autoCommit, 'options.autoCommit');
      this.#autoCommit = options.autoCommit;
    }
  }

  #add(change) {
    let text = '';
    change({
      write(part) {
        text += part;
        return true;
      },
    });
    if (this.#autoCommit) process.nextTick(() => this.#stream.write(text));
    else this.#todo.push(text);
    return this;
  }

  cursorTo(x, y = undefined) {
    check.integer(x, 'x');
    if (y !== undefined) check.integer(y, 'y');
    return this.#add(stream => readline.cursorTo(stream, x, y));
  }

  moveCursor(dx, dy) {
    return this.#add(stream => readline.moveCursor(stream, dx, dy));
  }

  clearLine(direction) {
    check.integer(direction, 'dir', -1, 1);
    return this.#add(stream => readline.clearLine(stream, direction));
  }

  clearScreenDown() {
    return this.#add(stream => readline.clearScreenDown(stream));
  }

  commit() {
    return new Promise(resolve => {
      this.#stream.write(this.#todo.join(''), resolve);
      this.#todo = [];
    });
  }

  rollback() {
    this.#todo = [];
    return this;
  }
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, Readline, createInterface };
