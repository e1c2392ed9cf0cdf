// Map and Set under random edits, with iterators under way, against a list of entries with deletion marks: ECMA-262 §24.1 and §24.2 written
// out once more. Now and then WeakMap and WeakSet, whose content is known as long as the keys are held.

const objects = [];
for (let i = 0; i < 300; i++) objects.push({ object: i });
const symbols = [Symbol('s0'), Symbol('s1')];
const PLAIN = [undefined, null, true, false, NaN, 0, 1, -1, 0.5, '', 'a', '1', 1e300, 2147483648, -2147483649];

// Keys are known to the model by a number; the same number gives an equal key, made anew where that is possible.
const KINDS = PLAIN.length + symbols.length + objects.length;
const COUNT = KINDS + KEYS;
function keyOf(id) {
  if (id < PLAIN.length) return id === 5 && chance(50) ? -0 : PLAIN[id];
  id -= PLAIN.length;
  if (id < symbols.length) return symbols[id];
  id -= symbols.length;
  if (id < objects.length) return objects[id];
  id -= objects.length;
  switch (id % 4) {
    case 0: return id + 10;
    case 1: return id + 10.5;
    case 2: return 'key' + id;
    default: return ['long key number ', String(id), ', a rope of several pieces'].join('').replace('several', 'sev' + 'eral');
  }
}

class Model {
  constructor(isMap, limit) {
    this.isMap = isMap;
    this.table = isMap ? new Map() : new Set();
    this.limit = limit;
    // Entries in order of insertion; -1 for one that was deleted.
    this.ids = [];
    this.values = [];
    this.places = new Array(COUNT).fill(-1);
    this.size = 0;
    this.iterators = [];
  }
  pick() {
    if (this.size > 0 && chance(40)) {
      for (let tries = 0; tries < 8; tries++) {
        const id = this.ids[below(this.ids.length)];
        if (id >= 0) return id;
      }
    }
    return chance(30) ? below(KINDS) : below(Math.min(this.limit, COUNT));
  }
  put(id, value) {
    const place = this.places[id];
    if (place >= 0) {
      this.values[place] = value;
      return;
    }
    this.places[id] = this.ids.length;
    this.ids.push(id);
    this.values.push(value);
    this.size++;
  }
  remove(id) {
    const place = this.places[id];
    if (place < 0) return false;
    this.ids[place] = -1;
    this.values[place] = undefined;
    this.places[id] = -1;
    this.size--;
    return true;
  }
  clear() {
    for (let i = 0; i < this.ids.length; i++) {
      if (this.ids[i] >= 0) this.places[this.ids[i]] = -1;
      this.ids[i] = -1;
      this.values[i] = undefined;
    }
    this.size = 0;
  }
  // Forgets the marks; only without iterators under way.
  compact() {
    if (this.iterators.length > 0 || this.ids.length < 2 * this.size + 64) return;
    const ids = this.ids, values = this.values;
    this.ids = [];
    this.values = [];
    for (let i = 0; i < ids.length; i++) {
      if (ids[i] < 0) continue;
      this.places[ids[i]] = this.ids.length;
      this.ids.push(ids[i]);
      this.values.push(values[i]);
    }
  }
}

const sameKey = (what, id, got) => {
  const wanted = keyOf(id);
  checks++;
  if (!(wanted === got || (wanted !== wanted && got !== got))) fail(what, wanted, got);
  if (got === 0) same(what + ', sign', 0, got);
};

function checkWhole(model) {
  const { table, isMap } = model;
  same('size', model.size, table.size);
  let place = 0;
  const next = () => {
    while (place < model.ids.length && model.ids[place] < 0) place++;
    return place++;
  };
  const one = (key, value) => {
    const at = next();
    if (at >= model.ids.length) fail('entries', 'the end', key);
    sameKey('key', model.ids[at], key);
    if (isMap) same('value', model.values[at], value);
    see(key);
  };
  switch (below(5)) {
    case 0:
      table.forEach((value, key) => one(key, value));
      break;
    case 1:
      for (const entry of table) isMap ? one(entry[0], entry[1]) : one(entry);
      break;
    case 2:
      if (isMap) for (const [key, value] of [...table]) one(key, value);
      else [...table].forEach((key) => one(key));
      break;
    case 3: {
      const copy = isMap ? new Map(table) : new Set(table);
      same('size of a copy', model.size, copy.size);
      for (const key of copy.keys()) one(key, copy.get && copy.get(key));
      break;
    }
    default:
      Array.from(table.entries(), ([key, value]) => one(key, isMap ? value : undefined));
  }
  same('number of entries', model.ids.length + 1, next() + 1);
}

