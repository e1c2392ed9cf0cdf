// Bytes at the end of a piece that belong to a character of which the rest is still to come.
'use strict';

// How many such bytes UTF-8 ends with, and how many the character has in all.
function unfinishedUtf8(bytes) {
  const { length } = bytes;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
    if (size <= back) return [0, 0];
    // Not what can never become a character.
    const second = bytes[length - back + 1];
    const low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    const high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    return back > 1 && (second < low || second > high) ? [0, 0] : [back, size];
  }
  return [0, 0];
}

// The same of UTF-16, the lower byte first.
function unfinishedUtf16(bytes) {
  const odd = bytes.length % 2;
  const whole = bytes.length - odd;
  const isHigh = whole >= 2 && (bytes[whole - 1] & 0xfc) === 0xd8;
  return isHigh ? [2 + odd, 4] : [odd, 2];
}

module.exports = { unfinishedUtf8, unfinishedUtf16 };
