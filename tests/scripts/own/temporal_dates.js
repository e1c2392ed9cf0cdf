// Everyday dates and times: making them, arithmetic, comparing, text.
const date = Temporal.PlainDate.from('2024-01-31');
console.log(date.year, date.month, date.monthCode, date.day, date.dayOfWeek, date.dayOfYear, date.inLeapYear);
console.log(String(date.add({ months: 1 })), String(date.subtract('P1Y')), String(date.with({ day: 1 })));
console.log(String(date.until('2024-03-01')), String(date.until('2024-03-01', { largestUnit: 'month' })));
console.log(date.equals('2024-01-31'), Temporal.PlainDate.compare(date, '2023-12-31'), JSON.stringify({ date }));

const dates = ['2024-05-01', '2023-01-01', '2024-04-30'].map((text) => Temporal.PlainDate.from(text));
console.log(dates.sort(Temporal.PlainDate.compare).join());

const time = Temporal.PlainTime.from({ hour: 23, minute: 59, second: 30.9 });
console.log(`${time}`, `${time.add({ minutes: 2 })}`, `${time.round('hour')}`, `${time.since('12:00')}`);

const both = date.toPlainDateTime(time);
console.log(both.toString({ smallestUnit: 'minute', calendarName: 'always' }), `${both.round({ smallestUnit: 'day' })}`);
console.log(`${both.toPlainDate()} ${both.toPlainTime()} ${date.toPlainYearMonth()} ${date.toPlainMonthDay()}`);

const month = Temporal.PlainYearMonth.from('2024-02');
console.log(month.daysInMonth, `${month.toPlainDate({ day: 29 })}`, `${month.add({ months: 11 })}`);
console.log(`${Temporal.PlainMonthDay.from('02-29').toPlainDate({ year: 2023 })}`);

// Calendars beside the ISO one.
const hebrew = date.withCalendar('hebrew');
console.log(hebrew.year, hebrew.monthCode, hebrew.day, hebrew.era, hebrew.eraYear, `${hebrew}`);
const japanese = Temporal.PlainDate.from({ calendar: 'japanese', era: 'reiwa', eraYear: 6, month: 1, day: 31 });
console.log(`${japanese}`, japanese.year, japanese.equals(date), japanese.withCalendar('iso8601').equals(date));

// Duration.
const duration = Temporal.Duration.from({ hours: 130, minutes: 20 });
console.log(`${duration}`, `${duration.round({ largestUnit: 'day' })}`, duration.total('minute'), duration.sign);
console.log(`${duration.negated()}`, `${duration.with({ minutes: 0, days: 1 })}`, new Temporal.Duration().blank);
const months = Temporal.Duration.from('P1M');
console.log(months.total({ unit: 'day', relativeTo: '2024-02-01' }), months.total({ unit: 'day', relativeTo: '2023-02-01' }));
console.log(Temporal.Duration.compare('PT24H', 'P1D'), Temporal.Duration.compare('PT1M', 'PT59S'));

// Objects of subclasses, and of Date.
class Day extends Temporal.PlainDate {
  get isWeekend() { return this.dayOfWeek > 5; }
}
const day = new Day(2024, 6, 8);
console.log(day.isWeekend, day instanceof Temporal.PlainDate, day.add({ days: 1 }) instanceof Day);
console.log(`${new Date(Date.UTC(2024, 1, 29)).toTemporalInstant()}`, Temporal.Instant.fromEpochMilliseconds(-1).epochNanoseconds);

// As people write them.
console.log(date.toLocaleString('en-US', { dateStyle: 'full' }), '|', time.toLocaleString('en-US'));
console.log(date.toLocaleString('de-DE'), '|', both.toLocaleString('en-GB'), '|', date.toLocaleString('en', { month: 'long', hour: 'numeric' }));
console.log(month.toLocaleString('en', { calendar: 'iso8601', month: 'long', year: 'numeric' }));

// Any order of reading is the specification's: alphabetical, each converted at once.
const log = [];
const bag = new Proxy({ year: 2024, month: 5, day: 17 }, {
  get(target, key) { log.push(String(key)); return target[key]; },
});
Temporal.PlainDateTime.from(bag, new Proxy({}, { get(_, key) { log.push(`option ${String(key)}`); } }));
console.log(log.join(' '));
