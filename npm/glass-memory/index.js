// In Glassheap the runtime's own module, elsewhere what V8 can tell.
'use strict';

module.exports = require('node:module').isBuiltin('glass:memory') ? require('glass:memory') : require('./node.js');
