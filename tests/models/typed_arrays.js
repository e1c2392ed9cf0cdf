// Typed arrays of every kind over buffers that are resized, against a list of bytes: how numbers become bytes and back is written
// out once more (ECMA-262 §25.1.3), with the algorithms of §23.2.3 over `get` and `put` of single elements.

const MOST = 96;

// Numbers to bytes, the least first, and back.
const whole = (width, signed) => ({
  width,
  big: false,
  bytes(number) {
    // §7.1.6: modulo 2 to the power of the width, in pieces that are exact.
    const rest = Number.isFinite(number) ? Math.trunc(number) % 2 ** (8 * width) : 0;
    let left = rest < 0 ? rest + 2 ** (8 * width) : rest + 0;
    const bytes = [];
    for (let i = 0; i < width; i++) {
      bytes.push(left % 256);
      left = Math.floor(left / 256);
    }
    return bytes;
  },
  number(bytes) {
    let sum = 0;
    for (let i = width - 1; i >= 0; i--) sum = sum * 256 + bytes[i];
    return signed && sum >= 2 ** (8 * width - 1) ? sum - 2 ** (8 * width) : sum;
  },
});

const clamped = {
  ...whole(1, false),
  bytes(number) {
    if (!(number > 0)) return [0];
    if (number >= 255) return [255];
    // §7.1.12: halves go to the even neighbour.
    const low = Math.floor(number), part = number - low;
    return [part < 0.5 || (part === 0.5 && low % 2 === 0) ? low : low + 1];
  },
};

const bigWhole = (signed) => ({
  width: 8,
  big: true,
  bytes(number) {
    let left = ((number % 2n ** 64n) + 2n ** 64n) % 2n ** 64n;
    const bytes = [];
    for (let i = 0; i < 8; i++) {
      bytes.push(Number(left % 256n));
      left /= 256n;
    }
    return bytes;
  },
  number(bytes) {
    let sum = 0n;
    for (let i = 7; i >= 0; i--) sum = sum * 256n + BigInt(bytes[i]);
    return signed && sum >= 2n ** 63n ? sum - 2n ** 64n : sum;
  },
});

// IEEE 754: exponent and fraction by arithmetic.
const floating = (width, exponentBits, fractionBits) => {
  const bias = 2 ** (exponentBits - 1) - 1;
  return {
    width,
    big: false,
    bytes(number) {
      const negative = number < 0 || Object.is(number, -0);
      let size = Math.abs(number), exponent = 0, fraction = 0;
      if (number !== number) [exponent, fraction] = [2 * bias + 1, 2 ** (fractionBits - 1)];
      else if (size === Infinity) exponent = 2 * bias + 1;
      else if (size > 0) {
        let power = 0;
        while (size >= 2) [size, power] = [size / 2, power + 1];
        while (size < 1 && power > 1 - bias) [size, power] = [size * 2, power - 1];
        exponent = size < 1 ? 0 : power + bias;
        const exact = (size < 1 ? size : size - 1) * 2 ** fractionBits;
        fraction = Math.floor(exact);
        const part = exact - fraction;
        if (part > 0.5 || (part === 0.5 && fraction % 2 === 1)) fraction++;
        if (fraction === 2 ** fractionBits) [exponent, fraction] = [exponent + 1, 0];
        if (exponent > 2 * bias) [exponent, fraction] = [2 * bias + 1, 0];
      }
      const bytes = [];
      // The sign and the exponent lie above the fraction, whose bytes may end within one.
      let high = (negative && number === number ? 2 ** exponentBits : 0) + exponent;
      let room = fractionBits;
      for (let i = 0; i < width; i++) {
        if (room >= 8) {
          bytes.push(fraction % 256);
          fraction = Math.floor(fraction / 256);
          room -= 8;
        } else {
          const sum = high * 2 ** room + fraction;
          bytes.push(sum % 256);
          [high, fraction, room] = [Math.floor(sum / 256), 0, 0];
        }
      }
      return bytes;
    },
    number(bytes) {
      const sign = bytes[width - 1] >= 128 ? -1 : 1;
      let sum = bytes[width - 1] % 128;
      const high = width === 8 ? 6 : 2;
      // Exponent and the top of the fraction, then the rest of the fraction.
      sum = sum * 256 + bytes[high];
      const topBits = fractionBits % 8;
      const exponent = Math.floor(sum / 2 ** topBits);
      let fraction = sum % 2 ** topBits;
      for (let i = high - 1; i >= 0; i--) fraction = fraction * 256 + bytes[i];
      if (exponent === 2 * bias + 1) return fraction > 0 ? NaN : sign * Infinity;
      const scaled = fraction / 2 ** fractionBits + (exponent > 0 ? 1 : 0);
      return sign * scaled * 2 ** (Math.max(exponent, 1) - bias);
    },
  };
};

