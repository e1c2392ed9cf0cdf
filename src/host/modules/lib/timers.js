// `timers` (Node page "Timers"): the globals, and some that are older.
'use strict';

const { func, number } = require('internal:validators');
const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = globalThis;

function _unrefActive(timer) {
  timer.refresh?.();
  timer.unref?.();
}

function active(timer) {
  timer.refresh?.();
}

function enroll(item, milliseconds) {
  number(milliseconds, 'msecs');
  item._idleTimeout = milliseconds;
}

function unenroll(item) {
  item._idleTimeout = -1;
  if (item._destroyed === false) clearTimeout(item);
}
void func;

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval,
  _unrefActive,
  active,
  unenroll,
  enroll,
};
Object.defineProperty(module.exports, 'promises', {
  configurable: true,
  enumerable: true,
  get() {
    return require('timers/promises');
  },
});
