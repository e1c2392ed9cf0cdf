// `constants`: what `os` and `fs` have, in one object (Node page "Deprecated APIs", DEP0008).
'use strict';

const { dlopen, errno, priority, signals } = require('os').constants;

module.exports = Object.assign({}, dlopen, errno, priority, signals, require('fs').constants);
