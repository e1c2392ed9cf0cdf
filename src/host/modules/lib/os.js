// `os` (Node page "OS").
'use strict';

const check = require('internal:validators');
const binding = require('internal:os');
const { systemError, nameOf, map } = require('internal:system_errors');
const { Object, Symbol } = globalThis;

const signals = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGIOT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGSTKFLT: 16,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGURG: 23,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGVTALRM: 26,
  SIGPROF: 27,
  SIGWINCH: 28,
  SIGIO: 29,
  SIGPOLL: 29,
  SIGPWR: 30,
  SIGSYS: 31,
};
const errno = {
  E2BIG: 7, EACCES: 13, EADDRINUSE: 98, EADDRNOTAVAIL: 99, EAFNOSUPPORT: 97, EAGAIN: 11, EALREADY: 114, EBADF: 9,
  EBADMSG: 74, EBUSY: 16, ECANCELED: 125, ECHILD: 10, ECONNABORTED: 103, ECONNREFUSED: 111, ECONNRESET: 104,
  EDEADLK: 35, EDESTADDRREQ: 89, EDOM: 33, EDQUOT: 122, EEXIST: 17, EFAULT: 14, EFBIG: 27, EHOSTUNREACH: 113,
  EIDRM: 43, EILSEQ: 84, EINPROGRESS: 115, EINTR: 4, EINVAL: 22, EIO: 5, EISCONN: 106, EISDIR: 21, ELOOP: 40,
  EMFILE: 24, EMLINK: 31, EMSGSIZE: 90, EMULTIHOP: 72, ENAMETOOLONG: 36, ENETDOWN: 100, ENETRESET: 102,
  ENETUNREACH: 101, ENFILE: 23, ENOBUFS: 105, ENODATA: 61, ENODEV: 19, ENOENT: 2, ENOEXEC: 8, ENOLCK: 37,
  ENOLINK: 67, ENOMEM: 12, ENOMSG: 42, ENOPROTOOPT: 92, ENOSPC: 28, ENOSR: 63, ENOSTR: 60, ENOSYS: 38, ENOTCONN: 107,
  ENOTDIR: 20, ENOTEMPTY: 39, ENOTSOCK: 88, ENOTSUP: 95, ENOTTY: 25, ENXIO: 6, EOPNOTSUPP: 95, EOVERFLOW: 75,
  EPERM: 1, EPIPE: 32, EPROTO: 71, EPROTONOSUPPORT: 93, EPROTOTYPE: 91, ERANGE: 34, EROFS: 30, ESPIPE: 29, ESRCH: 3,
  ESTALE: 116, ETIME: 62, ETIMEDOUT: 110, ETXTBSY: 26, EWOULDBLOCK: 11, EXDEV: 18,
};
const priority = {
  PRIORITY_LOW: 19,
  PRIORITY_BELOW_NORMAL: 10,
  PRIORITY_NORMAL: 0,
  PRIORITY_ABOVE_NORMAL: -7,
  PRIORITY_HIGH: -14,
  PRIORITY_HIGHEST: -20,
};
const dlopen = { RTLD_LAZY: 1, RTLD_NOW: 2, RTLD_GLOBAL: 256, RTLD_LOCAL: 0, RTLD_DEEPBIND: 8 };

const bare = object => Object.freeze(Object.setPrototypeOf(object, null));
const constants = Object.setPrototypeOf(
  {
    UV_UDP_REUSEADDR: 4,
    dlopen: bare(dlopen),
    errno: bare(errno),
    signals: bare(signals),
    priority: bare(priority),
  },
  null,
);

const platform = () => process.platform;
const arch = () => process.arch;
const hostname = () => binding.names()[4];
const release = () => binding.names()[1];
const type = () => binding.names()[0];
const version = () => binding.names()[2];
const machine = () => binding.names()[3];
const totalmem = () => binding.memory()[0];
const freemem = () => binding.memory()[1];
const uptime = () => binding.uptime();
const availableParallelism = () => binding.parallelism();
const homedir = () => process.env.HOME || binding.user()[2][1];

function tmpdir() {
  const path = binding.tempFolder();
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

for (const [fn, name] of [
  [arch, 'arch'],
  [availableParallelism, 'availableParallelism'],
  [hostname, 'hostname'],
  [homedir, 'homedir'],
  [release, 'release'],
  [type, 'type'],
  [version, 'version'],
  [machine, 'machine'],
  [platform, 'platform'],
  [tmpdir, 'tmpdir'],
  [totalmem, 'totalmem'],
  [freemem, 'freemem'],
  [uptime, 'uptime'],
]) {
  Object.defineProperty(fn, Symbol.toPrimitive, { value: () => fn(), configurable: true });
}

function loadavg() {
  return binding.loads();
}

function cpus() {
  return binding.processors().map(([model, speed, user, nice, sys, idle, irq]) => ({
    model,
    speed,
    times: { user, nice, sys, idle, irq },
  }));
}

function endianness() {
  return 'LE';
}

function networkInterfaces() {
  return {};
}

function userInfo(options) {
  if (options !== undefined) check.object(options, 'options');
  const [uid, gid, [username, home, shell]] = binding.user();
  return Object.setPrototypeOf({ uid, gid, username, homedir: home, shell: shell || null }, null);
}

function getPriority(pid = 0) {
  check.int32(pid, 'pid');
  const found = binding.priority(pid);
  if (found > -1000) return found;
  const number = found + 1000;
  throw systemError('ERR_SYSTEM_ERROR', {
    message: 'A system error occurred',
    syscall: 'uv_os_getpriority',
    code: nameOf(number),
    text: map().get(number)?.[1],
    errno: number,
  });
}

function setPriority(pid, value) {
  if (value === undefined) {
    value = pid;
    pid = 0;
  }
  check.int32(pid, 'pid');
  check.int32(value, 'priority', priority.PRIORITY_HIGHEST, priority.PRIORITY_LOW);
  throw systemError('ERR_SYSTEM_ERROR', {
    message: 'A system error occurred',
    syscall: 'uv_os_setpriority',
    code: 'EPERM',
    text: 'operation not permitted',
    errno: -1,
  });
}

module.exports = {
  arch,
  availableParallelism,
  cpus,
  endianness,
  freemem,
  getPriority,
  homedir,
  hostname,
  loadavg,
  networkInterfaces,
  platform,
  release,
  setPriority,
  tmpdir,
  totalmem,
  type,
  userInfo,
  uptime,
  version,
  machine,
};
Object.defineProperties(module.exports, {
  constants: { configurable: false, enumerable: true, value: constants },
  EOL: { configurable: true, enumerable: true, writable: false, value: '\n' },
  devNull: { configurable: true, enumerable: true, writable: false, value: '/dev/null' },
});
