// Intl.ListFormat, Intl.RelativeTimeFormat, Intl.DisplayNames, Intl.Segmenter.
const show = (...words) => console.log(words.map(String).join(' | '));
const attempt = f => {
  try {
    return f();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const lists = [[], ['A'], ['A', 'B'], ['A', 'B', 'C'], ['A', 'B', 'C', 'D']];
for (const locale of ['en', 'en-GB', 'de', 'fr', 'ja', 'pl']) {
  for (const type of ['conjunction', 'disjunction', 'unit']) for (const style of ['long', 'short', 'narrow']) {
    const formatter = new Intl.ListFormat(locale, { type, style });
    show(locale, type, style, ...lists.map(list => formatter.format(list)));
  }
}
show(...new Intl.ListFormat('en').formatToParts(new Set(['x', 'y', 'z'])).map(({ type, value }) => `${type}=${value}`));
show(attempt(() => new Intl.ListFormat('en').format()), attempt(() => new Intl.ListFormat('en').format([1])), attempt(() => new Intl.ListFormat('en').format('abc')), attempt(() => new Intl.ListFormat('en').format(null)), attempt(() => new Intl.ListFormat('en', { type: 'x' })), attempt(() => new Intl.ListFormat('en', 1)), attempt(() => Intl.ListFormat()));
console.log(new Intl.ListFormat('en-GB', { type: 'unit' }).resolvedOptions(), new Intl.ListFormat());

for (const locale of ['en', 'en-GB', 'de', 'fr', 'ru', 'pl']) {
  for (const style of ['long', 'short', 'narrow']) for (const numeric of ['always', 'auto']) {
    const formatter = new Intl.RelativeTimeFormat(locale, { style, numeric });
    for (const unit of ['second', 'minutes', 'hour', 'days', 'week', 'month', 'quarters', 'year']) {
      show(locale, style, numeric, ...[-2, -1, -0, 0, 1, 2, 5, -1.5, 1234.5].map(value => formatter.format(value, unit)));
    }
  }
}
show(...new Intl.RelativeTimeFormat('en').formatToParts(-1234.5, 'days').map(part => JSON.stringify(part)));
show(...new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).formatToParts(-1, 'day').map(part => JSON.stringify(part)));
const relative = new Intl.RelativeTimeFormat('en');
show(attempt(() => relative.format(1, 'x')), attempt(() => relative.format(NaN, 'day')), attempt(() => relative.format(1)), attempt(() => relative.formatToParts(Infinity, 'day')), attempt(() => new Intl.RelativeTimeFormat('en', null)), attempt(() => new Intl.RelativeTimeFormat('en', { numeric: 'x' })));
console.log(new Intl.RelativeTimeFormat('en-GB-u-nu-arab').resolvedOptions(), new Intl.RelativeTimeFormat('en-u-nu-arab').format(12, 'day'));

const names = (type, options, codes) => {
  const display = new Intl.DisplayNames('en', { type, ...options });
  show(type, JSON.stringify(options), ...codes.map(code => attempt(() => display.of(code))));
};
const codes = {
  region: ['US', 'GB', '419', 'HK', 'ZZ', 'AA', 'UN', 'PS', 'x', 'XK'],
  language: ['en', 'en-US', 'en-GB', 'zh-Hant', 'zh-TW', 'pt-BR', 'sr-Latn-RS', 'de-AT', 'es-419', 'fr-CA', 'xx', 'tlh', 'en-Latn-US', 'und', 'ar-001', 'nl-BE', 'fa-AF', 'ro-MD', 'zh-Hans-CN', 'ca-valencia', 'mul', 'x', 'en_US'],
  script: ['Latn', 'Hans', 'Hant', 'Cyrl', 'Zzzz', 'Abcd', 'x'],
  currency: ['USD', 'EUR', 'XYZ', 'CHF', 'XAF', 'us'],
  calendar: ['gregory', 'buddhist', 'islamic-umalqura', 'roc', 'nonsense', '1'],
  dateTimeField: ['era', 'year', 'quarter', 'month', 'weekOfYear', 'weekday', 'day', 'dayPeriod', 'hour', 'minute', 'second', 'timeZoneName', 'x'],
};
for (const type of Object.keys(codes)) for (const style of ['long', 'short', 'narrow']) for (const fallback of ['code', 'none']) names(type, { style, fallback }, codes[type]);
names('language', { languageDisplay: 'standard' }, codes.language);
show(attempt(() => new Intl.DisplayNames('en')), attempt(() => new Intl.DisplayNames('en', {})), attempt(() => new Intl.DisplayNames('en', { type: 'x' })), attempt(() => new Intl.DisplayNames()));
console.log(new Intl.DisplayNames('en', { type: 'language' }).resolvedOptions(), new Intl.DisplayNames('en', { type: 'region', style: 'short' }).resolvedOptions());
show(new Intl.DisplayNames('en-GB', { type: 'language' }).of('en-US'), new Intl.DisplayNames('en-US', { type: 'region' }).of('GB'));

const texts = ['', 'abc', 'e\u0301a\u0308', '👨‍👩‍👧‍👦👍🏽🇫🇷🇩🇪x', 'Hello, world! It\'s 3.14 o\'clock. "Really?" Yes... Mr. Smith went.', 'foo_bar 1,234.5 a.b.c user@example.com', 'line\r\none\ntwo', '\ud800x\udc00', 'naïve café – déjà vu', '  spaces  ', '한국어 각'];
for (const granularity of ['grapheme', 'word', 'sentence']) {
  const segmenter = new Intl.Segmenter('en', { granularity });
  for (const text of texts) {
    const segments = segmenter.segment(text);
    show(granularity, JSON.stringify([...segments].map(({ segment, index, isWordLike }) => [segment, index, isWordLike])));
    show(JSON.stringify([-1, 0, 1, 2.9, 5, 99, NaN].map(index => segments.containing(index)?.index)));
  }
}
const segments = new Intl.Segmenter('en', { granularity: 'word' }).segment('one two');
console.log([...segments], segments, segments[Symbol.iterator](), new Intl.Segmenter(), segments.containing(4));
console.log(new Intl.Segmenter('en-GB', { granularity: 'word' }).resolvedOptions(), Object.prototype.toString.call(segments[Symbol.iterator]()));
show(attempt(() => new Intl.Segmenter('en', { granularity: 'x' })), attempt(() => Intl.Segmenter()), attempt(() => new Intl.Segmenter('en', 1)), [...new Intl.Segmenter().segment()].length);
