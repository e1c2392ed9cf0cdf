// flags: --virtual-time
// Temporal's clock is the script's: virtual time moves it, and nothing else.
const start = Temporal.Now.instant();
console.log(start.epochMilliseconds === Date.now());
setTimeout(() => {
  const passed = start.until(Temporal.Now.instant(), { largestUnit: 'hour', smallestUnit: 'second' });
  console.log(`${passed}`);
  const here = Temporal.Now.zonedDateTimeISO();
  const same = (a, b) => console.log(`${a}` === `${b}`);
  same(here.toPlainDate(), Temporal.Now.plainDateISO());
  same(here.toPlainTime(), Temporal.Now.plainTimeISO());
  same(here.toPlainDateTime(), Temporal.Now.plainDateTimeISO());
  same(here.withTimeZone('Asia/Tokyo'), Temporal.Now.zonedDateTimeISO('Asia/Tokyo'));
  console.log(here.epochMilliseconds === Date.now(), here.timeZoneId);
}, 90 * 60 * 1000);
