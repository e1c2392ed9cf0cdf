// How the console shows them.
const util = require('util');
const date = Temporal.PlainDate.from('2024-02-29');
console.log(date, [date], { date }, new Map([['day', date]]));
console.log(Temporal.PlainDate.from('2024-02-29[u-ca=hebrew]'), Temporal.PlainTime.from('12:30'));
console.log(Temporal.PlainDateTime.from('2024-02-29T12:30:00.5'), Temporal.Instant.fromEpochMilliseconds(0));
console.log(Temporal.PlainYearMonth.from('2024-02'), Temporal.PlainMonthDay.from('02-29'), Temporal.Duration.from('P1DT3H'));
console.log(Temporal.ZonedDateTime.from('2024-02-29T12:30[Europe/Paris]'));
class Day extends Temporal.PlainDate {}
console.log(new Day(2024, 2, 29), Object.assign(Temporal.PlainDate.from('2024-03-01'), { note: 'spring' }));
console.log(util.inspect(date, { colors: true }), util.format('%s %o', date, 1), `${date}`);
console.log(Object.prototype.toString.call(date), Object.keys(date), Temporal, Temporal.Now);
console.log(Object.getOwnPropertyNames(Temporal).join());
date.toString = () => { throw new Error('a look runs no script'); };
console.log(date);
