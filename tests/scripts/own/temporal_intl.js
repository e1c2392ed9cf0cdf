// Intl.DateTimeFormat writes what an object of Temporal has of the fields that are asked for.
const all = {
  date: Temporal.PlainDate.from('2024-02-29'),
  time: Temporal.PlainTime.from('13:37:08'),
  both: Temporal.PlainDateTime.from('2024-02-29T13:37:08'),
  month: Temporal.PlainYearMonth.from({ year: 2024, month: 2, calendar: 'gregory' }),
  day: Temporal.PlainMonthDay.from({ monthCode: 'M02', day: 29, calendar: 'gregory' }),
  instant: Temporal.Instant.from('2024-02-29T12:37:08Z'),
  zoned: Temporal.ZonedDateTime.from('2024-02-29T13:37:08[Europe/Paris]'),
};
const formats = [{}, { dateStyle: 'long' }, { timeStyle: 'short' }, { month: 'long', hour: 'numeric' }, { year: 'numeric', timeZone: 'Asia/Tokyo' }];
for (const options of formats) {
  const format = new Intl.DateTimeFormat('en-US', options);
  for (const [name, object] of Object.entries(all)) {
    let text;
    try { text = format.format(object); } catch (error) { text = error.name; }
    console.log(JSON.stringify(options), name, text);
  }
}
const short = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', year: 'numeric' });
console.log(short.formatRange(all.date, all.date.add({ days: 3 })), '|', short.formatRange(all.month, all.month.add({ months: 1 })));
console.log(short.formatToParts(all.day).map((part) => part.type).join());
for (const [a, b] of [[all.date, all.both], [all.date, new Date(0)], [all.date, all.date.withCalendar('gregory')]]) {
  try { short.formatRange(a, b); } catch (error) { console.log(error.name, error.message); }
}
