// Arrays with holes, odd lengths and far indices under random edits, against a sorted list of index and value: the algorithms of
// ECMA-262 §23.1.3 written out once more over `has`, `get`, `put` and `remove`.

class Model {
  constructor(array, far) {
    this.array = array;
    this.far = far;
    this.length = 0;
    // Sorted by index.
    this.indices = [];
    this.values = [];
  }
  // Where `index` stands or would stand.
  place(index) {
    let low = 0, high = this.indices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.indices[middle] < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  has(index) {
    return this.indices[this.place(index)] === index;
  }
  get(index) {
    const place = this.place(index);
    return this.indices[place] === index ? this.values[place] : undefined;
  }
  put(index, value) {
    const place = this.place(index);
    if (this.indices[place] === index) this.values[place] = value;
    else {
      this.indices.splice(place, 0, index);
      this.values.splice(place, 0, value);
    }
    if (index >= this.length) this.length = index + 1;
  }
  remove(index) {
    const place = this.place(index);
    if (this.indices[place] === index) {
      this.indices.splice(place, 1);
      this.values.splice(place, 1);
    }
  }
  setLength(length) {
    const place = this.place(length);
    this.indices.length = place;
    this.values.length = place;
    this.length = length;
  }
  move(from, to) {
    if (this.has(from)) this.put(to, this.get(from));
    else this.remove(to);
  }
  // §23.1.3.27
  shift() {
    if (this.length === 0) return undefined;
    const first = this.get(0);
    for (let k = 1; k < this.length; k++) this.move(k, k - 1);
    this.setLength(this.length - 1);
    return first;
  }
  // §23.1.3.37
  unshift(items) {
    const length = this.length;
    for (let k = length - 1; k >= 0; k--) this.move(k, k + items.length);
    items.forEach((item, j) => this.put(j, item));
    this.length = length + items.length;
  }
  // §23.1.3.31; the model of what is taken out
  splice(start, count, items) {
    const taken = new Model(null, false);
    for (let k = 0; k < count; k++) if (this.has(start + k)) taken.put(k, this.get(start + k));
    taken.length = count;
    const length = this.length;
    const change = items.length - count;
    if (change < 0) for (let k = start; k < length - count; k++) this.move(k + count, k + items.length);
    if (change > 0) for (let k = length - count - 1; k >= start; k--) this.move(k + count, k + items.length);
    if (change < 0) this.setLength(length + change);
    items.forEach((item, j) => this.put(start + j, item));
    this.length = length + change;
    return taken;
  }
  part(start, end) {
    const made = new Model(null, false);
    for (let k = start; k < end; k++) if (this.has(k)) made.put(k - start, this.get(k));
    made.length = Math.max(end - start, 0);
    return made;
  }
}

function checkArray(model, array = model.array, what = 'array') {
  same(what + ': length', model.length, array.length);
  const { indices, values } = model;
  if (model.far || chance(20)) {
    const keys = Object.keys(array);
    same(what + ': number of keys', indices.length, keys.length);
    for (let i = 0; i < indices.length; i++) same(what + ': key', String(indices[i]), keys[i]);
    for (let i = 0; i < indices.length; i++) same(what + ' at ' + indices[i], values[i], array[indices[i]]);
    return;
  }
  let place = 0;
  for (let k = 0; k < model.length; k++) {
    const present = indices[place] === k;
    if ((k & 7) === 0 || !present) same(`${what}: has ${k}`, present, k in array);
    same(`${what} at ${k}`, present ? values[place] : undefined, array[k]);
    if (present) place++;
  }
  if (indices.length > 0) see(indices[indices.length - 1]);
  see(model.length);
}

const makers = [
  () => [],
  () => [1, 2, 3],
  () => [1, , 3, , ,],
  () => new Array(below(100)),
  () => Array.from({ length: below(60) }, (_, i) => i),
  () => new Array(below(40)).fill(0.5),
  () => JSON.parse('[1,2.5,"x",null,true]'),
  () => 'a,b,c,d'.split(','),
  () => [...'some text'],
  () => Array.of(1.5, 2.5),
  () => (() => { const a = []; a[20] = 1; return a; })(),
  () => Object.keys({ a: 1, b: 2 }),
  () => [[1, 2], [3]].flat(),
  () => (function () { return Array.prototype.slice.call(arguments); })(1, undefined, 3),
  () => [1, 2, 3].map((x) => x / 2),
  () => ((...rest) => rest)(1, 'two', {}),
];

function modelOf(array, far) {
  const model = new Model(array, far);
  for (let k = 0; k < array.length; k++) if (k in array) model.put(k, array[k]);
  model.length = array.length;
  return model;
}

const items = () => {
  const list = [];
  for (let n = below(chance(5) ? 80 : 5); n > 0; n--) list.push(value());
  return list;
};

function edit(model) {
  const { array, far } = model;
  const most = 600;
  const index = () => {
    if (far && chance(50)) return of([below(4294967295), 1000 + below(40) * 1000000, 4294967294, 65536, 50000000]);
    return chance(80) ? below(model.length + 1) : below(Math.min(model.length + 60, most));
  };
  const choice = below(far ? 8 : 30);
  switch (choice) {
    case 0: case 1: {
      const k = index(), v = value();
      if (k >= 4294967295) break;
      model.put(k, v);
      array[k] = v;
      break;
    }
    case 2: {
      const k = index();
      model.remove(k);
      same('delete', true, delete array[k]);
      break;
    }
    case 3: {
      const k = index();
      same('get', model.get(k), array[k]);
      same('has', model.has(k), k in array);
      same('at', model.get(model.length - 1), array.at(-1));
      break;
    }
    case 4: {
      const list = items();
      if (model.length + list.length > (far ? 4294967295 : most)) break;
      for (const item of list) model.put(model.length, item);
      same('push', model.length, array.push(...list));
      break;
    }
    case 5:
      for (let n = below(chance(10) ? 100 : 4); n >= 0 && model.length > 0; n--) {
        const last = model.get(model.length - 1);
        model.setLength(model.length - 1);
        same('pop', last, array.pop());
      }
      break;
    case 6:
      if (model.length > 0) {
        model.setLength(model.length - 1);
        array.length--;
      }
      break;
    case 7: {
      const length = chance(50) ? below(model.length + 1) : far ? below(4294967296) : below(most);
      model.setLength(length);
      array.length = length;
      break;
    }
    case 8: case 9:
      for (let n = below(chance(10) ? 100 : 4); n >= 0; n--) same('shift', model.shift(), array.shift());
      break;
    case 10: {
      const list = items();
      if (model.length + list.length > most) break;
      model.unshift(list);
      same('unshift', model.length, array.unshift(...list));
      break;
    }
    case 11: case 12: case 13: {
      const start = chance(40) ? 0 : below(model.length + 1);
      const count = below(Math.min(model.length - start, chance(20) ? 200 : 4) + 1);
      const list = chance(50) ? [] : items();
      if (model.length + list.length > most) break;
      const taken = model.splice(start, count, list);
      checkArray(taken, array.splice(start, count, ...list), 'what splice took');
      break;
    }
    case 14: {
      const start = below(model.length + 1), end = start + below(model.length - start + 1);
      checkArray(model.part(start, end), array.slice(start, end), 'slice');
      break;
    }
    case 15: {
      const other = of(pool);
      if (other.far || model.length + other.length > most) break;
      const made = model.part(0, model.length);
      for (let i = 0; i < other.indices.length; i++) made.put(model.length + other.indices[i], other.values[i]);
      made.length = model.length + other.length;
      checkArray(made, array.concat(other.array), 'concat');
      break;
    }
    case 16: {
      const copy = model.part(0, model.length);
      for (let k = 0; k < copy.length >> 1; k++) {
        const l = copy.length - 1 - k;
        const low = copy.has(k), high = copy.has(l), a = copy.get(k), b = copy.get(l);
        if (high) model.put(k, b);
        else model.remove(k);
        if (low) model.put(l, a);
        else model.remove(l);
      }
      model.length = copy.length;
      array.reverse();
      break;
    }
    case 17: {
      const start = below(model.length + 1), end = start + below(model.length - start + 1), v = value();
      for (let k = start; k < end; k++) model.put(k, v);
      array.fill(v, start, end);
      break;
    }
    case 18: {
      const to = below(model.length + 1), start = below(model.length + 1), end = start + below(model.length - start + 1);
      const count = Math.min(end - start, model.length - to);
      const copy = model.part(start, start + count);
      for (let k = 0; k < count; k++) {
        if (copy.has(k)) model.put(to + k, copy.get(k));
        else model.remove(to + k);
      }
      array.copyWithin(to, start, end);
      break;
    }
    case 19: {
      const v = chance(70) && model.values.length > 0 ? of(model.values) : value();
      let first = -1, last = -1, included = false;
      for (let i = 0; i < model.indices.length; i++) {
        if (model.values[i] === v) {
          if (first < 0) first = model.indices[i];
          last = model.indices[i];
        }
        included ||= model.values[i] === v || (v !== v && model.values[i] !== model.values[i]);
      }
      included ||= v === undefined && model.indices.length < model.length;
      same('indexOf', first, array.indexOf(v));
      same('lastIndexOf', last, array.lastIndexOf(v));
      same('includes', included, array.includes(v));
      break;
    }
    case 20: {
      const seen = [];
      array.forEach((v, k) => seen.push(k));
      sameList('forEach', model.indices, seen);
      break;
    }
    case 21: {
      const copy = [...array];
      same('spread: length', model.length, copy.length);
      for (let k = 0; k < copy.length; k++) same('spread: has', true, k in copy);
      if (copy.length > 0) same('spread at the end', model.get(copy.length - 1), copy[copy.length - 1]);
      break;
    }
    case 22: {
      const doubled = array.map((v) => [v]);
      same('map: length', model.length, doubled.length);
      for (let k = 0; k < model.length; k += 3) {
        same('map: has', model.has(k), k in doubled);
        if (model.has(k)) same('map at ' + k, model.get(k), doubled[k][0]);
      }
      const kept = array.filter((v) => typeof v === 'number');
      sameList('filter', model.values.filter((v) => typeof v === 'number'), kept);
      break;
    }
    case 23: {
      // Sorts by number of a stable order: what is no number is equal to all.
      const rank = (v) => (typeof v === 'number' && v === v ? Math.floor(v / 64) : 0);
      const defined = model.values.filter((v) => v !== undefined);
      const undefinedCount = model.values.length - defined.length;
      // Insertion into a list: plain, and stable.
      const sorted = [];
      for (const v of defined) {
        let at = sorted.length;
        while (at > 0 && rank(sorted[at - 1]) > rank(v)) at--;
        sorted.splice(at, 0, v);
      }
      const length = model.length;
      model.indices = [];
      model.values = [];
      sorted.forEach((v, k) => model.put(k, v));
      for (let k = 0; k < undefinedCount; k++) model.put(sorted.length + k, undefined);
      model.length = length;
      array.sort((a, b) => rank(a) - rank(b));
      break;
    }
    case 24: {
      const k = below(model.length + 1);
      if (k < model.length) {
        const changed = array.with(k, shared);
        same('with', shared, changed[k]);
        same('with: length', model.length, changed.length);
      }
      const turned = array.toReversed();
      if (model.length > 0) same('toReversed', model.get(0), turned[model.length - 1]);
      break;
    }
    case 25: {
      const seen = [];
      for (const k in array) seen.push(k);
      sameList('for-in', model.indices.map(String), seen);
      break;
    }
    case 26: {
      const wanted = [];
      for (let k = 0; k < model.length; k++) {
        const v = model.get(k);
        wanted.push(v === undefined || v === null ? '' : typeof v === 'object' ? 'o' : String(v));
      }
      const plain = array.map((v) => (typeof v === 'object' && v !== null ? 'o' : v));
      same('join', wanted.join(), plain.join());
      break;
    }
    case 27: {
      // A queue, and a stack.
      for (let i = 0; i < 40; i++) {
        model.put(model.length, i);
        array.push(i);
        same('shift of a queue', model.shift(), array.shift());
      }
      break;
    }
    case 28:
      if (model.length > 0) {
        const k = below(model.length);
        same('find', model.get(k), array.find((v, at) => at === k));
        same('findLastIndex', k, array.findLastIndex((v, at) => at === k));
      }
      break;
    case 29:
      if (chance(3)) {
        model.indices = [];
        model.values = [];
        model.length = 0;
        array.length = 0;
      }
      break;
  }
}

const pool = [];
while (step < EDITS) {
  step++;
  if (pool.length < 20 || chance(2)) {
    const far = chance(25);
    const model = modelOf(of(makers)(), far);
    if (pool.length < 20) pool.push(model);
    else pool[below(pool.length)] = model;
  }
  const model = of(pool);
  edit(model);
  if (chance(15)) checkArray(model);
  if (chance(20)) churn();
}
pool.forEach((model) => checkArray(model));

// A long queue and a long stack, whose content is known by counting.
const long = [];
let first = 0, last = 0;
for (let i = 0; i < Math.min(EDITS, 20000); i++) {
  step++;
  if (chance(60)) long.push(last++);
  else if (chance(80)) {
    if (last > first) same('long queue', first++, long.shift());
  } else if (chance(50)) {
    if (last > first) same('long stack', --last, long.pop());
  } else if (chance(30)) {
    const count = Math.min(below(50), last - first);
    same('long splice', count, long.splice(0, count).length);
    first += count;
  } else {
    long.unshift(--first);
  }
  same('long length', last - first, long.length);
  if (last > first) same('long middle', first + ((last - first) >> 1), long[(last - first) >> 1]);
}
finish('arrays');
