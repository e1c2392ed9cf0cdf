// What is refused, and in which words.
const attempts = {
  text: () => Temporal.PlainDate.from('tomorrow'),
  'no such day': () => new Temporal.PlainDate(2023, 2, 29),
  reject: () => Temporal.PlainDate.from({ year: 2023, month: 2, day: 29 }, { overflow: 'reject' }),
  'missing field': () => Temporal.PlainDate.from({ year: 2023 }),
  'no fields': () => Temporal.PlainTime.from({}),
  'a number': () => Temporal.PlainDate.from(20240101),
  'no new': () => Temporal.PlainDate(2023, 2, 28),
  'not finite': () => new Temporal.PlainDate(2023, Infinity, 1),
  'fraction of a duration': () => new Temporal.Duration(1.5),
  'mixed signs': () => Temporal.Duration.from({ hours: 1, minutes: -1 }),
  unit: () => Temporal.PlainTime.from('12:00').round('lightyear'),
  'automatic unit': () => Temporal.PlainTime.from('12:00').round('auto'),
  'automatic total': () => Temporal.Duration.from('PT1H').total({ unit: 'auto' }),
  'no unit': () => Temporal.PlainTime.from('12:00').round(),
  'option of no object': () => Temporal.PlainDate.from('2024-01-01', 'reject'),
  overflow: () => Temporal.PlainDate.from('2024-01-01', { overflow: 'wrap' }),
  zone: () => Temporal.Now.zonedDateTimeISO('Mars/Olympus'),
  calendar: () => Temporal.Now.plainDateISO().withCalendar('discordian'),
  'years without a start': () => Temporal.Duration.from('P1Y').total('day'),
  range: () => Temporal.Instant.fromEpochMilliseconds(8.64e15).add({ nanoseconds: 1 }),
  'a date to a time': () => Temporal.PlainTime.from('12:00').with({ timeZone: 'UTC' }),
  'months of the moon': () => Temporal.PlainDate.from('-200000-01-01[u-ca=chinese]').until('2024-01-01[u-ca=chinese]', { largestUnit: 'month' }),
  'total of the moon': () => Temporal.Duration.from({ weeks: 1e6 }).total({ unit: 'month', relativeTo: '2024-01-01[u-ca=dangi]' }),
  'years of the moon': () => Temporal.PlainDate.from('1000-01-01[u-ca=chinese]').until('2024-01-01[u-ca=chinese]', { largestUnit: 'year' }),
  receiver: () => Temporal.PlainDate.prototype.add.call({}, 'P1D'),
  getter: () => Object.getOwnPropertyDescriptor(Temporal.PlainDate.prototype, 'year').get.call(1),
  'arithmetic': () => Temporal.PlainDate.from('2024-01-01') < Temporal.PlainDate.from('2024-01-02'),
  'equals alone': () => +Temporal.PlainMonthDay.from('01-01'),
  clone: () => structuredClone(Temporal.PlainDate.from('2024-01-01')),
  'field of a locale': () => Temporal.PlainTime.from('12:00').toLocaleString('en', { year: 'numeric' }),
  'calendar of a locale': () => Temporal.PlainDate.from('2024-01-01[u-ca=hebrew]').toLocaleString('en'),
};
for (const [name, attempt] of Object.entries(attempts)) {
  try {
    console.log(`${name}: no error, ${attempt()}`);
  } catch (error) {
    console.log(`${name}: ${error.name}: ${error.message}`);
  }
}
