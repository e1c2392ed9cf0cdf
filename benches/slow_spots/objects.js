// Objects, their keys and JSON.
'use strict';

const small = { a: 1, b: 'two', c: [3, 4], d: { e: null } };
const record = (i) => ({ id: i, name: 'user ' + i, tags: ['a', 'b'], active: true, score: i / 3, address: { street: 'Main ' + i, city: 'Paris' } });
const records = Array.from({ length: 200 }, (_, i) => record(i));
const recordsText = JSON.stringify(records);
const smallText = JSON.stringify(small);
const numbers = Array.from({ length: 1000 }, (_, i) => i);
const doubles = Array.from({ length: 1000 }, (_, i) => i / 7);
const numbersText = JSON.stringify(numbers);
const doublesText = JSON.stringify(doubles);
const strings = Array.from({ length: 500 }, (_, i) => 'some string with a "quote" and a number ' + i);
const plainStrings = Array.from({ length: 500 }, (_, i) => 'some string without anything to escape ' + i);
const stringsText = JSON.stringify(strings);
const plainText = JSON.stringify(plainStrings);
const keyed = Object.fromEntries(numbers.map((i) => ['key' + i, i]));
const keyedText = JSON.stringify(keyed);

const cases = {
  json_stringify(n = 500) { let t = 0; for (let i = 0; i < n; i++) t += JSON.stringify(records).length; return t; },
  json_stringify_small(n = 300000) { let t = 0; for (let i = 0; i < n; i++) t += JSON.stringify(small).length; return t; },
  json_stringify_indent(n = 300) { let t = 0; for (let i = 0; i < n; i++) t += JSON.stringify(records, null, 2).length; return t; },
  json_stringify_numbers(n = 2500) { let t = 0; for (let i = 0; i < n; i++) t += JSON.stringify(numbers).length; return t; },
  json_stringify_doubles(n = 700) { let t = 0; for (let i = 0; i < n; i++) t += JSON.stringify(doubles).length; return t; },
  json_stringify_strings(n = 1500) { let t = 0; for (let i = 0; i < n; i++) t += JSON.stringify(strings).length; return t; },
  json_stringify_plain(n = 3000) { let t = 0; for (let i = 0; i < n; i++) t += JSON.stringify(plainStrings).length; return t; },
  json_stringify_keyed(n = 1200) { let t = 0; for (let i = 0; i < n; i++) t += JSON.stringify(keyed).length; return t; },
  json_stringify_replacer(n = 150) { let t = 0; for (let i = 0; i < n; i++) t += JSON.stringify(records, (k, v) => (k === 'score' ? undefined : v)).length; return t; },
  json_stringify_string(n = 1500000) { let t = 0; for (let i = 0; i < n; i++) t += JSON.stringify('hello world').length; return t; },
  json_parse(n = 300) { let t = 0; for (let i = 0; i < n; i++) t += JSON.parse(recordsText).length; return t; },
  json_parse_small(n = 200000) { let t = 0; for (let i = 0; i < n; i++) t += JSON.parse(smallText).a; return t; },
  json_parse_numbers(n = 2000) { let t = 0; for (let i = 0; i < n; i++) t += JSON.parse(numbersText).length; return t; },
  json_parse_doubles(n = 700) { let t = 0; for (let i = 0; i < n; i++) t += JSON.parse(doublesText).length; return t; },
  json_parse_strings(n = 1000) { let t = 0; for (let i = 0; i < n; i++) t += JSON.parse(stringsText).length; return t; },
  json_parse_plain(n = 1500) { let t = 0; for (let i = 0; i < n; i++) t += JSON.parse(plainText).length; return t; },
  json_parse_keyed(n = 300) { let t = 0; for (let i = 0; i < n; i++) t += JSON.parse(keyedText).key7; return t; },
  json_parse_reviver(n = 100) { let t = 0; for (let i = 0; i < n; i++) t += JSON.parse(recordsText, (k, v) => v).length; return t; },
  json_clone(n = 80000) { let t = 0; for (let i = 0; i < n; i++) t += JSON.parse(JSON.stringify(small)).a; return t; },
  structured_clone(n = 30000) { let t = 0; for (let i = 0; i < n; i++) t += structuredClone(small).a; return t; },
  object_keys(n = 1500000) { let t = 0; for (let i = 0; i < n; i++) t += Object.keys(small).length; return t; },
  object_values(n = 1000000) { let t = 0; for (let i = 0; i < n; i++) t += Object.values(small).length; return t; },
  object_entries(n = 500000) { let t = 0; for (let i = 0; i < n; i++) t += Object.entries(small).length; return t; },
  object_entries_loop(n = 400000) { let t = 0; const o = { a: 1, b: 2, c: 3 }; for (let i = 0; i < n; i++) for (const [k, v] of Object.entries(o)) t += k.length + v; return t; },
  object_from_entries(n = 300000) { const e = [['a', 1], ['b', 2], ['c', 3]]; let t = 0; for (let i = 0; i < n; i++) t += Object.fromEntries(e).b; return t; },
  object_keys_large(n = 2000) { let t = 0; for (let i = 0; i < n; i++) t += Object.keys(keyed).length; return t; },
  object_assign(n = 1000000) { let t = 0; for (let i = 0; i < n; i++) t += Object.assign({}, small, { z: i }).z; return t; },
  object_spread(n = 2000000) { let t = 0; for (let i = 0; i < n; i++) t += { ...small }.a; return t; },
  object_spread_more(n = 1000000) { let t = 0; for (let i = 0; i < n; i++) t += { ...small, a: i, z: 2 }.a; return t; },
  object_freeze(n = 500000) { let t = 0; for (let i = 0; i < n; i++) t += Object.freeze({ a: 1, b: i }).b; return t; },
  object_create(n = 1000000) { let t = 0; for (let i = 0; i < n; i++) t += Object.create(small).a; return t; },
  object_define(n = 300000) { let t = 0; for (let i = 0; i < n; i++) t += Object.defineProperty({}, 'x', { value: 1, enumerable: true }).x; return t; },
  object_is(n = 4000000) { let t = 0; for (let i = 0; i < n; i++) if (Object.is(i, 5)) t++; return t; },
  has_own(n = 3000000) { let t = 0; for (let i = 0; i < n; i++) if (Object.hasOwn(small, 'c')) t++; return t; },
  has_own_property(n = 4000000) { let t = 0; for (let i = 0; i < n; i++) if (small.hasOwnProperty('c')) t++; return t; },
  get_prototype_of(n = 4000000) { let t = 0; for (let i = 0; i < n; i++) if (Object.getPrototypeOf(small) === Object.prototype) t++; return t; },
  in_operator(n = 6000000) { let t = 0; for (let i = 0; i < n; i++) if ('c' in small) t++; return t; },
  in_dynamic(n = 4000000) { const ks = ['a', 'b', 'x', 'toString']; let t = 0; for (let i = 0; i < n; i++) if (ks[i & 3] in small) t++; return t; },
  delete_add(n = 1500000) { const o = { a: 1, b: 2 }; for (let i = 0; i < n; i++) { o.c = i; delete o.c; } return Object.keys(o).length; },
  delete_first(n = 700000) { let t = 0; for (let i = 0; i < n; i++) { const o = { a: 1, b: 2, c: i }; delete o.a; t += o.c; } return t; },
  dictionary(n = 1000000) { const o = {}; for (let i = 0; i < n; i++) { const k = 'k' + (i & 1023); o[k] = (o[k] || 0) + 1; } return o.k5; },
  dictionary_new_keys(n = 150000) { let o = {}; for (let i = 0; i < n; i++) o['key' + i] = i; return o.key5; },
  dynamic_key(n = 6000000) { const ks = ['a', 'b', 'c', 'd']; const o = { a: 1, b: 2, c: 3, d: 4 }; let t = 0; for (let i = 0; i < n; i++) t += o[ks[i & 3]]; return t; },
  computed_literal(n = 1000000) { let t = 0; for (let i = 0; i < n; i++) { const k = i & 1 ? 'x' : 'y'; const o = { [k]: 1, z: 2 }; t += o.z; } return t; },
  integer_keys(n = 3000000) { const o = {}; for (let i = 0; i < n; i++) o[i & 255] = i; return Object.keys(o).length; },
  polymorphic(n = 5000000) { const os = [{ a: 1 }, { b: 1, a: 2 }, { c: 1, a: 3 }, { d: 1, a: 4 }]; let t = 0; for (let i = 0; i < n; i++) t += os[i & 3].a; return t; },
  megamorphic(n = 3000000) { const os = Array.from({ length: 16 }, (_, i) => ({ ['p' + i]: 1, a: i })); let t = 0; for (let i = 0; i < n; i++) t += os[i & 15].a; return t; },
  missing(n = 6000000) { let t = 0; for (let i = 0; i < n; i++) if (small.zzz === undefined) t++; return t; },
  symbol_keys(n = 4000000) { const s = Symbol('s'); const o = { [s]: 1 }; let t = 0; for (let i = 0; i < n; i++) t += o[s]; return t; },
  property_names(n = 800000) { let t = 0; for (let i = 0; i < n; i++) t += Object.getOwnPropertyNames(small).length; return t; },
  descriptors(n = 400000) { let t = 0; for (let i = 0; i < n; i++) t += Object.getOwnPropertyDescriptor(small, 'a').value; return t; },
  to_string_tag(n = 1500000) { let t = 0; for (let i = 0; i < n; i++) t += Object.prototype.toString.call(small).length; return t; },
  object_to_string(n = 1500000) { const o = { toString() { return 'abc'; } }; let t = 0; for (let i = 0; i < n; i++) t += `${o}`.length; return t; },
  value_of(n = 3000000) { const o = { valueOf() { return 3; } }; let t = 0; for (let i = 0; i < n; i++) t += o * 2; return t; },
};
const name = process.argv[2]; if (name) console.log(cases[name]()); else console.log(Object.keys(cases).join('\n'));
