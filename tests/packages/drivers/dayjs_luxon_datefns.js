const dayjs = require('dayjs');
dayjs.extend(require('dayjs/plugin/utc'));
dayjs.extend(require('dayjs/plugin/duration'));
dayjs.extend(require('dayjs/plugin/relativeTime'));
dayjs.extend(require('dayjs/plugin/customParseFormat'));
const d = dayjs.utc('2024-02-29T01:02:03Z');
console.log(
  d.add(1, 'month').format('YYYY-MM-DDTHH:mm:ss dddd MMM D h A'),
  d.diff('2023-01-01', 'month', true),
  d.endOf('year').toISOString(),
  dayjs.duration(12345678).format('D HH:mm:ss'),
  d.from(dayjs.utc('2020-01-01')),
  dayjs.utc('05/02/69 1:02:03 PM', 'MM/DD/YY h:mm:ss A').format(),
);
const f = require('date-fns');
const u = (y, m, day) => new Date(y, m, day, 12);
console.log(
  f.format(u(2020, 1, 3), "EEEE, do MMMM yyyy 'at' HH:mm QQQ"),
  f.differenceInBusinessDays(u(2020, 1, 20), u(2020, 0, 1)),
  f.formatDistance(u(2020, 1, 3), u(2021, 5, 7)),
  f.eachWeekOfInterval({ start: u(2020, 0, 1), end: u(2020, 1, 1) }).length,
  f.isValid(f.parse('31/02/2020', 'dd/MM/yyyy', new Date(0))),
  f.getISOWeek(u(2021, 0, 3)),
  f.intervalToDuration({ start: u(2019, 0, 31), end: u(2020, 2, 1) }),
);
const { DateTime, Duration, Interval } = require('luxon');
const t = DateTime.fromISO('2017-05-15T09:10:23.5Z', { zone: 'utc' });
console.log(
  t.toISO(),
  t.plus({ months: 9, days: 20 }).toISODate(),
  t.weekNumber,
  t.toFormat('yyyy LLL dd HH:mm:ss.SSS ZZ'),
  t.startOf('quarter').toISO(),
  t.ordinal,
  t.isInLeapYear,
);
console.log(
  Duration.fromISO('P1Y2M3DT4H').toObject(),
  Interval.fromISO('2020-01-01T00:00Z/2020-03-05T00:00Z').length('days'),
  DateTime.fromISO('bad').invalidReason,
  DateTime.fromFormat('23 6 2020', 'd M yyyy', { zone: 'utc' }).toISO(),
);
