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

const ports = require('internal:message_port');

function moveMessagePortToContext() {
  throw error('ERR_ACCESS_DENIED', 'moveMessagePortToContext() is refused: ports stay in their context');
}

async function postMessageToThread(threadId) {
  if (threadId === 0) throw error('ERR_WORKER_MESSAGING_SAME_THREAD', 'Cannot sent a message to the same thread');
  throw error('ERR_WORKER_MESSAGING_FAILED', 'Cannot find the destination thread or listener');
}

module.exports = {
  isMainThread: true,
  MessagePort: ports.MessagePort,
  MessageChannel: ports.MessageChannel,
  markAsUntransferable: ports.markAsUntransferable,
  moveMessagePortToContext,
  receiveMessageOnPort: ports.receiveMessageOnPort,
  resourceLimits: {},
  postMessageToThread,
  threadId: 0,
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  parentPort: null,
  workerData: null,
  BroadcastChannel: ports.BroadcastChannel,
  setEnvironmentData(key, value) {
    if (value === undefined) environment.delete(key);
    else environment.set(key, value);
  },
  getEnvironmentData: key => environment.get(key),
};