const kinds = [
  [Int8Array, whole(1, true)],
  [Uint8Array, whole(1, false)],
  [Uint8ClampedArray, clamped],
  [Int16Array, whole(2, true)],
  [Uint16Array, whole(2, false)],
  [Int32Array, whole(4, true)],
  [Uint32Array, whole(4, false)],
  [Float32Array, floating(4, 8, 23)],
  [Float64Array, floating(8, 11, 52)],
  [BigInt64Array, bigWhole(true)],
  [BigUint64Array, bigWhole(false)],
];

function number(kind) {
  if (kind.big) {
    const big = BigInt(below(2147483647)) * BigInt(below(2147483647)) * BigInt(below(9)) + BigInt(below(300));
    return chance(50) ? -big : big;
  }
  switch (below(8)) {
    case 0: return below(300) - 20;
    case 1: return (below(600) - 40) / 2;
    case 2: return (below(2147483647) - 1073741824) * 8;
    case 3: return of([NaN, -0, 0, Infinity, -Infinity, 255.5, 254.5, 0.5, 1.5, -0.5]);
    case 4: return of([2 ** 31, 2 ** 32 - 1, 2 ** 53, -(2 ** 31), -(2 ** 63), 1e300, 5e-324, 1.5e-45, 3.4e38, 3.5e38, 2 ** -149, 2 ** -150]);
    case 5: return below(2147483647) / 65536;
    case 6: return below(1000) * 2 ** (below(300) - 150);
    default: return below(256);
  }
}

// A buffer and its bytes.
class Buffer {
  constructor() {
    const length = below(MOST + 1);
    this.resizable = chance(60);
    this.buffer = this.resizable ? new ArrayBuffer(length, { maxByteLength: 2 * MOST }) : new ArrayBuffer(length);
    this.bytes = new Array(length).fill(0);
    this.views = [];
  }
  resize(length) {
    this.buffer.resize(length);
    while (this.bytes.length < length) this.bytes.push(0);
    this.bytes.length = length;
  }
}

// A view: where it begins, and how many elements it has, or that it follows its buffer's length.
class View {
  constructor(owner) {
    const [Class, kind] = of(kinds);
    this.owner = owner;
    this.kind = kind;
    this.start = below(1 + Math.floor(owner.bytes.length / kind.width / 2)) * kind.width;
    const room = Math.floor((owner.bytes.length - this.start) / kind.width);
    // Node 20 refuses to follow a length that is no multiple of the width.
    this.tracks = owner.resizable && (owner.bytes.length - this.start) % kind.width === 0 && chance(60);
    this.fixed = below(room + 1);
    this.array = this.tracks ? new Class(owner.buffer, this.start) : new Class(owner.buffer, this.start, this.fixed);
  }
  // §10.4.5.9 and §10.4.5.12: a view that is out of bounds has no elements.
  get isOut() {
    const end = this.tracks ? this.start : this.start + this.fixed * this.kind.width;
    return end > this.owner.bytes.length;
  }
  get length() {
    if (this.isOut) return 0;
    return this.tracks ? Math.floor((this.owner.bytes.length - this.start) / this.kind.width) : this.fixed;
  }
  get(index) {
    if (index >= this.length) return undefined;
    const at = this.start + index * this.kind.width;
    return this.kind.number(this.owner.bytes.slice(at, at + this.kind.width));
  }
  put(index, value) {
    const bytes = this.kind.bytes(value);
    if (index < this.length) bytes.forEach((byte, i) => (this.owner.bytes[this.start + index * this.kind.width + i] = byte));
  }
  list() {
    const list = [];
    for (let i = 0; i < this.length; i++) list.push(this.get(i));
    return list;
  }
}

function sameElement(what, wanted, got) {
  checks++;
  if (!Object.is(wanted, got)) fail(what, String(wanted), String(got));
}

function sameElements(what, wanted, got) {
  same(what + ', length', wanted.length, got.length);
  for (let i = 0; i < wanted.length; i++) sameElement(what + ' at ' + i, wanted[i], got[i]);
}

// Which of all bytes that say so a NaN has once it was read and written is not said (§25.1.3.15).
const isNaN = (value) => value !== value;

