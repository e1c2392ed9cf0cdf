// What `assert(…)` says of an expression that was falsy: its source.
'use strict';

const { files } = require('internal:modules');
const { inspect } = require('internal:inspect');
const { Error } = globalThis;

// The end of a call's arguments: behind the bracket that closes the first one.
function endOfCall(text, at) {
  let depth = 0;
  for (; at < text.length; at++) {
    const c = text[at];
    if (c === '"' || c === "'" || c === '`') {
      at = endOfString(text, at);
    } else if (c === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const end = text[at + 1] === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2) + 1;
      if (end <= 0) return -1;
      at = end;
    } else if (c === '/' && /(?:^|[(,=:[!&|?{};+\-*%~^<>]|return|typeof)\s*$/.test(text.slice(0, at))) {
      const found = /^\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//.exec(text.slice(at));
      if (found !== null) at += found[0].length - 1;
    } else if (c === '(' || c === '[' || c === '{') {
      depth++;
    } else if (c === ')' || c === ']' || c === '}') {
      if (--depth === 0) return at + 1;
    }
  }
  return -1;
}

function endOfString(text, at) {
  const quote = text[at];
  for (at++; at < text.length && text[at] !== quote; at++) {
    if (text[at] === '\\') {
      at++;
    } else if (quote === '`' && text[at] === '$' && text[at + 1] === '{') {
      const end = endOfCall(text, at + 1);
      if (end === -1) return text.length;
      at = end - 1;
    }
  }
  return at;
}

// The call at a place of a stack, as it is written.
function callAt(file, line, column) {
  const path = file.startsWith('file://') ? require('internal:resolution').pathOfUrl(file) : file;
  if (path[0] !== '/') return undefined;
  const lines = files.readText(path).split('\n').slice(line - 1);
  const before = lines[0].slice(0, column - 1);
  const start = before.length - /(?:[\p{ID_Continue}$\s]*\??\.\s*)*$/u.exec(before)[0].trimStart().length;
  const text = lines.join('\n').slice(start);
  const open = text.indexOf('(');
  const end = open === -1 ? -1 : endOfCall(text, open);
  if (end === -1) return undefined;
  const found = text.slice(0, end).split('\n');
  // Further lines are moved to the left as far as the first one was.
  return found
    .map((part, i) => (i > 0 && start > 0 && part.slice(0, start).trim() === '' ? part.slice(start) : part))
    .join('\n    ');
}

function messageOf(start, value) {
  const limit = Error.stackTraceLimit;
  const probe = {};
  Error.stackTraceLimit = 1;
  Error.captureStackTrace(probe, start);
  Error.stackTraceLimit = limit;
  const plain = `${inspect(value, { depth: 0 })} == true`;
  if (typeof probe.stack !== 'string') return plain;
  const place = /(?:\(|at (?:async )?)((?:file:\/\/)?\/[^()\n]*):(\d+):(\d+)\)?$/.exec(probe.stack);
  if (place === null) return plain;
  try {
    const call = callAt(place[1], +place[2], +place[3]);
    if (call !== undefined) return `The expression evaluated to a falsy value:\n\n  ${call}\n`;
  } catch {
    // A source that cannot be read says nothing.
  }
  return plain;
}

module.exports = { messageOf };
