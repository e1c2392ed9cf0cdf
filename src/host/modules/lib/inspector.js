// `inspector` (Node page "Inspector"). There is none: the module says so, as programs ask.
'use strict';

const { error } = require('internal:validators');
const { EventEmitter } = require('events');

class Session extends EventEmitter {
  connect() {
    throw error('ERR_INSPECTOR_NOT_AVAILABLE', 'Inspector is not available');
  }

  connectToMainThread() {
    throw error('ERR_INSPECTOR_NOT_WORKER', 'Current thread is not a worker');
  }

  post() {
    throw error('ERR_INSPECTOR_NOT_CONNECTED', 'Session is not connected');
  }

  disconnect() {}
}

module.exports = {
  open() {
    throw error('ERR_INSPECTOR_NOT_AVAILABLE', 'Inspector is not available');
  },
  close() {},
  url: () => undefined,
  waitForDebugger() {
    throw error('ERR_INSPECTOR_NOT_ACTIVE', 'Inspector is not active');
  },
  console,
  Session,
};
