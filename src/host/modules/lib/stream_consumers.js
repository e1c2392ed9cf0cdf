// `stream/consumers` (Node page "Web Streams API", "Utility consumers").
'use strict';

async function bytes(stream) {
  const { Buffer } = globalThis;
  const chunks = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

async function arrayBuffer(stream) {
  const all = await bytes(stream);
  return all.buffer.slice(all.byteOffset, all.byteOffset + all.byteLength);
}

async function blob(stream) {
  return new globalThis.Blob([await bytes(stream)]);
}

async function buffer(stream) {
  return bytes(stream);
}

async function text(stream) {
  const { StringDecoder } = require('string_decoder');
  const decoder = new StringDecoder('utf8');
  let whole = '';
  for await (const chunk of stream) whole += typeof chunk === 'string' ? chunk : decoder.write(chunk);
  return whole + decoder.end();
}

async function json(stream) {
  return JSON.parse(await text(stream));
}

module.exports = { arrayBuffer, blob, buffer, text, json };
