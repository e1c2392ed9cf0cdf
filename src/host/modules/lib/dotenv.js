// Texts of `.env` files (Node pages "Command-line options", `--env-file`, and "Util", `parseEnv`).
'use strict';

// The value that begins with a quote, and where the line goes on behind it.
function quoted(text, start) {
  const quote = text[start];
  const end = text.indexOf(quote, start + 1);
  if (end === -1) return undefined;
  let value = text.slice(start + 1, end);
  if (quote === '"') value = value.replaceAll('\\n', '\n');
  const line = text.indexOf('\n', end);
  return { value, next: line === -1 ? text.length : line + 1 };
}

function parse(content) {
  const text = content.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const found = {};
  let at = 0;
  while (at < text.length) {
    let end = text.indexOf('\n', at);
    if (end === -1) end = text.length;
    const line = text.slice(at, end);
    const trimmed = line.trimStart();
    const equals = line.indexOf('=');
    if (trimmed === '' || trimmed[0] === '#' || equals === -1) {
      at = end + 1;
      continue;
    }
    let key = line.slice(0, equals).trim();
    if (key.startsWith('export ')) key = key.slice(7).trim();
    if (key === '') {
      at = end + 1;
      continue;
    }
    let start = at + equals + 1;
    while (start < end && (text[start] === ' ' || text[start] === '\t')) start++;
    const mark = text[start];
    const string = mark === '"' || mark === "'" || mark === '`' ? quoted(text, start) : undefined;
    if (string !== undefined) {
      found[key] = string.value;
      at = string.next;
      continue;
    }
    let value = text.slice(start, end);
    const comment = value.indexOf('#');
    if (comment !== -1) value = value.slice(0, comment);
    found[key] = value.trim();
    at = end + 1;
  }
  return found;
}

module.exports = { parse };