function throwsTypeError(what, call) {
  let name = 'nothing';
  try {
    call();
  } catch (error) {
    name = error.name;
  }
  same(what + ' out of bounds', 'TypeError', name);
}

function checkView(view) {
  const { array, kind } = view;
  same('length', view.length, array.length);
  same('byteLength', view.length * kind.width, array.byteLength);
  same('byteOffset', view.isOut ? 0 : view.start, array.byteOffset);
  for (let i = 0; i < view.length; i++) sameElement('element ' + i, view.get(i), array[i]);
  same('behind the end', undefined, array[view.length]);
  same('has', view.length > 0, 0 in array);
  same('has behind the end', false, view.length in array);
  if (view.length > 0) see(Number(array[below(view.length)]) || 0);
}

function checkBytes(owner) {
  sameElements('bytes', owner.bytes, new Uint8Array(owner.buffer));
}

const order = (a, b) => {
  if (a !== a || b !== b) return (a !== a) - (b !== b);
  return a < b ? -1 : a > b ? 1 : Object.is(a, b) ? 0 : Object.is(a, -0) ? -1 : Object.is(b, -0) ? 1 : 0;
};

// A range as the methods take it, perhaps counted from the end, and what it is.
function range(length) {
  const one = () => below(length + 3) - (chance(30) ? length + 1 : 0);
  const place = (index) => (index < 0 ? Math.max(length + index, 0) : Math.min(index, length));
  const [from, to] = [one(), chance(25) ? undefined : one()];
  return [from, to, place(from), to === undefined ? length : place(to)];
}

