// Histograms of `perf_hooks` (Node page "Performance measurement APIs"): numbers in classes whose
// width grows with them, so that so many figures are exact ("HDR Histogram" by Gil Tene).
'use strict';

const check = require('internal:validators');
const { invalidArgument, outOfRange, typeError } = check;
const { inspect, custom } = require('internal:inspect');
const { BigInt, Map, Math, Number, Object, Symbol, clearInterval, process, setInterval } = globalThis;
const { defineProperty } = Object;
const { MAX_SAFE_INTEGER } = Number;

const MOST = 9223372036854775807n;
class SafeMap extends Map {}
const key = Symbol('inside');

// The numbers, by class.
class Counts {
  constructor(lowest, highest, figures) {
    this.highest = highest;
    this.unit = Math.floor(Math.log2(lowest));
    const magnitude = Math.ceil(Math.log2(2 * 10 ** figures));
    this.half = Math.max(magnitude, 1) - 1;
    this.subCount = 2 ** (this.half + 1);
    this.least = this.subCount * 2 ** this.unit;
    this.reset();
  }

  reset() {
    this.counts = new Map();
    this.total = 0;
    this.min = undefined;
    this.max = 0;
    this.exceeds = 0;
  }

  bucketOf(value) {
    if (value < this.least) return 0;
    return Math.floor(Math.log2(value)) + 1 - this.unit - (this.half + 1);
  }

  // The least number of a value's class, and how many there are in it.
  classOf(value) {
    let bucket = this.bucketOf(value);
    // What the logarithm has rounded up.
    while (bucket > 0 && value < this.least * 2 ** (bucket - 1)) bucket--;
    while (value >= this.least * 2 ** bucket) bucket++;
    const size = 2 ** (bucket + this.unit);
    return { lowest: Math.floor(value / size) * size, size };
  }

  highestLike(value) {
    const { lowest, size } = this.classOf(value);
    return lowest + size - 1;
  }

  record(value, count = 1) {
    if (value > this.highest) {
      this.exceeds += count;
      return;
    }
    const { lowest } = this.classOf(value);
    this.counts.set(lowest, (this.counts.get(lowest) ?? 0) + count);
    this.total += count;
    if (this.min === undefined || value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  sorted() {
    return [...this.counts].sort(([a], [b]) => a - b);
  }

  middles() {
    return this.sorted().map(([lowest, count]) => [
      lowest + Math.floor(this.classOf(lowest).size / 2),
      count,
    ]);
  }

  mean() {
    return this.middles().reduce((sum, [value, count]) => sum + value * count, 0) / this.total;
  }

  deviation() {
    const mean = this.mean();
    const sum = this.middles().reduce((all, [value, count]) => all + (value - mean) ** 2 * count, 0);
    return Math.sqrt(sum / this.total);
  }

  percentile(percent) {
    const wanted = Math.max(Math.floor((percent / 100) * this.total + 0.5), 1);
    let seen = 0;
    for (const [lowest, count] of this.sorted()) {
      seen += count;
      if (seen >= wanted) return this.highestLike(lowest);
    }
    return 0;
  }

  // At 0 percent, then at each half of the rest.
  *steps() {
    let [seen, next, value] = [0, 0, 0];
    for (const [lowest, count] of this.sorted()) {
      seen += count;
      value = lowest;
      while (next <= (100 * seen) / this.total) {
        yield [next, lowest];
        if (seen === this.total) break;
        next += 100 / 2 ** (Math.trunc(Math.log2(100 / (100 - next))) + 1);
      }
    }
    yield [100, value];
  }
}

class Histogram {
  #counts;

