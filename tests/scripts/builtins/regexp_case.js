// Letters that are the same without regard to case, by flags: simple case folding with u or v, upper case without.
const pairs = [
  ['ß', 'ẞ'], ['ẞ', 'ß'], ['ß', 'SS'], ['ſ', 's'], ['s', 'ſ'], ['K', 'k'], ['k', 'K'], ['Å', 'å'], ['å', 'Å'], ['ω', 'Ω'], ['Ω', 'ω'],
  ['Ω', 'Ω'], ['ı', 'I'], ['i', 'İ'], ['İ', 'i'], ['µ', 'μ'], ['Σ', 'ς'], ['σ', 'ς'], ['ΐ', 'ΐ'], ['Ǆ', 'ǅ'], ['ǆ', 'Ǆ'], ['Ꭰ', 'ꭰ'],
  ['ꭰ', 'Ꭰ'], ['ﬅ', 'ﬆ'], ['θ', 'ϴ'], ['ϴ', 'ϑ'], ['𐐀', '𐐨'], ['\\w', 'ſ'], ['\\w', 'K'], ['\\W', 'ſ'], ['[a-z]', 'K'], ['[a-z]', 'ſ'],
  ['[^x]', 'X'], ['[ß]', 'ẞ'], ['[À-ÿ]', 'ÿ'], ['[à-ÿ]', 'Ÿ'], ['Ÿ', 'ÿ'], ['ᾳ', 'ᾼ'], ['ŉ', 'ʼN'], ['\\u1E9E', 'ß'], ['[\\u1E9E]', 'ß'],
  ['[^\\u1E9E]', 'ß'], ['\\b', 'ſ'], ['ᲀ', 'в'], ['В', 'ᲀ']
];
for (const flags of ['', 'i', 'u', 'iu', 'iv'])
  console.log(flags, pairs.map(([pattern, text]) => Number(new RegExp(pattern, flags).test(text))).join(''));
console.log('aßẞS'.replace(/ß/gi, '_'), 'aßẞS'.replace(/ß/giu, '_'), 'ſsS'.replace(/s/gi, '_'), 'ſsS'.replace(/s/giu, '_'));
console.log('KkK'.match(/k/giu), 'KkK'.match(/k/gi), /ß/i.test('ẞ'), /ß/iu.test('ẞ'));
