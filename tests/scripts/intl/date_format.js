// Intl.DateTimeFormat: components, styles, hour cycles, zones, in loops over dates and locales.
const show = (...words) => console.log(words.map(String).join(' | '));
const attempt = f => {
  try {
    return f();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const dates = [Date.UTC(2024, 0, 5, 0, 3, 9, 87), Date.UTC(2023, 10, 30, 13, 45, 59, 999), Date.UTC(-42, 8, 1, 12)];
const resolved = formatter => {
  const { locale, calendar, numberingSystem, timeZone, ...rest } = formatter.resolvedOptions();
  return Object.entries(rest).map(([name, value]) => `${name}:${value}`).join(' ');
};
const format = (locale, options) => show(locale, JSON.stringify(options), attempt(() => {
  const formatter = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  return [resolved(formatter), ...dates.map(date => formatter.format(date))].join(' | ');
}));

// Every combination of a few components.
const weekday = [undefined, 'long', 'narrow'];
const year = [undefined, 'numeric', '2-digit'];
const month = [undefined, 'numeric', '2-digit', 'long', 'short', 'narrow'];
const day = [undefined, 'numeric', '2-digit'];
const given = options => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
for (const w of weekday) for (const y of year) for (const m of month) for (const d of day) {
  for (const locale of ['en', 'en-GB']) format(locale, given({ weekday: w, year: y, month: m, day: d }));
}
for (const hour of [undefined, 'numeric', '2-digit']) for (const minute of [undefined, 'numeric', '2-digit']) for (const second of [undefined, 'numeric']) for (const fractionalSecondDigits of [undefined, 1, 3]) {
  for (const hourCycle of [undefined, 'h11', 'h23']) format('en', given({ hour, minute, second, fractionalSecondDigits, hourCycle }));
  for (const hour12 of [true, false]) for (const locale of ['en', 'en-GB', 'fr']) format(locale, given({ hour, minute, second, hour12 }));
}
for (const dateStyle of [undefined, 'full', 'long', 'medium', 'short']) for (const timeStyle of [undefined, 'full', 'long', 'medium', 'short']) {
  // Zones have English names only.
  const others = timeStyle === 'full' ? [] : ['de', 'fr', 'es', 'ja', 'zh', 'ko', 'ru'];
  for (const locale of ['en', 'en-GB', 'en-AU', 'en-IN', ...others]) format(locale, given({ dateStyle, timeStyle }));
  for (const hourCycle of ['h11', 'h23']) format('en', given({ dateStyle, timeStyle, hourCycle }));
  format('en-GB', given({ dateStyle, timeStyle, hour12: true }));
}
for (const era of ['long', 'short', 'narrow']) for (const more of [{}, { year: 'numeric' }, { year: 'numeric', month: 'long' }, { month: 'short', day: 'numeric', year: 'numeric', weekday: 'long' }, { hour: 'numeric' }]) format('en', { era, ...more });
for (const dayPeriod of ['long', 'short', 'narrow']) for (const more of [{}, { hour: 'numeric' }, { hour: 'numeric', minute: '2-digit' }, { weekday: 'long', hour: 'numeric' }, { hour: 'numeric', hour12: false }]) format('en', { dayPeriod, ...more });
for (let hour = 0; hour < 24; hour++) show(hour, new Intl.DateTimeFormat('en', { hour: 'numeric', dayPeriod: 'short', timeZone: 'UTC' }).format(hour * 36e5));
for (const more of [{ month: 'long', hour: 'numeric' }, { month: 'short', hour: 'numeric' }, { month: 'numeric', hour: 'numeric', minute: '2-digit' }, { weekday: 'long', hour: 'numeric' }, { year: 'numeric', hour: 'numeric' }, { day: 'numeric', hour: 'numeric', second: '2-digit' }, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit' }, { month: 'long', day: 'numeric', minute: 'numeric' }]) {
  for (const locale of ['en', 'en-GB', 'en-ZA', 'de', 'fr', 'sv']) format(locale, more);
}

const regions = '001 150 AE AT AU BE BW BZ CA CH DE DK FI FR GB HK IE IL IN IT JP KE MT MV NL NZ PH PK SE SG US ZA ZW';
for (const region of regions.split(' ')) {
  for (const options of [{}, { dateStyle: 'full', timeStyle: 'short' }, { dateStyle: 'short', timeStyle: 'medium' }, { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' }, { month: 'numeric', day: 'numeric' }, { hour: 'numeric', minute: 'numeric' }]) format(`en-${region}`, options);
}
for (const locale of 'de-AT de-CH fr-CA fr-CH es-MX it pt pt-PT nl uk tr pl da el id ro hu nb fi cs sk hi'.split(' ')) {
  for (const options of [{}, { dateStyle: 'long', timeStyle: 'short' }, { month: 'long', year: 'numeric' }, { weekday: 'long', month: 'long', day: 'numeric' }]) format(locale, options);
}

for (const timeZone of ['UTC', 'gmt', 'Etc/UTC', 'america/new_york', 'US/Pacific', 'America/Denver', 'Pacific/Honolulu', 'Europe/London', 'Europe/Paris', 'Asia/Kolkata', 'Asia/Tokyo', 'Australia/Sydney', 'Australia/Lord_Howe', 'Etc/GMT+5', 'America/St_Johns', 'Africa/Johannesburg', 'nowhere', '']) {
  for (const timeZoneName of ['short', 'long', 'shortOffset', 'longOffset']) {
    for (const locale of ['en', 'en-GB', 'en-AU']) {
      show(timeZone, timeZoneName, locale, attempt(() => {
        const formatter = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName, hour: 'numeric', day: 'numeric' });
        return [formatter.resolvedOptions().timeZone, formatter.format(Date.UTC(2024, 0, 1)), formatter.format(Date.UTC(2024, 6, 1))].join(' | ');
      }));
    }
  }
}
for (const timeZone of ['America/New_York', 'Europe/Paris', 'Asia/Tokyo', 'Australia/Sydney']) {
  for (const timeZoneName of ['shortGeneric', 'longGeneric']) show(timeZone, new Intl.DateTimeFormat('en', { timeZone, timeZoneName }).format(0));
}
for (const system of ['arab', 'thai', 'fullwide', 'hanidec']) format(`en-u-nu-${system}`, { dateStyle: 'short', timeStyle: 'short' });

const parts = (locale, options) => show(...new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).formatToParts(dates[0]).map(({ type, value }) => `${type}=${value}`));
parts('en', {});
parts('en', { dateStyle: 'full', timeStyle: 'full' });
parts('en-GB', { dateStyle: 'long', timeStyle: 'short' });
parts('en', { hour: 'numeric', dayPeriod: 'short', fractionalSecondDigits: 2, second: 'numeric' });
parts('en', { era: 'short', month: 'narrow' });
parts('de', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });

const start = Date.UTC(2024, 0, 5, 10, 3, 9);
const later = { second: 5e3, minute: 6e5, hour: 36e5, half: 5 * 36e5, day: 864e5, month: 40 * 864e5, year: 400 * 864e5 };
for (const locale of ['en', 'en-GB', 'de', 'fr']) {
  for (const options of [{}, { dateStyle: 'full' }, { dateStyle: 'long' }, { dateStyle: 'medium' }, { dateStyle: 'short' }, { timeStyle: 'short' }, { timeStyle: 'medium' }, { dateStyle: 'medium', timeStyle: 'short' }, { hour: 'numeric' }, { hour: 'numeric', minute: '2-digit' }, { month: 'short', day: 'numeric' }, { month: 'long' }, { year: 'numeric' }, { year: 'numeric', month: 'long' }, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }, { day: 'numeric' }]) {
    const formatter = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    show(locale, JSON.stringify(options), ...Object.values(later).map(gap => attempt(() => formatter.formatRange(start, start + gap))), formatter.formatRange(start, start));
  }
}
const range = options => show(...new Intl.DateTimeFormat('en', { timeZone: 'UTC', ...options }).formatRangeToParts(start, start + later.day).map(({ type, value, source }) => `${source} ${type}=${value}`));
range({ dateStyle: 'medium' });
range({ dateStyle: 'short', timeStyle: 'short' });
range({ year: 'numeric' });
range({ month: 'short', day: 'numeric', year: 'numeric' });

const formatter = new Intl.DateTimeFormat('en', { dateStyle: 'short' });
show(attempt(() => formatter.format(NaN)), attempt(() => formatter.format('x')), attempt(() => formatter.formatRange(0)), attempt(() => formatter.formatRange(NaN, 0)), attempt(() => formatter.format(8.64e15 + 1)), formatter.format === formatter.format, [0, 864e5].map(formatter.format));
for (const options of [{ dateStyle: 'x' }, { dateStyle: 'full', day: 'numeric' }, { timeStyle: 'full', era: 'long' }, { timeStyle: 'full', fractionalSecondDigits: 1 }, { timeZone: 'x' }, { timeZone: '+1' }, { month: 'x' }, { fractionalSecondDigits: 4 }, { hourCycle: 'x' }, { calendar: '1' }, { numberingSystem: '1' }, { timeZoneName: 'x' }, { formatMatcher: 'x' }, null]) {
  show(JSON.stringify(options), attempt(() => new Intl.DateTimeFormat('en', options).format(0)), attempt(() => new Date(0).toLocaleString('en', options)));
}
show(attempt(() => new Date().toLocaleDateString('en', { timeStyle: 'full' })), attempt(() => new Date().toLocaleTimeString('en', { dateStyle: 'full' })), attempt(() => new Date().toLocaleDateString('en', { dateStyle: 'full', timeStyle: 'full' })));
for (const options of [undefined, { hour: 'numeric' }, { weekday: 'long' }, { timeZone: 'America/New_York' }, { dayPeriod: 'short' }, { era: 'short' }, { hour12: false }]) {
  const date = new Date(dates[0]);
  show(JSON.stringify(options), date.toLocaleString('en', options), date.toLocaleDateString('en', options), date.toLocaleTimeString('en', options), date.toLocaleString('de', options));
}
show(new Date(NaN).toLocaleString(), Intl.DateTimeFormat.supportedLocalesOf(['en-GB', 'xx', 'de']), [new Date(dates[0])].toLocaleString('en', { timeZone: 'UTC' }));
console.log(new Intl.DateTimeFormat().resolvedOptions(), new Intl.DateTimeFormat('en-u-hc-h23', { hour: 'numeric', fractionalSecondDigits: 2, timeZoneName: 'short' }).resolvedOptions(), new Intl.DateTimeFormat('en-u-hc-h23', { hour: 'numeric', hour12: true }).resolvedOptions(), new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'long' }).resolvedOptions());
console.log(formatter, Intl.DateTimeFormat('en') instanceof Intl.DateTimeFormat, attempt(() => Intl.DateTimeFormat.prototype.format), attempt(() => Intl.DateTimeFormat.prototype.formatToParts.call(1)));
