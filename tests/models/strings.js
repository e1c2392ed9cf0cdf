// Strings and ropes against arrays of code units.

const WIDE = [0x20ac, 0x3b1, 0xd83d, 0xde00, 0xdc00, 0xffff, 0x100];
function unit(wide) {
  return wide && chance(30) ? of(WIDE) : chance(10) ? of([0, 0xff, 0xe9, 0x80, 32, 34, 92]) : 97 + below(26);
}

class Model {
  constructor(text, units) {
    this.text = text;
    this.units = units;
  }
}

function fresh() {
  const units = [];
  const wide = chance(30);
  for (let n = below(chance(10) ? 300 : 12); n > 0; n--) units.push(unit(wide));
  switch (below(4)) {
    case 0: return new Model(String.fromCharCode(...units), units);
    case 1: return new Model(units.map((u) => String.fromCharCode(u)).join(''), units);
    case 2: {
      let text = '';
      for (const u of units) text += String.fromCharCode(u);
      return new Model(text, units);
    }
    default: return new Model(JSON.parse('"' + units.map((u) => '\\u' + u.toString(16).padStart(4, '0')).join('') + '"'), units);
  }
}

function checkText(model, text = model.text, what = 'string') {
  const units = model.units;
  same(what + ': length', units.length, text.length);
  const all = units.length < 200 || chance(10);
  for (let i = 0; i < units.length; i += all ? 1 : 1 + below(60)) same(`${what} at ${i}`, units[i], text.charCodeAt(i));
  same(what + ': beyond', true, Number.isNaN(text.charCodeAt(units.length)));
  see(text);
}

const find = (units, part, from) => {
  for (let i = from; i + part.length <= units.length; i++) {
    let k = 0;
    while (k < part.length && units[i + k] === part[k]) k++;
    if (k === part.length) return i;
  }
  return -1;
};
const compare = (a, b) => {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
};

const MOST = 20000;
const names = {};
const table = new Map();

function made() {
  const model = of(pool), other = of(pool);
  const { text, units } = model;
  const start = below(units.length + 1), end = start + below(units.length - start + 1);
  switch (below(20)) {
    case 0: case 1: case 2:
      if (units.length + other.units.length > MOST) return fresh();
      return new Model(text + other.text, units.concat(other.units));
    case 3:
      if (units.length + other.units.length > MOST) return fresh();
      return new Model(`${text}-${other.text}`, units.concat([45], other.units));
    case 4: {
      // Grows by small pieces, and is read between them.
      let grown = text;
      const list = units.slice();
      for (let n = below(60); n > 0 && list.length < MOST; n--) {
        const u = unit(chance(5));
        grown += String.fromCharCode(u);
        list.push(u);
        if (chance(30)) {
          const at = below(list.length);
          same('read of a growing string', list[at], grown.charCodeAt(at));
        }
      }
      return new Model(grown, list);
    }
    case 5: case 6: return new Model(text.slice(start, end), units.slice(start, end));
    case 7: return new Model(text.slice(1), units.slice(1));
    case 8: return new Model(text.substring(0, units.length - 1), units.slice(0, Math.max(units.length - 1, 0)));
    case 9: {
      // Eaten from the front.
      let rest = text;
      let at = 0;
      for (let n = below(40); n > 0 && at < units.length; n--) {
        same('front', units[at], rest.charCodeAt(0));
        rest = rest.slice(1);
        at++;
      }
      return new Model(rest, units.slice(at));
    }
    case 10: {
      const count = below(4);
      if (units.length * count > MOST) return fresh();
      let list = [];
      for (let i = 0; i < count; i++) list = list.concat(units);
      return new Model(text.repeat(count), list);
    }
    case 11: {
      const length = units.length + below(10);
      const fill = new Array(length - units.length).fill(42);
      return chance(50) ? new Model(text.padStart(length, '*'), fill.concat(units)) : new Model(text.padEnd(length, '*'), units.concat(fill));
    }
    case 12: {
      const pieces = text.split('a');
      let list = [], place = 0;
      for (const u of units) {
        if (u === 97) {
          same('piece of split', list.length, pieces[place++].length);
          list = [];
        } else list.push(u);
      }
      same('pieces of split', place + 1, pieces.length);
      return new Model(pieces.join('bb'), units.flatMap((u) => (u === 97 ? [98, 98] : [u])));
    }
    case 13: return new Model(text.replaceAll('e', 'E'), units.map((u) => (u === 101 ? 69 : u)));
    case 14: {
      const lower = (u) => (u >= 97 && u <= 122 ? u - 32 : u);
      if (units.some((u) => u > 127)) return fresh();
      return new Model(text.toUpperCase(), units.map(lower));
    }
    case 15: {
      const codes = [...text].map((c) => c.codePointAt(0));
      return new Model(String.fromCodePoint(...codes), units);
    }
    case 16: {
      const copy = JSON.parse(JSON.stringify(text));
      return new Model(copy, units);
    }
    case 17: {
      const at = below(units.length + 1);
      const list = at < units.length ? [units[at]] : [];
      return new Model(text.charAt(at), list);
    }
    case 18:
      if (units.length + other.units.length > MOST) return fresh();
      return new Model([text, other.text].join(''), units.concat(other.units));
    default: return fresh();
  }
}

