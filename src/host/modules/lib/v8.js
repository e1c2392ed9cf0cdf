// `v8` (Node page "V8"): what this runtime's heap has to say in its terms.
'use strict';

const check = require('internal:validators');

function getHeapStatistics() {
  const { heapTotal, heapUsed, external, rss } = process.memoryUsage();
  const limit = require('internal:heap').limit();
  return {
    total_heap_size: heapTotal,
    total_heap_size_executable: 0,
    total_physical_size: Math.min(heapTotal, rss),
    total_available_size: Math.max(limit - heapUsed, 0),
    used_heap_size: heapUsed,
    heap_size_limit: limit,
    malloced_memory: external,
    peak_malloced_memory: external,
    does_zap_garbage: 0,
    number_of_native_contexts: 1,
    number_of_detached_contexts: 0,
    total_global_handles_size: 0,
    used_global_handles_size: 0,
    external_memory: external,
  };
}

function getHeapSpaceStatistics() {
  const { heapTotal, heapUsed } = process.memoryUsage();
  return [
    {
      space_name: 'heap',
      space_size: heapTotal,
      space_used_size: heapUsed,
      space_available_size: Math.max(heapTotal - heapUsed, 0),
      physical_space_size: heapTotal,
    },
  ];
}

function getHeapCodeStatistics() {
  return {
    code_and_metadata_size: 0,
    bytecode_and_metadata_size: 0,
    external_script_source_size: 0,
    cpu_profiler_metadata_size: 0,
  };
}

// Flags of this runtime are set on its command line alone: those that are known are taken note of.
function setFlagsFromString(flags) {
  check.string(flags, 'flags');
}

function cachedDataVersionTag() {
  return 0;
}

const serdes = require('internal:v8_serdes');

const startupSnapshot = {
  addDeserializeCallback: notBuilding,
  addSerializeCallback: notBuilding,
  setDeserializeMainFunction: notBuilding,
  isBuildingSnapshot: () => false,
};

function notBuilding() {
  throw check.error('ERR_NOT_BUILDING_SNAPSHOT', 'Operation cannot be invoked when not building startup snapshot');
}

let heapSnapshot;

function snapshots() {
  heapSnapshot ??= require('internal:heap_snapshot');
  return heapSnapshot;
}

function checked(result, path) {
  if (typeof result === 'number' && result < 0) {
    throw require('internal:system_errors').uvException({ errno: result, syscall: 'open', path });
  }
  return result;
}

const padded = (number, digits) => String(number).padStart(digits, '0');

function snapshotName() {
  const now = new Date();
  const date = [now.getFullYear(), padded(now.getMonth() + 1, 2), padded(now.getDate(), 2)].join('');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) => padded(part, 2)).join('');
  const { threadId } = require('worker_threads');
  return `Heap.${date}.${time}.${process.pid}.${threadId}.${padded(snapshots().number(), 3)}.heapsnapshot`;
}

// What is shown of internals and numbers is the same, whatever the options say.
function snapshotOptions(options) {
  if (options === undefined) return;
  check.object(options, 'options');
  const { exposeInternals, exposeNumericValues } = options;
  if (exposeInternals !== undefined) check.boolean(exposeInternals, 'options.exposeInternals');
  if (exposeNumericValues !== undefined) check.boolean(exposeNumericValues, 'options.exposeNumericValues');
}

function writeHeapSnapshot(filename, options) {
  const path = filename === undefined ? snapshotName() : require('internal:fs_tools').path(filename);
  snapshotOptions(options);
  checked(snapshots().write(String(path)), path);
  return path;
}

function getHeapSnapshot(options) {
  snapshotOptions(options);
  const fd = checked(snapshots().open(), require('os').tmpdir());
  return require('fs').createReadStream(null, { fd });
}

function setHeapSnapshotNearHeapLimit(limit) {
  check.uint32(limit, 'limit', true);
}

// There is nothing to be told of coverage.
function takeCoverage() {}
function stopCoverage() {}

module.exports = {
  cachedDataVersionTag,
  getHeapSnapshot,
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics,
  setFlagsFromString,
  Serializer: serdes.Serializer,
  Deserializer: serdes.Deserializer,
  DefaultSerializer: serdes.DefaultSerializer,
  DefaultDeserializer: serdes.DefaultDeserializer,
  deserialize: serdes.deserialize,
  takeCoverage,
  stopCoverage,
  serialize: serdes.serialize,
  writeHeapSnapshot,
  startupSnapshot,
  setHeapSnapshotNearHeapLimit,
};
