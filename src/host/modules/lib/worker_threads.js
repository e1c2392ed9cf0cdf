// `worker_threads` (Node page "Worker threads"). A program here is one thread: the module tells so,
// as packages ask, and a worker is refused.
'use strict';

const { error } = require('internal:validators');
const { EventEmitter } = require('events');
const { Symbol, Map } = globalThis;

class Worker extends EventEmitter {
  constructor(filename) {
    super();
    const failure = error('ERR_ACCESS_DENIED', 'new Worker() is refused: glass runs a program in one thread');
    failure.permission = 'WorkerThreads';
    if (typeof filename === 'string') failure.resource = filename;
    throw failure;
  }
}

// What other threads would see.
const environment = new Map();

module.exports = {
  isMainThread: true,
  threadId: 0,
  parentPort: null,
  workerData: null,
  resourceLimits: {},
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  getEnvironmentData: key => environment.get(key),
  setEnvironmentData(key, value) {
    if (value === undefined) environment.delete(key);
    else environment.set(key, value);
  },
};
