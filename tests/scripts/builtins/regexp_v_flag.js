const P = (...a) => console.log(...a);
P(
  /a/v.flags,
  /a/v.unicodeSets,
  /[\p{L}--[a-z]]/v.test('a'),
  /[\p{L}--[a-z]]/v.test('A'),
  /^\p{Emoji_Presentation}+$/u.test('😀'),
  /[[a-z]&&[aeiou]]/v.exec('xyzeb')[0]
);
