// `AssertionError`: the messages of assertions that failed, as Node 20 words them.
'use strict';

const check = require('internal:validators');
const { inspect, custom } = require('internal:inspect');
const { Error, Object, Math, String } = globalThis;
const { defineProperty, getPrototypeOf, keys } = Object;

const heads = {
  __proto__: null,
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

// Two values of so few characters stand on one line.
const SHORT = 12;
// Lines that are shown at most.
const LINES = 50;
const CUT = 46;

const isObject = value => typeof value === 'object' && value !== null;

function textOf(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

function cut(lines) {
  if (lines.length > LINES) {
    lines[CUT] = '...';
    lines.length = CUT + 1;
  }
  return lines;
}

// Whether two lines say the same but for a comma at the end; the line to show, else undefined.
function commonLine(actual, expected) {
  if (actual === expected || actual === `${expected},`) return actual;
  return expected === `${actual},` ? expected : undefined;
}

// The lines of a difference, in three parts: what is written, lines of the expected value that wait
// for the end of a run of different lines, and how many lines were the same lately.
class Difference {
  written = '';
  waiting = '';
  same = 0;
  printed = 0;
  skipped = false;

  // Of the lines that were the same since the last difference, the first two are written already:
  // the last ones before a difference follow, with a mark where some are left out.
  catchUp(lines, at) {
    const { same } = this;
    this.same = 0;
    if (same <= 2) return;
    if (same > 5) {
      this.written += '\n...';
      this.skipped = true;
    }
    const shown = same === 5 ? 3 : same > 3 ? 2 : 1;
    for (let i = shown; i > 0; i--) {
      this.written += `\n  ${lines[at - i]}`;
      this.printed++;
    }
  }

  both(line) {
    this.written += this.waiting;
    this.waiting = '';
    if (++this.same <= 2) {
      this.written += `\n  ${line}`;
      this.printed++;
    }
  }
}

// Takes the equal lines at the end off both: what is to be shown of them.
function commonEnd(actual, expected, count) {
  let end = '';
  let further = '';
  while (actual.length > 0 && expected.length > 0) {
    const line = actual[actual.length - 1];
    if (line !== expected[expected.length - 1]) break;
    if (count++ < 3) end = `\n  ${line}${end}`;
    else further = line;
    actual.length--;
    expected.length--;
  }
  return { end, further, count };
}

function difference(actual, expected, operator) {
  const whole = textOf(actual);
  const left = whole.split('\n');
  const right = textOf(expected).split('\n');
  const objects =
    (isObject(actual) && isObject(expected)) || (typeof actual === 'function' && typeof expected === 'function');
  if (operator === 'strictEqual' && objects) operator = 'strictEqualObject';
  let indicator = '';
  let equalStart = 0;
  if (left.length === 1 && right.length === 1 && left[0] !== right[0]) {
    const length = left[0].length + right[0].length;
    if (length <= SHORT) {
      if (!isObject(actual) && !isObject(expected) && (actual !== 0 || expected !== 0)) {
        return `${heads[operator]}\n\n${left[0]} !== ${right[0]}\n`;
      }
    } else if (operator !== 'strictEqualObject') {
      const width = process.stderr.isTTY ? process.stderr.columns : 80;
      if (length < width) {
        while (left[0][equalStart] === right[0][equalStart]) equalStart++;
        if (equalStart > 2) {
          indicator = `\n  ${' '.repeat(equalStart)}^`;
          equalStart = 0;
        }
      }
    }
  }
  let { end, further, count } = commonEnd(left, right, equalStart);
  const most = Math.max(left.length, right.length);
  if (most === 0) return `${heads.notIdentical}\n\n${cut(whole.split('\n')).join('\n')}\n`;
  const out = new Difference();
  if (count >= 5) {
    end = `\n...${end}`;
    out.skipped = true;
  }
  if (further !== '') end = `\n  ${further}${end}`;
  const head = `${heads[operator]}\n+ actual - expected`;
  const longer = left.length < most ? right : left;
  const shorter = left.length < most ? left.length : right.length;
  for (let i = 0; i < most; i++) {
    const common = i < shorter ? commonLine(left[i], right[i]) : undefined;
    if (common !== undefined) {
      out.both(common);
    } else if (i < shorter) {
      out.catchUp(left, i);
      out.written += `\n+ ${left[i]}`;
      out.waiting += `\n- ${right[i]}`;
      out.printed += 2;
    } else {
      out.catchUp(longer, i);
      if (longer === left) out.written += `\n+ ${left[i]}`;
      else out.waiting += `\n- ${right[i]}`;
      out.printed++;
    }
    if (out.printed > LINES && i < most - 2) {
      return `${head} ... Lines skipped\n${out.written}\n...${out.waiting}\n...`;
    }
  }
  return `${head}${out.skipped ? ' ... Lines skipped' : ''}\n${out.written}${out.waiting}${end}${indicator}`;
}

function unequal(actual, operator) {
  let head = heads[operator];
  const lines = textOf(actual).split('\n');
  if (operator === 'notStrictEqual' && (isObject(actual) || typeof actual === 'function')) {
    head = heads.notStrictEqualObject;
  }
  cut(lines);
  if (lines.length === 1) return `${head}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  return `${head}\n\n${lines.join('\n')}\n`;
}

const clip = (text, most) => (text.length > most ? `${text.slice(0, most - 3)}...` : text);

function loose(actual, expected, operator) {
  const left = textOf(actual);
  const right = textOf(expected);
  const head = heads[operator];
  if (operator === 'notDeepEqual' && left === right) return clip(`${head}\n\n${left}`, 1024);
  const [first, second] = [clip(left, 512), clip(right, 512)];
  if (operator === 'deepEqual') return `${head}\n\n${first}\n\nshould loosely deep-equal\n\n${second}`;
  if (head === undefined) return `${first} ${operator} ${second}`;
  return `${heads[`${operator}Unequal`]}\n\n${first}\n\nshould not loosely deep-equal\n\n${second}`;
}

// An error without its stack, which would differ.
function withoutStack(error) {
  const bare = Object.setPrototypeOf(new Error(error.message), getPrototypeOf(error));
  for (const key of keys(error)) bare[key] = error[key];
  const hide = (name, value) => {
    defineProperty(bare, name, { value, configurable: true, writable: true, enumerable: false });
  };
  hide('name', error.name);
  if ('cause' in error) hide('cause', error.cause);
  hide('stack', `${bare}`);
  return bare;
}

function messageOf(actual, expected, operator) {
  if (actual instanceof Error && expected instanceof Error && isObject(actual) && isObject(expected)) {
    if ('stack' in actual && 'stack' in expected) {
      actual = withoutStack(actual);
      expected = withoutStack(expected);
    }
  }
  switch (operator) {
    case 'deepStrictEqual':
    case 'strictEqual':
      return difference(actual, expected, operator);
    case 'notDeepStrictEqual':
    case 'notStrictEqual':
      return unequal(actual, operator);
  }
  return loose(actual, expected, operator);
}

function clipLines(text) {
  const lines = text.split('\n', 11);
  if (lines.length > 10) {
    lines.length = 10;
    return `${lines.join('\n')}\n...`;
  }
  return text.length > 512 ? `${text.slice(512)}...` : text;
}

class AssertionError extends Error {
  constructor(options) {
    check.object(options, 'options');
    const { message, operator, stackStartFn, details, stackStartFunction } = options;
    const { actual, expected } = options;
    super(message != null ? String(message) : messageOf(actual, expected, operator));
    this.generatedMessage = !message;
    defineProperty(this, 'name', {
      value: 'AssertionError [ERR_ASSERTION]',
      enumerable: false,
      writable: true,
      configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      for (let i = 0; i < details.length; i++) {
        this[`message ${i}`] = details[i].message;
        this[`actual ${i}`] = details[i].actual;
        this[`expected ${i}`] = details[i].expected;
        this[`operator ${i}`] = details[i].operator;
        this[`stack trace ${i}`] = details[i].stack;
      }
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    Error.captureStackTrace(this, stackStartFn || stackStartFunction);
    // The text is made with the name of now.
    void this.stack;
    this.name = 'AssertionError';
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [custom](depth, context) {
    const { actual, expected } = this;
    if (typeof actual === 'string') this.actual = clipLines(actual);
    if (typeof expected === 'string') this.expected = clipLines(expected);
    const text = inspect(this, { ...context, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return text;
  }
}
module.exports = { AssertionError };
