// Intl.NumberFormat: every option, in loops over values and locales.
const show = (...words) => console.log(words.join(' | '));
const attempt = f => {
  try {
    return f();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const format = (locale, options, values) => {
  const formatter = attempt(() => new Intl.NumberFormat(locale, options));
  if (typeof formatter === 'string') return show(locale, JSON.stringify(options), formatter);
  show(locale, JSON.stringify(options), ...values.map(value => attempt(() => formatter.format(value))));
};

const numbers = [0, -0, 1, -1, 0.5, 1.005, 12, 999.5, 1234.5678, -98765.4321, 1e6, 999999, 123456789, 1e15, 1e21, 1e-7, NaN, Infinity, -Infinity];
const texts = ['1e1000', '1e-1000', '0x1F', ' 12 ', 'abc', '', '-0', '123456789012345678901234567890.125', 12345678901234567890n, -5n, true, null, undefined];
format('en', {}, numbers);
format('en', {}, texts);
format('en', { maximumFractionDigits: 20 }, texts);

for (const style of ['decimal', 'percent']) {
  for (const notation of ['standard', 'scientific', 'engineering', 'compact']) {
    for (const compactDisplay of notation === 'compact' ? ['short', 'long'] : ['short']) {
      format('en', { style, notation, compactDisplay }, numbers);
    }
  }
}
for (const signDisplay of ['auto', 'never', 'always', 'exceptZero', 'negative']) {
  for (const currencySign of ['standard', 'accounting']) {
    format('en', { style: 'currency', currency: 'USD', currencySign, signDisplay }, [-1.5, 0, -0, 0.001, -0.001, 7, NaN]);
  }
  format('en', { signDisplay }, [-1.5, 0, -0, 0.0001, -0.0001, 7, NaN, -Infinity]);
}
for (const currency of ['USD', 'EUR', 'JPY', 'KWD', 'CHF', 'XAF', 'XYZ', 'CAD', 'inr', 'CLF']) {
  for (const currencyDisplay of ['symbol', 'narrowSymbol', 'code', 'name']) {
    format('en', { style: 'currency', currency, currencyDisplay }, [1, -2, 1234.567]);
  }
  format('en', { style: 'currency', currency, notation: 'compact' }, [1, -2, 1234.567, 5e6]);
}
for (const useGrouping of ['auto', 'always', 'min2', true, false, 'true', 'false', '', null, 'x']) {
  for (const locale of ['en', 'es', 'en-IN']) format(locale, { useGrouping }, [999, 1000, 9999, 10000, 1234567.8]);
}
for (const roundingMode of ['ceil', 'floor', 'expand', 'trunc', 'halfCeil', 'halfFloor', 'halfExpand', 'halfTrunc', 'halfEven']) {
  format('en', { roundingMode, maximumFractionDigits: 0 }, [1.5, 2.5, -1.5, -2.5, 1.4, 1.6, -1.4, -1.6]);
  format('en', { roundingMode, roundingIncrement: 5, minimumFractionDigits: 2, maximumFractionDigits: 2 }, [1.22, 1.225, 1.23, -1.22, -1.225]);
}
for (const roundingIncrement of [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 3, 5001]) {
  format('en', { roundingIncrement, maximumFractionDigits: 2, minimumFractionDigits: 2 }, [1.234, 12.345, 99.99, 12345.678]);
  format('en', { roundingIncrement }, [1.234, 12345.678]);
}
for (const roundingPriority of ['auto', 'morePrecision', 'lessPrecision']) {
  for (const digits of [{ maximumSignificantDigits: 3 }, { maximumFractionDigits: 1, maximumSignificantDigits: 4 }, { minimumFractionDigits: 2, minimumSignificantDigits: 2 }, { minimumFractionDigits: 1, maximumFractionDigits: 4, minimumSignificantDigits: 3, maximumSignificantDigits: 5 }]) {
    format('en', { roundingPriority, ...digits }, [0, 1, 1.5, 123.456, 9999.99, 0.001234]);
  }
}
for (const digits of [{ minimumIntegerDigits: 5 }, { minimumFractionDigits: 2 }, { maximumFractionDigits: 0 }, { minimumSignificantDigits: 4 }, { maximumSignificantDigits: 2 }, { minimumFractionDigits: 5, maximumFractionDigits: 2 }, { minimumIntegerDigits: 22 }, { maximumFractionDigits: 101 }, { maximumSignificantDigits: 0 }]) {
  format('en', digits, [0, 1, 9.995, 1234.5678]);
  format('en', { ...digits, notation: 'compact' }, [0, 1, 9.995, 1234.5678]);
  format('en', { ...digits, trailingZeroDisplay: 'stripIfInteger' }, [0, 1, 9.995, 1234.5]);
}
for (const unitDisplay of ['short', 'long', 'narrow']) {
  for (const unit of Intl.supportedValuesOf('unit')) format('en', { style: 'unit', unit, unitDisplay }, [1, -2.5]);
  for (const unit of ['kilometer-per-hour', 'mile-per-gallon', 'liter-per-kilometer', 'byte-per-second', 'acre-per-stone', 'celsius-per-hour', 'day-per-week']) {
    for (const locale of ['en', 'en-GB']) format(locale, { style: 'unit', unit, unitDisplay }, [1, 1234.5]);
  }
  format('en', { style: 'unit', unit: 'kilometer', unitDisplay, notation: 'compact', compactDisplay: 'long' }, [1, 1234567]);
}
const regions = 'US GB 001 150 AU CA IN NZ IE ZA AT BE CH CZ DE DK ES FI FR HU IT NL NO PL PT RO SE SG HK PH MT MV AE IL KE NG JM';
for (const region of regions.split(' ')) {
  for (const options of [{}, { style: 'percent' }, { style: 'currency', currency: 'EUR' }, { style: 'currency', currency: 'USD', currencySign: 'accounting' }, { notation: 'compact' }, { notation: 'scientific' }]) {
    format(`en-${region}`, options, [-1234567.891, 0.5]);
  }
}
for (const locale of 'de de-AT de-CH fr fr-CH fr-CA es es-MX it pt pt-PT nl ru uk tr pl sv da el id ro hu nb fi cs sk hi ja zh ko'.split(' ')) {
  for (const options of [{}, { style: 'percent' }, { style: 'currency', currency: 'EUR' }, { notation: 'compact' }, { notation: 'compact', compactDisplay: 'long' }]) {
    format(locale, options, [-1234567.891, 1234.5, 1e6]);
  }
}
for (const system of ['arab', 'deva', 'fullwide', 'hanidec', 'thai', 'mathsans', 'latn', 'nonsense']) {
  format(`en-u-nu-${system}`, {}, [-1234.5]);
  format('en', { numberingSystem: system }, [-1234.5]);
}

const parts = (locale, options, value) => show(JSON.stringify(options), ...new Intl.NumberFormat(locale, options).formatToParts(value).map(({ type, value }) => `${type}=${value}`));
parts('en', {}, -1234567.891);
parts('en', { style: 'percent', signDisplay: 'always' }, 5);
parts('en', { style: 'currency', currency: 'USD', currencySign: 'accounting' }, -1234.5);
parts('en', { style: 'currency', currency: 'CHF' }, -1);
parts('en', { style: 'currency', currency: 'USD', currencyDisplay: 'name' }, -5);
parts('en', { notation: 'compact', compactDisplay: 'long' }, 1234);
parts('en', { notation: 'scientific' }, -0.00012);
parts('en', { style: 'unit', unit: 'kilometer-per-hour', unitDisplay: 'long' }, 5);
parts('de', { notation: 'compact' }, 5e6);
parts('en', {}, NaN);
parts('en', {}, -Infinity);

const range = (locale, options, ...pairs) => {
  const formatter = new Intl.NumberFormat(locale, options);
  show(JSON.stringify(options), ...pairs.map(([from, to]) => attempt(() => formatter.formatRange(from, to))));
};
range('en', {}, [3, 5], [-3, 5], [3, 3], [1, Infinity], [-5, -3], [2.9999, 3.0001], ['1', '1e3'], [2n, 5n], [5, 3], [NaN, 1], [1], []);
range('en', { style: 'currency', currency: 'USD' }, [3, 5], [-3, 5], [3, 3]);
range('en', { style: 'currency', currency: 'USD', currencyDisplay: 'code' }, [3, 5], [-3, 5]);
range('en', { style: 'currency', currency: 'USD', currencyDisplay: 'name' }, [1, 5], [1, 1]);
range('en', { style: 'unit', unit: 'kilometer', unitDisplay: 'long' }, [1, 5], [1, 1], [0.5, 1]);
range('en', { style: 'percent' }, [0.1, 0.2]);
range('en', { notation: 'compact' }, [1000, 5000], [1000, 2e6], [999, 1000]);
range('en', { notation: 'compact', compactDisplay: 'long' }, [1000, 5000], [1000, 2e6]);
range('en', { notation: 'scientific' }, [1000, 5000]);
range('de', { style: 'currency', currency: 'EUR' }, [3, 5]);
show(...new Intl.NumberFormat('en', { style: 'percent' }).formatRangeToParts(0.1, 0.2).map(({ type, value, source }) => `${source} ${type}=${value}`));

for (const options of [{}, { style: 'currency', currency: 'usd' }, { style: 'unit', unit: 'meter' }, { notation: 'compact' }, { maximumSignificantDigits: 3 }, { style: 'percent', roundingPriority: 'lessPrecision' }, { useGrouping: false }]) {
  console.log(new Intl.NumberFormat('en-GB', options).resolvedOptions());
}
for (const options of [null, { style: 'x' }, { style: 'currency' }, { currency: 'x' }, { style: 'unit' }, { unit: 'x' }, { unit: 'meter-per-x' }, { notation: 'x' }, { localeMatcher: 'x' }, { numberingSystem: '1' }, { roundingMode: 'x' }, { roundingIncrement: 5, maximumSignificantDigits: 2 }, { roundingIncrement: 5, maximumFractionDigits: 2 }]) {
  show(JSON.stringify(options), attempt(() => new Intl.NumberFormat('en', options).format(1)));
  show(attempt(() => (1).toLocaleString('en', options)), attempt(() => 1n.toLocaleString('en', options)));
}
show(attempt(() => Intl.NumberFormat.prototype.format), attempt(() => Intl.NumberFormat.prototype.formatToParts.call(1)), attempt(() => new Intl.NumberFormat('en').format(Symbol())), attempt(() => new Intl.NumberFormat('en_US')), attempt(() => new Intl.NumberFormat(['en', 3])), attempt(() => new Intl.NumberFormat(null)));

// Reading order, the bound function, calls without new.
const read = [];
const all = 'signDisplay roundingMode useGrouping compactDisplay notation roundingIncrement unitDisplay unit currencySign currencyDisplay currency style numberingSystem localeMatcher minimumIntegerDigits trailingZeroDisplay roundingPriority minimumFractionDigits maximumFractionDigits minimumSignificantDigits maximumSignificantDigits';
const watched = {};
for (const name of all.split(' ')) Object.defineProperty(watched, name, { get: () => void read.push(name) });
new Intl.NumberFormat('en', watched);
show(...read);
const formatter = new Intl.NumberFormat('de');
show(formatter.format === formatter.format, JSON.stringify(formatter.format.name), formatter.format.length, [1.5, 2.5].map(formatter.format));
console.log(formatter, Intl.NumberFormat('en') instanceof Intl.NumberFormat, Object.prototype.toString.call(formatter));
const legacy = Object.create(Intl.NumberFormat.prototype);
show(Intl.NumberFormat.call(legacy, 'de') === legacy, legacy.format(1.5), Object.getOwnPropertySymbols(legacy).map(String));
show(Intl.NumberFormat.supportedLocalesOf(['en-US', 'xx', 'de', 'en-u-nu-arab']), [1234.5, 6n, new Date(NaN)].toLocaleString('de'));
