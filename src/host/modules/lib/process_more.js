// What programs rarely ask of `process` (Node page "Process"); each is made when it is asked for.
'use strict';

const check = require('internal:validators');
const { invalidArgument } = check;
const binding = require('internal:os');
const { uvException, numberOf } = require('internal:system_errors');
const { Object, Set, Number, Math } = globalThis;

function umask(mask) {
  if (mask === undefined) return binding.umask();
  if (typeof mask === 'string') {
    if (!/^[0-7]+$/.test(mask)) {
      throw check.invalidValue('mask', mask, 'must be a 32-bit unsigned integer or an octal string');
    }
    mask = parseInt(mask, 8);
  }
  check.uint32(mask, 'mask');
  return binding.umask(mask);
}

function chdir(directory) {
  check.string(directory, 'directory');
  const result = binding.chdir(directory);
  if (typeof result === 'number') {
    const failure = uvException({ errno: result, syscall: 'chdir', path: process.cwd(), dest: directory });
    throw failure;
  }
}

function cpuUsage(previous) {
  const [user, system] = binding.cpuTimes();
  if (previous === undefined) return { user, system };
  check.object(previous, 'prevValue');
  for (const name of ['user', 'system']) {
    check.number(previous[name], `prevValue.${name}`);
    if (!(previous[name] >= 0 && previous[name] <= Number.MAX_SAFE_INTEGER)) {
      throw check.invalidValue(`prevValue.${name}`, previous[name]);
    }
  }
  return { user: user - previous.user, system: system - previous.system };
}

function resourceUsage() {
  const [user, system] = binding.cpuTimes();
  return {
    userCPUTime: user,
    systemCPUTime: system,
    maxRSS: Math.round(process.memoryUsage.rss() / 1024),
    sharedMemorySize: 0,
    unsharedDataSize: 0,
    unsharedStackSize: 0,
    minorPageFault: 0,
    majorPageFault: 0,
    swappedOut: 0,
    fsRead: 0,
    fsWrite: 0,
    ipcSent: 0,
    ipcReceived: 0,
    signalsCount: 0,
    voluntaryContextSwitches: 0,
    involuntaryContextSwitches: 0,
  };
}

// Other processes are none of a program's business: it may ask whether it lives itself, and end.
function kill(pid, signal = 'SIGTERM') {
  if (pid != (pid | 0)) throw invalidArgument('pid', 'of type number', pid);
  const { signals } = require('os').constants;
  let number = signal;
  if (typeof signal === 'string') {
    number = signals[signal];
    if (number === undefined) throw check.typeError('ERR_UNKNOWN_SIGNAL', `Unknown signal: ${signal}`);
  }
  if (pid !== process.pid) throw uvException_('EPERM');
  if (number !== 0) process.reallyExit(128 + number);
  return true;
}

function uvException_(code) {
  return require('internal:system_errors').errnoException(numberOf(code), 'kill');
}

const identity = at => {
  return () => binding.user()[at];
};

function loadEnvFile(path = '.env') {
  const text = require('fs').readFileSync(path, 'utf8');
  const parsed = require('internal:dotenv').parse(text);
  for (const name of Object.keys(parsed)) if (process.env[name] === undefined) process.env[name] = parsed[name];
}

function getActiveResourcesInfo() {
  return [];
}

function getBuiltinModule(id) {
  check.string(id, 'id');
  const name = id.startsWith('node:') ? id.slice(5) : id;
  const known = require('internal:modules').builtins.includes(name) || id === 'node:test';
  return known ? require(name) : undefined;
}

function setSourceMapsEnabled(value) {
  check.boolean(value, 'val');
}

const named = (name, fn) => Object.defineProperty(fn, 'name', { value: name });

module.exports = {
  umask,
  chdir,
  cpuUsage,
  resourceUsage,
  kill,
  loadEnvFile,
  getActiveResourcesInfo,
  getBuiltinModule,
  setSourceMapsEnabled,
  getuid: named('getuid', identity(0)),
  geteuid: named('geteuid', identity(0)),
  getgid: named('getgid', identity(1)),
  getegid: named('getegid', identity(1)),
  getgroups: named('getgroups', () => [binding.user()[1]]),
  constrainedMemory: named('constrainedMemory', () => binding.memory()[0]),
  availableMemory: named('availableMemory', () => binding.memory()[1]),
  openStdin: named('openStdin', () => process.stdin.resume()),
  features: Object.freeze({
    inspector: false,
    debug: false,
    uv: true,
    ipv6: false,
    tls_alpn: false,
    tls_sni: false,
    tls_ocsp: false,
    tls: false,
    cached_builtins: true,
  }),
  config: Object.freeze({
    __proto__: Object.prototype,
    target_defaults: { cflags: [], default_configuration: 'Release', defines: [], include_dirs: [], libraries: [] },
    variables: { napi_build_version: '0', node_shared: false, v8_enable_i18n_support: 0 },
  }),
  allowedNodeEnvironmentFlags: new Set(),
  get mainModule() {
    return require('internal:modules').main.module;
  },
};
