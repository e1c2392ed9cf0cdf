// TextDecoder in the older encodings of the web, at once and in pieces.
const bytes = (...list) => new Uint8Array(list);
const show = text => JSON.stringify(text).replace(/[^ -~]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
const all = bytes(...Array.from({ length: 128 }, (_, i) => 128 + i));

for (const label of [
  'ibm866', 'iso-8859-2', 'ISO-8859-5', 'iso-8859-7', 'koi8-r', 'macintosh', 'windows-1250', 'windows-1251',
  'windows-1254', 'x-mac-cyrillic', 'csisolatin5',
]) {
  const decoder = new TextDecoder(label);
  console.log(decoder.encoding, show(decoder.decode(all)));
}
const samples = {
  shift_jis: [0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0xb6, 0x41],
  'euc-jp': [0xc6, 0xfc, 0xcb, 0xdc, 0xb8, 0xec, 0x41],
  'iso-2022-jp': [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42, 0x41],
  'euc-kr': [0xc7, 0xd1, 0xb1, 0xdb, 0x41],
  gbk: [0xd6, 0xd0, 0xce, 0xc4, 0x41],
  gb18030: [0xd6, 0xd0, 0x81, 0x30, 0x81, 0x30, 0x41],
  big5: [0xa4, 0xa4, 0xa4, 0xe5, 0x41],
  'utf-16be': [0x4e, 0x2d, 0, 0x41],
};
for (const label in samples) {
  const whole = bytes(...samples[label]);
  const decoder = new TextDecoder(label, { fatal: true });
  const text = decoder.decode(whole);
  let pieces = '';
  for (const byte of whole) pieces += decoder.decode(bytes(byte), { stream: true });
  pieces += decoder.decode();
  console.log(label, show(text), pieces === text);
}
const t = f => {
  try {
    console.log(show(f()));
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
t(() => new TextDecoder('shift_jis', { fatal: true }).decode(bytes(0x41, 0x93)));
t(() => new TextDecoder('shift_jis').decode(bytes(0x41, 0x93)));
t(() => new TextDecoder('euc-kr', { fatal: true }).decode(bytes(0xff)));
t(() => new TextDecoder('x-no-such').encoding);
t(() => new TextDecoder('  KOI8-R\n').encoding);
t(() => new TextDecoder('hz-gb-2312').encoding);
console.log(new TextDecoder('koi8-r', { fatal: true, ignoreBOM: true }).ignoreBOM);