function probe() {
  const model = of(pool), other = of(pool);
  const { text, units } = model;
  switch (below(9)) {
    case 0: {
      const order = compare(units, other.units);
      same('less', order < 0, text < other.text);
      same('equal', order === 0, text === other.text);
      break;
    }
    case 1: {
      const start = below(units.length + 1), part = units.slice(start, start + below(5));
      const piece = text.slice(start, start + part.length);
      const from = below(units.length + 1);
      same('indexOf', find(units, part, from), text.indexOf(piece, from));
      same('includes', find(units, part, 0) >= 0, text.includes(piece));
      same('startsWith', find(units.slice(0, part.length), part, 0) === 0, text.startsWith(piece));
      same('endsWith', find(units, part, units.length - part.length) >= 0 && units.length >= part.length, text.endsWith(piece));
      break;
    }
    case 2:
      if (units.length > 60) break;
      names['p' + text] = step;
      same('property key', step, names['p' + String.fromCharCode(...units)]);
      break;
    case 3:
      table.set(text, step);
      same('key of a Map', step, table.get(text.slice(0, 3) + text.slice(3)));
      if (table.size > 300) table.clear();
      break;
    case 4: {
      const at = below(units.length + 2);
      same('index', at < units.length ? String.fromCharCode(units[at]) : undefined, text[at]);
      same('at', units.length > 0 ? String.fromCharCode(units[units.length - 1]) : undefined, text.at(-1));
      break;
    }
    case 5: {
      let last = -1;
      for (let i = 0; i < units.length; i++) if (units[i] === 98) last = i;
      same('lastIndexOf', last, text.lastIndexOf('b'));
      const found = text.search(/[x-z]/);
      same('search', units.findIndex((u) => u >= 120 && u <= 122), found);
      break;
    }
    case 6: {
      let count = 0;
      for (const u of units) if (u === 99) count++;
      same('match', count, (text.match(/c/g) || []).length);
      break;
    }
    case 7: {
      let count = 0;
      for (let i = 0; i < units.length; i++) {
        const pair = units[i] >= 0xd800 && units[i] < 0xdc00 && units[i + 1] >= 0xdc00 && units[i + 1] < 0xe000;
        if (pair) i++;
        count++;
      }
      let got = 0;
      for (const c of text) got += c.length > 0 ? 1 : 0;
      same('code points', count, got);
      break;
    }
    case 8:
      checkText(model);
      break;
  }
}

const pool = [];
for (let i = 0; i < 10; i++) pool.push(fresh());
while (step < EDITS) {
  step++;
  if (chance(50)) {
    const model = made();
    if (chance(40)) checkText(model);
    if (pool.length < 40) pool.push(model);
    else pool[below(pool.length)] = model;
  } else probe();
  if (chance(10)) churn();
}
pool.forEach((model) => checkText(model));
finish('strings');