function edit(view) {
  const { array, kind, owner } = view;
  const length = view.length;
  if (view.isOut) {
    throwsTypeError('fill', () => array.fill(kind.big ? 1n : 1));
    throwsTypeError('at', () => array.at(0));
    array[0] = number(kind);
    return;
  }
  switch (below(18)) {
    case 0: case 1: case 2: {
      const [index, value] = [below(length + 2), number(kind)];
      view.put(index, value);
      array[index] = value;
      break;
    }
    case 3: {
      const value = number(kind);
      const [from, to, first, last] = range(length);
      for (let i = first; i < last; i++) view.put(i, value);
      same('fill', array, array.fill(value, from, to));
      break;
    }
    case 4: {
      const target = below(length + 2);
      const [from, to, first, last] = range(length);
      const count = Math.min(last - first, length - Math.min(target, length));
      const moved = view.list().slice(first, last).slice(0, Math.max(count, 0));
      // Bytes are moved, so that no number is turned into another one.
      const bytes = owner.bytes.slice(view.start + first * kind.width, view.start + (first + moved.length) * kind.width);
      if (target < length) bytes.forEach((byte, i) => (owner.bytes[view.start + target * kind.width + i] = byte));
      array.copyWithin(target, from, to);
      break;
    }
    case 5: {
      const source = of(owner.views);
      if (source.isOut || source.kind.big !== kind.big) break;
      const at = below(length + 1);
      const list = source.list();
      if (source.kind !== kind && list.some(isNaN)) break;
      let name = '';
      try {
        array.set(source.array, at);
      } catch (error) {
        name = error.name;
      }
      same('set of a view', list.length + at > length ? 'RangeError' : '', name);
      if (name === '') {
        const bytes = owner.bytes.slice(source.start, source.start + list.length * source.kind.width);
        if (source.kind === kind) bytes.forEach((byte, i) => (owner.bytes[view.start + at * kind.width + i] = byte));
        else list.forEach((value, i) => view.put(at + i, value));
      }
      break;
    }
    case 6: {
      const list = Array.from({ length: below(length + 1) }, () => number(kind));
      const at = below(length - list.length + 1);
      list.forEach((value, i) => view.put(at + i, value));
      array.set(list, at);
      break;
    }
    case 7: {
      const list = view.list();
      if (list.some(isNaN)) break;
      list.reverse().forEach((value, i) => view.put(i, value));
      array.reverse();
      break;
    }
    case 8: {
      const sorted = [];
      for (const value of view.list()) {
        let at = sorted.length;
        while (at > 0 && order(sorted[at - 1], value) > 0) at--;
        sorted.splice(at, 0, value);
      }
      if (chance(50)) {
        sameElements('toSorted', sorted, array.toSorted());
        break;
      }
      if (sorted.some(isNaN)) break;
      sorted.forEach((value, i) => view.put(i, value));
      array.sort();
      break;
    }
    case 9: {
      const [from, to, first, last] = range(length);
      sameElements('slice', view.list().slice(first, Math.max(first, last)), array.slice(from, to));
      break;
    }
    case 10: {
      const [from, to, first, last] = range(length);
      // As when a view is made.
      if (view.tracks && (owner.bytes.length - view.start) % kind.width > 0) break;
      const part = array.subarray(from, to);
      sameElements('subarray', view.list().slice(first, Math.max(first, last)), part);
      same('subarray begins', view.start + first * kind.width, part.byteOffset);
      break;
    }
    case 11: {
      const wanted = length > 0 && chance(70) ? view.get(below(length)) : number(kind);
      const list = view.list();
      same('indexOf', list.findIndex((value) => value === wanted), array.indexOf(wanted));
      same('lastIndexOf', list.findLastIndex((value) => value === wanted), array.lastIndexOf(wanted));
      const alike = (value) => value === wanted || (value !== value && wanted !== wanted);
      same('includes', list.some(alike), array.includes(wanted));
      break;
    }
    case 12: {
      const changed = array.map((value) => value);
      sameElements('map', view.list(), changed);
      const half = array.filter((value, i) => i % 2 === 0);
      sameElements('filter', view.list().filter((value, i) => i % 2 === 0), half);
      break;
    }
    case 13:
      same('join', view.list().map(String).join('|'), array.join('|'));
      break;
    case 14: {
      const data = new DataView(owner.buffer);
      if (owner.bytes.length < 8) break;
      const at = below(owner.bytes.length - 7);
      const little = chance(50);
      const bytes = owner.bytes.slice(at, at + 8);
      const turn = (part) => (little ? part : part.reverse());
      sameElement('getInt16', kinds[3][1].number(turn(bytes.slice(0, 2))), data.getInt16(at, little));
      sameElement('getUint32', kinds[6][1].number(turn(bytes.slice(0, 4))), data.getUint32(at, little));
      sameElement('getFloat64', kinds[8][1].number(turn(bytes.slice())), data.getFloat64(at, little));
      sameElement('getBigInt64', kinds[9][1].number(turn(bytes.slice())), data.getBigInt64(at, little));
      const value = number(kinds[7][1]);
      turn(kinds[7][1].bytes(value)).forEach((byte, i) => (owner.bytes[at + i] = byte));
      data.setFloat32(at, value, little);
      break;
    }
    case 15: {
      // What is resized in the middle.
      if (!owner.resizable || length === 0) break;
      const seen = [];
      const before = view.list();
      const next = below(MOST);
      array.forEach((value, i) => {
        seen.push(value);
        if (i === 0) owner.resize(next);
      });
      same('forEach over what is resized', before.length, seen.length);
      for (let i = 1; i < before.length; i++) sameElement('forEach at ' + i, view.get(i), seen[i]);
      break;
    }
    case 16: {
      if (length === 0) break;
      const [index, value] = [below(length), number(kind)];
      const changed = array.with(index, value);
      const list = view.list();
      list[index] = kind.number(kind.bytes(value));
      sameElements('with', list, changed);
      break;
    }
    case 17: {
      const made = new array.constructor(view.list());
      sameElements('made from a list', view.list(), made);
      const [Other, other] = of(kinds);
      if (other.big !== kind.big) break;
      const turned = new Other(array);
      if (other !== kind) sameElements('made from a view', view.list().map((value) => other.number(other.bytes(value))), turned);
      break;
    }
  }
}

const pool = [];
while (step < EDITS) {
  step++;
  if (pool.length < 12 || chance(2)) {
    const owner = new Buffer();
    for (let n = 2 + below(4); n > 0; n--) owner.views.push(new View(owner));
    if (pool.length < 12) pool.push(owner);
    else pool[below(pool.length)] = owner;
  }
  const owner = of(pool);
  edit(of(owner.views));
  if (owner.resizable && chance(6)) owner.resize(below(MOST + 20));
  if (chance(4)) owner.views[below(owner.views.length)] = new View(owner);
  if (!owner.resizable && chance(1)) {
    // The bytes go on to another buffer; views of the old one have nothing left.
    const old = owner.views.map((view) => view.array);
    owner.buffer = structuredClone(owner.buffer, { transfer: [owner.buffer] });
    old.forEach((array) => same('length of what is detached', 0, array.length));
    owner.views = owner.views.map(() => new View(owner));
  }
  if (chance(10)) checkView(of(owner.views));
  if (chance(5)) checkBytes(owner);
  if (chance(20)) churn();
}
for (const owner of pool) {
  checkBytes(owner);
  owner.views.forEach(checkView);
}
finish('typed_arrays');
