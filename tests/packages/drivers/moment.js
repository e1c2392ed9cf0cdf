const moment = require('moment');
const a = moment.utc('2024-02-29T13:45:06.789Z');
console.log(
  a.format('dddd, MMMM Do YYYY, h:mm:ss.SSS a [Q]Q WW x X'),
  a.add(1, 'year').format(),
  a.isLeapYear(),
  a.startOf('week').toISOString(),
);
console.log(
  moment.duration(90061, 'seconds').humanize(),
  moment.duration({ hours: 5, minutes: 61 }).toISOString(),
  moment.utc('12/25/1995', 'MM/DD/YYYY', true).isValid(),
  moment.utc('x', 'Y', true).isValid(),
);
console.log(
  moment.utc([2020, 0, 31]).add(1, 'month').format('L LT'),
  moment.utc('2020-01-01').from(moment.utc('2021-06-01')),
  moment.utc('2020-01-01').diff(moment.utc('2019-03-04'), 'days', true),
);
console.log(
  moment.utc('2020-05-05').calendar(moment.utc('2020-05-06')),
  moment.parseZone('2013-01-01T00:00:00-13:00').utcOffset(),
  moment.utc(0).toArray(),
  JSON.stringify({ m: moment.utc(0) }),
);
for (const u of ['year', 'quarter', 'month', 'isoWeek', 'day', 'hour'])
  console.log(u, moment.utc('2024-08-15T10:20:30Z').endOf(u).format());
console.log(moment.locale(), moment.localeData().monthsShort(), moment.months());
