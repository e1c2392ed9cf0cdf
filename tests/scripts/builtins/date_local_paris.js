// Local time under TZ=Europe/Paris.
const P = (...a) => console.log(...a);
const d = new Date(2024, 6, 14, 10, 30, 15, 250);
P(
  d.toString(),
  d.toDateString(),
  d.toTimeString(),
  d.toISOString(),
  d.getTimezoneOffset(),
  d.getFullYear(),
  d.getMonth(),
  d.getDate(),
  d.getDay(),
  d.getHours(),
  d.getMinutes(),
  d.getSeconds(),
  d.getMilliseconds(),
  d.getYear()
);
const w = new Date(2024, 0, 15);
P(w + '', w.getTimezoneOffset(), w.toISOString());
P(
  new Date(2024, 2, 31, 1, 59).toISOString(),
  new Date(2024, 2, 31, 2, 30).toISOString(),
  new Date(2024, 2, 31, 3, 0).toISOString(),
  new Date(2024, 9, 27, 1, 59).toISOString(),
  new Date(2024, 9, 27, 2, 30).toISOString(),
  new Date(2024, 9, 27, 3, 0).toISOString()
);
const s = new Date(2024, 2, 30, 2, 30);
s.setDate(31);
P(s.toString());
s.setDate(32);
P(s.toString());
s.setHours(2);
P(s.toString());
for (const [m, ...a] of [
  ['setFullYear', 2020, 1, 29],
  ['setMonth', 0],
  ['setDate', 31],
  ['setHours', 23, 59, 59, 999],
  ['setMinutes', -1],
  ['setSeconds', 3600],
  ['setMilliseconds', -1],
  ['setYear', 95],
  ['setMonth', 11, 25]
]) {
  const x = new Date(d);
  x[m](...a);
  P(m, x.toString());
}
P(
  new Date(99, 0).getFullYear(),
  new Date(0, 0).getFullYear(),
  new Date(100, 0).getFullYear(),
  new Date(-1, 0).toISOString(),
  new Date(2024, 0, 1, 0, 0, 0).getTime(),
  new Date(1900, 0, 1).toISOString(),
  new Date(1940, 5, 20).toString(),
  new Date(1976, 5, 1).toString(),
  new Date(1970, 0, 1).toString(),
  new Date(2050, 6, 1).toString(),
  new Date(1890, 0, 1).toString()
);
for (const str of [
  '2024-07-14',
  '2024-07-14T10:30',
  '2024-07-14T10:30:15',
  '2024-07-14T10:30:15.5',
  '2024-07-14T10:30Z',
  '2024-07-14T10:30:15.123456Z',
  '2024-07-14T10:30+02:00',
  '2024-07-14T10:30-0500',
  '2024',
  '2024-07',
  '+002024-07-14T00:00Z',
  '-000001-01-01T00:00:00Z',
  '-000000-01-01T00:00:00Z',
  '2024-13-01',
  '2024-02-30',
  '2024-02-30T00:00',
  '2024-07-14T24:00:00Z',
  '2024-07-14T24:00:01Z',
  '2024-07-14T25:00',
  '2024-7-4',
  '7/14/2024',
  '07/14/2024 10:30',
  'July 14, 2024',
  'Jul 14 2024 10:30:00',
  '14 July 2024',
  'Sun Jul 14 2024',
  'Sun, 14 Jul 2024 10:30:00 GMT',
  'Sun Jul 14 2024 10:30:00 GMT+0200 (CEST)',
  'Jul 14 2024 10:30 PM',
  '2024-07-14 10:30',
  '2024-07-14 10:30:15',
  '2024/07/14',
  'Jan 1 00',
  '1/1/99',
  '1/1/49',
  'garbage',
  '',
  '2024-07-14T',
  'T10:30',
  '14/07/2024',
  '2024-07-14T10:30:15z',
  '2024-07-14t10:30:15Z',
  '10:30',
  'Thu, 01 Jan 1970 00:00:00 GMT+0300',
  '2024-07-14T10:30:15.1234567+01:00',
  '1e3',
  '20240714',
  'Mon, 25 Dec 1995 13:30:00 +0430',
  'Dec 25, 1995',
  'Wed, 09 Aug 1995 00:00:00 EST',
  '2000-01-01T12:00:00 PM',
  '(comment) Jan 2 2003'
]) {
  const x = new Date(str);
  P(JSON.stringify(str), isNaN(x) ? NaN : x.toISOString(), Date.parse(str));
}
P(
  Date.parse(d.toString()) === Math.floor(+d / 1000) * 1000,
  Date.parse(d.toUTCString()) === Math.floor(+d / 1000) * 1000,
  Date.parse(d.toISOString()) === +d
);
P(`${d}`, d + 1, d[Symbol.toPrimitive]('string'), [d] + '', { d }, [new Date(0)]);
let sum = 0;
for (let m = 0; m < 36; m++) {
  const x = new Date(2022, m, 15, 12);
  sum += x.getTimezoneOffset() * (m + 1) + x.getDay();
}
P(sum);
const days = Array.from({ length: 5 }, (_, i) => new Date(2024, 9, 25 + i).toISOString());
P(days);
