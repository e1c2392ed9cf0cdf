// `stream/promises` (Node page "Stream").
'use strict';

require('stream');
const { finishedPromise, pipelinePromise } = require('internal:stream_tools');

module.exports = {
  finished: finishedPromise,
  pipeline: Object.defineProperty(pipelinePromise, 'name', { value: 'pipeline' }),
};
