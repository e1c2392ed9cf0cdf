// Time zones: hours that are skipped or come twice, changes of the offset, years far away.
const zoned = Temporal.ZonedDateTime.from('2024-03-30T02:30[Europe/Paris]');
console.log(`${zoned}`, `${zoned.add({ days: 1 })}`, `${zoned.add({ hours: 24 })}`, zoned.add({ days: 1 }).hoursInDay);
for (const disambiguation of ['compatible', 'earlier', 'later', 'reject']) {
  for (const text of ['2024-03-31T02:30[Europe/Paris]', '2024-10-27T02:30[Europe/Paris]']) {
    try {
      console.log(disambiguation, `${Temporal.ZonedDateTime.from(text, { disambiguation })}`);
    } catch (error) {
      console.log(disambiguation, error.name);
    }
  }
}
const next = zoned.getTimeZoneTransition('next');
console.log(`${next}`, `${next.getTimeZoneTransition('next')}`, `${next.getTimeZoneTransition('previous')}`);
console.log(`${zoned.withTimeZone('Asia/Tokyo')}`, zoned.withTimeZone('America/New_York').offset, zoned.timeZoneId);
console.log(`${zoned.startOfDay()}`, `${zoned.toInstant()}`, zoned.epochMilliseconds, zoned.offsetNanoseconds);
console.log(`${zoned.until('2024-04-01T00:00[Europe/Paris]')}`, `${zoned.until('2024-04-01T00:00[Europe/Paris]', { largestUnit: 'day' })}`);
console.log(zoned.equals(zoned.withTimeZone('europe/paris')), zoned.with({ hour: 12, offset: '+05:00' }).toString());

// Before the first rule and after the last year of the zone files.
const early = Temporal.PlainDateTime.from('-100000-01-01T12:00').toZonedDateTime('Europe/Paris');
const late = Temporal.PlainDateTime.from('+200000-07-01T12:00').toZonedDateTime('Europe/Paris');
console.log(`${early}`, `${late}`, `${late.getTimeZoneTransition('next')}`, `${late.getTimeZoneTransition('previous')}`);
console.log(`${early.getTimeZoneTransition('next')}`, early.getTimeZoneTransition('previous'));
const india = late.withTimeZone('Asia/Kolkata');
console.log(`${india}`, india.getTimeZoneTransition('next'), `${india.getTimeZoneTransition('previous')}`);
console.log(`${new Temporal.ZonedDateTime(8640000000000000000000n, 'Europe/Paris').startOfDay()}`);
console.log(Temporal.ZonedDateTime.from('2024-01-01T00:00+05:30[+05:30]').timeZoneId, Temporal.Now.timeZoneId());

// Where offset and zone differ.
for (const offset of ['use', 'ignore', 'prefer', 'reject']) {
  try {
    console.log(offset, `${Temporal.ZonedDateTime.from('2024-07-01T12:00+01:00[Europe/Paris]', { offset })}`);
  } catch (error) {
    console.log(offset, error.message);
  }
}
console.log(zoned.toLocaleString('en-US'), '|', zoned.toInstant().toLocaleString('en-US', { timeZone: 'UTC' }));
