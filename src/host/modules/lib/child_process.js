// `child_process` (Node page "Child process"). Programs here start no processes: the module can be
// loaded, as packages do that may never use it, and whatever would start one is refused.
'use strict';

const { error } = require('internal:validators');
const { EventEmitter } = require('events');

function refused(name) {
  return {
    [name](command) {
      const what = typeof command === 'string' ? ` ('${command}')` : '';
      const failure = error('ERR_ACCESS_DENIED', `${name}${what} is refused: glass starts no child processes`);
      failure.permission = 'ChildProcess';
      if (typeof command === 'string') failure.resource = command;
      throw failure;
    },
  }[name];
}

class ChildProcess extends EventEmitter {}

module.exports = { ChildProcess };
for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  module.exports[name] = refused(name);
}
ChildProcess.prototype.spawn = module.exports.spawn;
