// Query languages: sql-formatter, knex, JSONata, JMESPath, i18next.
const { format } = require('sql-formatter');
const sql = "select a.id, b.*, case when x>1 then 'one' else null end as c, count(distinct y) over (partition by z order by w desc) from t1 a left join (select * from t2 where d in (1,2,3)) b on a.id=b.id where a.n like '%x%' and not exists (select 1) group by 1,2 having count(*)>1 order by 3 limit 10; insert into t (a,b) values (1,'x''y') on conflict do nothing; with recursive r as (select 1 union all select n+1 from r) select * from r -- end";
for (const language of ['sql', 'postgresql', 'mysql', 'bigquery', 'tsql']) console.log(format(sql, { language, keywordCase: 'upper', tabWidth: language.length, linesBetweenQueries: 2 }));
try { format('select (', { language: 'sql' }); } catch (e) { console.log(e.message.split('\n')[0]); }
const knex = require('knex');
for (const client of ['pg', 'mysql2', 'sqlite3', 'mssql']) {
  let k;
  try { k = knex({ client: class extends require(`knex/lib/dialects/${{ pg: 'postgres', mysql2: 'mysql', sqlite3: 'sqlite3', mssql: 'mssql' }[client]}`) { _driver() { return {}; } initializeDriver() {} initializePool() {} } }); } catch (e) { console.log(client, e.message.split('\n')[0]); continue; }
  const show = (q) => console.log(client, q.toString());
  show(k('users as u').select('u.id', k.raw('count(??) as n', ['p.id'])).leftJoin('posts as p', 'p.user', 'u.id').where({ active: true }).andWhere((b) => b.where('age', '>', 18).orWhereIn('role', ['a', "b'c"])).groupBy('u.id').havingRaw('count(*) > ?', [2]).orderBy('n', 'desc').limit(5).offset(10));
  show(k('t').insert([{ a: 1, b: null }, { a: 2, b: 'x' }])); show(k('t').where('id', 3).update({ a: k.raw('a + 1'), j: JSON.stringify({ k: [1] }) })); show(k('t').whereNull('a').del());
  show(k.with('w', k('x').where('y', 1)).select('*').from('w').unionAll([k('z')]));
}
const jsonata = require('jsonata'), jmespath = require('jmespath');
const data = { orders: [{ id: 1, items: [{ sku: 'a', price: 2.5, n: 4 }, { sku: 'b', price: 10, n: 1 }], tags: ['x', 'y'] }, { id: 2, items: [{ sku: 'a', price: 2, n: 3 }], tags: [] }], who: { first: 'Ann', last: 'Lee' } };
(async () => {
  for (const q of ['$sum(orders.items.(price * n))', 'orders{ $string(id): $sum(items.n) }', "orders.items[sku='a'].price", 'orders^(>id).id', "who.first & ' ' & $uppercase(who.last)", '$map(orders, function($o, $i) { $o.tags ~> $join("-") & $i })', '( $f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(10) )', "$match('a1b22', /[a-z](\\d+)/).groups", 'orders.**.price', "$formatNumber(1234.5, '#,##0.00')", "$fromMillis(0, '[Y0001]-[M01]-[D01] [FNn]')", '$sort([3,1,2], function($a,$b) { $a > $b })', 'orders[0].items.{ "k": sku, "v": $round(price * 1.1, 1) }', '$reduce([1..5], $multiply)', '1 + ', '$nope(1)']) {
    try { console.log(q, '=>', JSON.stringify(await jsonata(q).evaluate(data))); } catch (e) { console.log(q, 'threw', e.code, e.message, e.position); }
  }
  for (const q of ['orders[*].items[?price > `2`].sku[]', 'orders[].{id: id, total: sum(items[].n)}', 'sort_by(orders, &id)[-1].id', "join(', ', keys(who))", 'orders[?contains(tags, `"x"`)].id | [0]', 'length(orders[0].items)', 'max_by(orders[].items[], &price).sku', 'orders[::2].id', 'not_null(nope, who.first)', 'orders[', 'abs(`"a"`)']) {
    try { console.log(q, '=>', JSON.stringify(jmespath.search(data, q))); } catch (e) { console.log(q, 'threw', e.name, e.message); }
  }
  const i18n = require('i18next');
  await i18n.init({ lng: 'de', fallbackLng: 'en', resources: { en: { translation: { hi: 'Hi {{name}}', n_one: '{{count}} thing', n_other: '{{count}} things', deep: { k: 'see $t(hi, {"name": "you"})' }, date: '{{d, number(minimumFractionDigits: 2)}}' } }, de: { translation: { hi: 'Hallo {{- name}}', n_one: 'ein Ding', n_other: '{{count}} Dinge', ctx_male: 'er', ctx: 'es' } } } });
  console.log(i18n.t('hi', { name: '<b>' }), i18n.t('n', { count: 1 }), i18n.t('n', { count: 5 }), i18n.t('deep.k'), i18n.t('ctx', { context: 'male' }), i18n.t('nope'), i18n.t('date', { d: 1234.5 }), i18n.t('hi', { lng: 'en', name: '<b>' }), i18n.exists('deep.k'), i18n.dir('ar'));
})();
