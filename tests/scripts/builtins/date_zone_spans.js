// Local time asked for in every order: by years forwards, backwards and by chance, before and after all rules.
const day = 86400000;
const shown = [];
for (let year = 1890; year < 2100; year += 7) shown.push(String(new Date(Date.UTC(year, 0, 15))), String(new Date(Date.UTC(year, 6, 15))));
for (let year = 2099; year > 1890; year -= 11) shown.push(new Date(Date.UTC(year, 3, 1)).toTimeString(), new Date(Date.UTC(year, 9, 30)).getTimezoneOffset());
let seed = 3;
for (let i = 0; i < 150; i++) {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  const d = new Date((seed - 0x3fffffff) * 2000);
  shown.push(`${d.getTimezoneOffset()} ${d.getHours()} ${d.toString()}`);
}
for (const t of [8.64e15, -8.64e15, 0, -1, Date.UTC(12345, 6, 7), Date.UTC(-5, 1, 2), Date.UTC(0, 0, 1), 253370764800000, 253402300800000]) {
  const d = new Date(t);
  shown.push(d.toString(), d.toISOString(), d.toUTCString(), d.toDateString());
}
console.log(shown.join('\n'));
for (let t = Date.UTC(2026, 2, 28, 23); t < Date.UTC(2026, 2, 29, 4); t += 1800000) console.log(new Date(t).toString(), new Date(t).toLocaleString('en-US', { timeZoneName: 'long' }));
console.log(new Date(2026, 2, 29, 2, 30).toISOString(), new Date(2026, 9, 25, 2, 30).toISOString(), new Date(1950, 0, 1).toISOString());
const a = new Date(5 * day);
console.log(a - new Date(0), a > new Date(0), `${a}`, a + 1, +a, a[Symbol.toPrimitive]('number'), a[Symbol.toPrimitive]('string'), a[Symbol.toPrimitive]('default'));
for (const hint of ['', 'Number', 'numb' + 'er', 5, undefined]) try { console.log(a[Symbol.toPrimitive](hint)); } catch (e) { console.log(e.message); }
