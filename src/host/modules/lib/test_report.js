// What `node:test` prints: TAP, or for a terminal what people read.
'use strict';

const { inspect } = require('internal:inspect');
const { kindOf } = require('internal:types');
const { Error, JSON } = globalThis;

const isError = value => kindOf(value) === 'Error' || value instanceof Error;
const write = text => process.stdout.write(text);
const pad = level => '    '.repeat(level);

function escape(text) {
  return text.replace(/[\\#]/g, '\\$&').replace(/[\b\f\n\r\t\v]/g, c => JSON.stringify(c).slice(1, -1));
}

// A value as a line of YAML.
function yaml(indent, name, value) {
  if (value === undefined) return '';
  const prefix = `${indent}  ${name}:`;
  if (typeof value === 'string') {
    if (!value.includes('\n')) return `${prefix} ${inspect(value)}\n`;
    const lines = value.split('\n').map(line => `${indent}    ${line}`);
    return `${prefix} |-\n${lines.join('\n')}\n`;
  }
  return `${prefix} ${inspect(value)}\n`;
}

function stackOf(error) {
  if (typeof error.stack !== 'string') return undefined;
  const frames = [];
  for (const line of error.stack.split('\n')) {
    const found = /^\s*at (.*)$/.exec(line);
    if (found) frames.push(found[1]);
  }
  return frames.length > 0 ? frames.join('\n') : undefined;
}

function details(test) {
  const indent = pad(test.level);
  let text = `${indent}  ---\n${indent}  duration_ms: ${test.duration}\n`;
  if (test.isSuite) text += yaml(indent, 'type', 'suite');
  const { failure } = test;
  if (failure !== undefined && !test.passed) {
    text += yaml(indent, 'location', test.location);
    text += yaml(indent, 'failureType', failure.failureType);
    const { cause } = failure;
    text += yaml(indent, 'error', isError(cause) ? cause.message : typeof cause === 'string' ? cause : inspect(cause));
    text += yaml(indent, 'code', (isError(cause) && cause.code) || 'ERR_TEST_FAILURE');
    if (isError(cause) && cause.name !== 'Error') text += yaml(indent, 'name', cause.name);
    if (isError(cause) && cause.code === 'ERR_ASSERTION') {
      text += yaml(indent, 'expected', cause.expected);
      text += yaml(indent, 'actual', cause.actual);
      text += yaml(indent, 'operator', cause.operator);
    }
    if (isError(cause)) text += yaml(indent, 'stack', stackOf(cause));
  }
  return `${text}${indent}  ...\n`;
}

const directive = test => {
  if (test.skipped !== undefined) return ` # SKIP${typeof test.skipped === 'string' ? ` ${escape(test.skipped)}` : ''}`;
  if (test.todo !== undefined) return ` # TODO${typeof test.todo === 'string' ? ` ${escape(test.todo)}` : ''}`;
  return '';
};

const tap = {
  begin: () => write('TAP version 13\n'),
  start: test => write(`${pad(test.level)}# Subtest: ${escape(test.name)}\n`),
  plan: (level, count) => write(`${pad(level)}1..${count}\n`),
  end(test) {
    const word = test.passed ? 'ok' : 'not ok';
    write(`${pad(test.level)}${word} ${test.number} - ${escape(test.name)}${directive(test)}\n${details(test)}`);
  },
  diagnostic: (level, text) => write(`${pad(level)}# ${escape(text)}\n`),
  failures() {},
};

function colours() {
  const on = process.stdout.isTTY && process.stdout.hasColors();
  const of = code => (on ? `\u001b[${code}m` : '');
  return { green: of(32), red: of(31), grey: of(90), blue: of(34), white: of(39), reset: of(0) };
}

const two = level => '  '.repeat(level);

function problem(test, indent) {
  const { cause } = test.failure;
  if (test.failure.failureType === 'subtestsFailed') return '';
  const text = isError(cause) ? inspect(cause) : typeof cause === 'string' ? cause : inspect(cause);
  return `${indent}${text.split('\n').join(`\n${indent}`)}\n`;
}

function resultLine(test, indent) {
  const { green, red, grey, white } = colours();
  const time = ` ${grey}(${test.duration}ms)${white}`;
  if (test.skipped !== undefined) {
    return `${indent}${grey}﹣ ${test.name}${time} # ${typeof test.skipped === 'string' ? test.skipped : 'SKIP'}${white}\n`;
  }
  const todo = test.todo === undefined ? '' : ` # ${typeof test.todo === 'string' ? test.todo : 'TODO'}`;
  const mark = test.passed ? `${green}✔` : `${red}✖`;
  return `${indent}${mark} ${test.name}${time}${todo}${white}\n`;
}

const failed = [];
const spec = {
  begin() {},
  start(test) {
    if (test.hasChildren) write(`${two(test.level)}▶ ${test.name}\n`);
  },
  plan() {},
  end(test) {
    const indent = two(test.level);
    write(resultLine(test, indent));
    if (test.passed || test.failure === undefined) return;
    if (test.failure.failureType !== 'subtestsFailed') {
      write(`${problem(test, `${indent}  `)}\n`);
      failed.push(test);
    }
  },
  diagnostic(level, text) {
    const { blue, white } = colours();
    write(`${two(level)}${blue}ℹ ${text}${white}\n`);
  },
  failures() {
    if (failed.length === 0) return;
    const { red, white } = colours();
    write(`\n${red}✖ failing tests:${white}\n`);
    for (const test of failed) write(`\ntest at ${test.location}\n${resultLine(test, '')}${problem(test, '  ')}`);
  },
};

module.exports = { reporter: () => (process.stdout.isTTY ? spec : tap) };