function edit(model) {
  const { table, isMap } = model;
  switch (below(14)) {
    case 0: case 1: case 2: case 3: {
      const id = model.pick(), v = isMap ? value() : undefined;
      model.put(id, v);
      same('what set gives', table, isMap ? table.set(keyOf(id), v) : table.add(keyOf(id)));
      break;
    }
    case 4: case 5: {
      const id = model.pick();
      same('delete', model.remove(id), table.delete(keyOf(id)));
      break;
    }
    case 6: case 7: {
      const id = model.pick(), place = model.places[id];
      same('has', place >= 0, table.has(keyOf(id)));
      if (isMap) same('get', place >= 0 ? model.values[place] : undefined, table.get(keyOf(id)));
      break;
    }
    case 8:
      if (chance(3)) {
        model.clear();
        table.clear();
      }
      break;
    case 9:
      if (model.iterators.length < 4) {
        const kind = isMap ? of(['keys', 'values', 'entries']) : 'values';
        model.iterators.push({ kind, iterator: table[kind](), place: 0, done: false });
      }
      break;
    case 10: case 11:
      if (model.iterators.length > 0) {
        const under = of(model.iterators);
        for (let steps = below(6); steps >= 0; steps--) advance(model, under);
        if (under.done || chance(5)) model.iterators.splice(model.iterators.indexOf(under), 1);
      }
      break;
    case 12: {
      // A queue: the first key out, a new one in.
      if (!chance(20)) break;
      for (let i = 0; i < 60; i++) {
        let first = 0;
        while (first < model.ids.length && model.ids[first] < 0) first++;
        const got = table.keys().next();
        same('first: done', first === model.ids.length, got.done);
        if (got.done) break;
        sameKey('first key', model.ids[first], got.value);
        same('delete of the first', model.remove(model.ids[first]), table.delete(got.value));
        const id = below(COUNT), v = isMap ? i : undefined;
        model.put(id, v);
        isMap ? table.set(keyOf(id), v) : table.add(keyOf(id));
      }
      break;
    }
    case 13: {
      // Many in, and most of them out again.
      if (!chance(5)) break;
      const count = below(3000), from = below(COUNT);
      for (let i = 0; i < count; i++) {
        const id = (from + i * 13) % COUNT, v = isMap ? i : undefined;
        model.put(id, v);
        isMap ? table.set(keyOf(id), v) : table.add(keyOf(id));
      }
      if (chance(60)) {
        for (let i = 0; i < count; i++) {
          const id = (from + i * 13) % COUNT;
          same('delete of many', model.remove(id), table.delete(keyOf(id)));
        }
      }
      break;
    }
  }
  if (chance(50)) model.compact();
}

function advance(model, under) {
  if (under.done) {
    same('done stays', true, under.iterator.next().done);
    return;
  }
  while (under.place < model.ids.length && model.ids[under.place] < 0) under.place++;
  const got = under.iterator.next();
  under.done = under.place >= model.ids.length;
  same('iterator: done', under.done, got.done);
  if (under.done) return;
  const id = model.ids[under.place], v = model.values[under.place];
  under.place++;
  if (under.kind === 'keys' || !model.isMap) sameKey('iterator: key', id, got.value);
  else if (under.kind === 'values') same('iterator: value', v, got.value);
  else {
    sameKey('iterator: key of an entry', id, got.value[0]);
    same('iterator: value of an entry', v, got.value[1]);
  }
}

// Weak tables: every key is held by `objects`, so that nothing may be missing.
const weakMap = new WeakMap(), weakSet = new WeakSet();
const weakValues = new Array(objects.length).fill(undefined), weakHas = new Array(objects.length).fill(false);
function editWeak() {
  const i = below(objects.length), key = objects[i];
  switch (below(6)) {
    case 0: case 1:
      weakValues[i] = { of: i, key: chance(30) ? key : null };
      weakMap.set(key, weakValues[i]);
      weakHas[i] = true;
      weakSet.add(key);
      break;
    case 2:
      same('WeakMap.delete', weakValues[i] !== undefined, weakMap.delete(key));
      same('WeakSet.delete', weakHas[i], weakSet.delete(key));
      weakValues[i] = undefined;
      weakHas[i] = false;
      break;
    case 3:
      for (let n = below(50); n >= 0; n--) {
        weakMap.set({ dead: n }, { n });
        weakSet.add({ dead: n });
      }
      break;
    default:
      same('WeakMap.get', weakValues[i], weakMap.get(key));
      same('WeakMap.has', weakValues[i] !== undefined, weakMap.has(key));
      same('WeakSet.has', weakHas[i], weakSet.has(key));
  }
}

const pool = [];
for (let i = 0; i < 8; i++) pool.push(new Model(i % 2 === 0, i < 6 ? KINDS + 60 * (i + 1) : COUNT));
while (step < EDITS) {
  step++;
  if (chance(12)) editWeak();
  else {
    const model = of(pool);
    edit(model);
    if (chance(2) || (model.size < 50 && chance(10))) checkWhole(model);
  }
  if (chance(20)) churn();
}
pool.forEach(checkWhole);
finish('collections');