  constructor(inside, counts) {
    if (inside !== key) throw typeError('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    this.#counts = counts;
  }

  static of(value) {
    if (typeof value !== 'object' || value === null || !(#counts in value)) {
      throw typeError('ERR_INVALID_THIS', 'Value of "this" must be of type Histogram');
    }
    return value.#counts;
  }

  get count() {
    return countsOf(this).total;
  }

  get countBigInt() {
    return BigInt(countsOf(this).total);
  }

  get exceeds() {
    return countsOf(this).exceeds;
  }

  get exceedsBigInt() {
    return BigInt(countsOf(this).exceeds);
  }

  get min() {
    return Number(this.minBigInt);
  }

  get minBigInt() {
    const counts = countsOf(this);
    return counts.min === undefined ? MOST : BigInt(counts.classOf(counts.min).lowest);
  }

  get max() {
    return Number(this.maxBigInt);
  }

  get maxBigInt() {
    const counts = countsOf(this);
    return BigInt(counts.highestLike(counts.max));
  }

  get mean() {
    return countsOf(this).mean();
  }

  get stddev() {
    return countsOf(this).deviation();
  }

  percentile(percentile) {
    check.number(percentile, 'percentile');
    if (!(percentile > 0 && percentile <= 100)) throw outOfRange('percentile', '> 0 && <= 100', percentile);
    return countsOf(this).percentile(percentile);
  }

  percentileBigInt(percentile) {
    return BigInt(this.percentile(percentile));
  }

  get percentiles() {
    return new SafeMap(countsOf(this).steps());
  }

  get percentilesBigInt() {
    return new SafeMap([...countsOf(this).steps()].map(([percent, value]) => [percent, BigInt(value)]));
  }

  reset() {
    countsOf(this).reset();
  }

  [custom](depth, options) {
    if (depth < 0) return this;
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    const { min, max, mean, exceeds, stddev, count, percentiles } = this;
    return `Histogram ${inspect({ min, max, mean, exceeds, stddev, count, percentiles }, inner)}`;
  }

  toJSON() {
    const { count, min, max, mean, exceeds, stddev, percentiles } = this;
    return { count, min, max, mean, exceeds, stddev, percentiles: Object.fromEntries(percentiles) };
  }
}
const countsOf = Histogram.of;
delete Histogram.of;
defineProperty(Histogram.prototype, custom, { enumerable: false });

class RecordableHistogram extends Histogram {
  #last = 0n;

  record(val) {
    if (typeof val === 'bigint') {
      countsOf(this).record(Number(val));
      return;
    }
    check.integer(val, 'val', 1);
    countsOf(this).record(val);
  }

  recordDelta() {
    const now = process.hrtime.bigint();
    if (this.#last !== 0n) countsOf(this).record(Math.max(Number(now - this.#last), 1));
    this.#last = now;
  }

  add(other) {
    if (!(other instanceof RecordableHistogram)) {
      throw invalidArgument('other', 'an instance of RecordableHistogram', other);
    }
    const [own, counts] = [countsOf(this), countsOf(other)];
    for (const [lowest, count] of counts.sorted()) own.record(lowest, count);
    own.exceeds += counts.exceeds;
  }
}

function createHistogram(options = {}) {
  check.object(options, 'options');
  const { lowest = 1, highest = MAX_SAFE_INTEGER, figures = 3 } = options;
  if (typeof lowest !== 'bigint') check.integer(lowest, 'options.lowest', 1, MAX_SAFE_INTEGER);
  if (typeof highest !== 'bigint')
    check.integer(highest, 'options.highest', 2 * Number(lowest), MAX_SAFE_INTEGER);
  check.integer(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(key, new Counts(Number(lowest), Number(highest), figures));
}

// How late the loop comes to a timer, in nanoseconds.
class ELDHistogram extends Histogram {
  #resolution;
  #timer;

  constructor(inside, counts, resolution) {
    super(inside, counts);
    this.#resolution = resolution;
  }

  enable() {
    if (this.#timer !== undefined) return false;
    let last = process.hrtime.bigint();
    this.#timer = setInterval(() => {
      const now = process.hrtime.bigint();
      countsOf(this).record(Number(now - last));
      last = now;
    }, this.#resolution).unref();
    return true;
  }

  disable() {
    if (this.#timer === undefined) return false;
    clearInterval(this.#timer);
    this.#timer = undefined;
    return true;
  }
}

function monitorEventLoopDelay(options = {}) {
  check.object(options, 'options');
  const { resolution = 10 } = options;
  check.integer(resolution, 'options.resolution', 1);
  return new ELDHistogram(key, new Counts(1, 3.6e12, 3), resolution);
}

module.exports = { createHistogram, monitorEventLoopDelay };
