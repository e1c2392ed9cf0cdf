// Shared by the model tests: a seeded generator, values that can be told apart, a running hash of what was seen, and a failure that
// names the step. The runner writes SEED, EDITS and KEYS in front (see tests/models.rs).

let state = (SEED * 0x9e3779b1) | 1;
function below(limit) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
}
const chance = (percent) => below(100) < percent;
const of = (list) => list[below(list.length)];

let step = 0;
let checks = 0;
let hash = 17;
// Takes a value into the hash that is printed at the end and compared with Node's.
function see(value) {
  if (typeof value === 'number') hash = (Math.imul(hash, 31) + (value | 0)) | 0;
  else if (typeof value === 'string') {
    hash = (Math.imul(hash, 31) + value.length) | 0;
    if (value.length > 0) hash = (Math.imul(hash, 31) + value.charCodeAt(value.length >> 1)) | 0;
  } else hash = (Math.imul(hash, 31) + (typeof value).length) | 0;
}

function show(value) {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? value.slice(0, 60) + '…' : value);
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

function fail(what, wanted, got) {
  throw new Error(`step ${step}, seed ${SEED}: ${what}: the model has ${show(wanted)}, the engine ${show(got)}`);
}

function same(what, wanted, got) {
  checks++;
  if (!Object.is(wanted, got)) fail(what, wanted, got);
}

function sameList(what, wanted, got) {
  same(what + ', length', wanted.length, got.length);
  for (let i = 0; i < wanted.length; i++) same(what + ' at ' + i, wanted[i], got[i]);
}

const shared = { shared: true };
function value() {
  switch (below(9)) {
    case 0: return below(2147483647);
    case 1: return below(1000) / 8;
    case 2: return 's' + below(1000);
    case 3: return of([undefined, null, true, false, NaN, -0, Infinity]);
    case 4: return { made: step };
    case 5: return shared;
    case 6: return [step];
    case 7: return -below(100000);
    default: return step;
  }
}

// Some garbage, so that collections come in between.
let litter = null;
function churn() {
  litter = { litter: below(4) ? litter : null, data: new Array(below(40)) };
}

function finish(name) {
  console.log(`${name}: ${step} steps, ${checks} checks, hash ${hash >>> 0}`);
}
