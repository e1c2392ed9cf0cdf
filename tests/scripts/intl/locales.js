// Language tags: Intl.getCanonicalLocales, Intl.Locale; Intl.PluralRules, Intl.Collator, Intl.supportedValuesOf.
const show = (...words) => console.log(words.map(String).join(' | '));
const attempt = f => {
  try {
    return f();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};

console.log(Intl, Object.prototype.toString.call(Intl), Object.getOwnPropertyDescriptor(globalThis, 'Intl').enumerable);
const tags = 'EN-us zh-hans-cn iw in-id sh art-lojban sgn-GB und-SU hy-SU de-DD en-840 cmn sl-rozaj-biske-1994 en-a-foo-t-hi-m0-xyz-x-abc-1 de-u-co-phonebook-ca-gregorian-kn-true en-u-kn-false-attr1 x-private a en_US abcd en-a en-u en-x en-t-x en-t-en-m0 en-u-ca-buddhist-u-nu-thai de-1996-1996 en-Latn-Latn i-klingon en- -en en--us sr-YU';
for (const tag of tags.split(' ')) show(tag, attempt(() => Intl.getCanonicalLocales(tag)));
show(attempt(() => Intl.getCanonicalLocales()), attempt(() => Intl.getCanonicalLocales(null)), attempt(() => Intl.getCanonicalLocales(1)), attempt(() => Intl.getCanonicalLocales(['en', 'EN', 'de'])), attempt(() => Intl.getCanonicalLocales([1])));

const names = ['language', 'script', 'region', 'baseName', 'calendar', 'caseFirst', 'collation', 'hourCycle', 'numeric', 'numberingSystem'];
const locale = (tag, options) => show(tag, JSON.stringify(options), attempt(() => {
  const made = new Intl.Locale(tag, options);
  return [made, made.maximize(), made.minimize(), ...names.map(name => made[name])].join(' ');
}));
for (const tag of ['en', 'zh-TW', 'en-Latn-US-u-ca-buddhist-kn-hc-h12', 'und', 'und-Thai', 'en-u-kf', 'es-419', 'art-lojban', 'en-u-foo-ca-gregory-x-bar', 'sr-Latn', 'pt', 'pt-PT', 'az', 'uz-AF', 'zh-Hant-HK', 'ja-Latn']) locale(tag);
for (const options of [{ region: 'AT', numeric: true, caseFirst: 'upper' }, { script: 'Latn' }, { language: 'ja' }, { region: '840' }, { hourCycle: 'h23', calendar: 'gregory', collation: 'emoji', numberingSystem: 'arab' }, { numeric: false, caseFirst: 'false' }, { calendar: 'islamicc' }, { language: '1' }, { region: 'x' }, { hourCycle: 'x' }, { calendar: '1' }, null]) locale('en', options);
show(attempt(() => new Intl.Locale()), attempt(() => new Intl.Locale(1)), attempt(() => Intl.Locale('en')), attempt(() => Intl.Locale.prototype.toString.call(1)));
for (const tag of ['en', 'en-US', 'en-GB', 'de-DE', 'ar-EG', 'he', 'fa-IR', 'en-IN', 'th-TH', 'ja-JP']) {
  const made = new Intl.Locale(tag);
  console.log(tag, made.calendars, made.collations, made.hourCycles, made.numberingSystems, made.textInfo, made.weekInfo, made.timeZones?.length);
}
console.log(new Intl.Locale('en'));

for (const type of ['cardinal', 'ordinal']) {
  for (const tag of 'en fr de ru uk pl cs ar he ja sl lv lt ga cy ro pt it es mt sk kw br'.split(' ')) {
    const rules = new Intl.PluralRules(tag, { type });
    show(tag, type, rules.resolvedOptions().pluralCategories, [0, 1, 2, 3, 4, 5, 6, 8, 11, 12, 13, 20, 21, 22, 23, 80, 100, 101, 102, 111, 1e6, 0.5, 1.5, -1, NaN].map(n => rules.select(n)));
    show(...[[0, 1], [1, 2], [1, 1], [2, 5], [1, 5], [0, 0]].map(([from, to]) => rules.selectRange(from, to)));
  }
}
show(new Intl.PluralRules('en', { minimumFractionDigits: 1 }).select(1), new Intl.PluralRules('en', { maximumFractionDigits: 0 }).select(1.2), attempt(() => Intl.PluralRules()), attempt(() => new Intl.PluralRules('en').selectRange(1)), attempt(() => new Intl.PluralRules('en').selectRange(NaN, 1)), attempt(() => new Intl.PluralRules('en').select(1n)), attempt(() => new Intl.PluralRules('en', { type: 'x' })));
console.log(new Intl.PluralRules('en-GB', { type: 'ordinal' }).resolvedOptions());

const words = ['b', 'a', 'B', 'A', 'ä', 'z', 'Z', 'a10', 'a9', 'a 1', 'a-1', 'résumé', 'resume', 'Résumé', '', '_', '10', '9', 'ß', 'ss'];
for (const options of [{}, { numeric: true }, { caseFirst: 'upper' }, { caseFirst: 'lower' }, { sensitivity: 'base' }, { sensitivity: 'accent' }, { sensitivity: 'case' }, { ignorePunctuation: true }, { usage: 'search' }]) {
  const collator = new Intl.Collator('en', options);
  show(JSON.stringify(options), [...words].sort(collator.compare), collator.compare('a', 'A'), collator.compare('a', 'ä'), [...words].sort((a, b) => a.localeCompare(b, 'en', options)));
}
console.log(new Intl.Collator('en-u-kn-kf-upper').resolvedOptions(), new Intl.Collator('de', { usage: 'search', sensitivity: 'base' }).resolvedOptions(), Intl.Collator('en'));
for (const options of [null, { usage: 'x' }, { collation: '1' }, { caseFirst: 'x' }, { sensitivity: 'x' }]) show(attempt(() => new Intl.Collator('en', options)), attempt(() => 'a'.localeCompare('b', 'en', options)));
show(attempt(() => Intl.Collator.prototype.compare), 'I'.toLocaleLowerCase('tr'), 'i'.toLocaleUpperCase('tr'), 'i'.toLocaleUpperCase('en'), attempt(() => 'a'.toLocaleUpperCase('x')), attempt(() => 'a'.localeCompare('b', 'x')));

for (const key of ['currency', 'unit', 'numberingSystem', 'timeZone']) show(key, Intl.supportedValuesOf(key));
show(attempt(() => Intl.supportedValuesOf('x')), Intl.supportedValuesOf('unit') === Intl.supportedValuesOf('unit'));
