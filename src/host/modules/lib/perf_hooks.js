// `perf_hooks` (Node page "Performance measurement APIs"): what the machine measures, and
// histograms.
'use strict';

const hooks = require('internal:performance');
const histogram = () => require('internal:histogram');

hooks.createHistogram = function createHistogram(options) {
  return histogram().createHistogram(options);
};
hooks.monitorEventLoopDelay = function monitorEventLoopDelay(options) {
  return histogram().monitorEventLoopDelay(options);
};

module.exports = hooks;
