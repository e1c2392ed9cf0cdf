// TextEncoder, TextDecoder, string_decoder.
const { StringDecoder } = require('node:string_decoder');
const show = (f) => {
  try {
    console.log(String(f).slice(4), '=>', f());
  } catch (error) {
    console.log(String(f).slice(4), '!!', `${error.name}: ${error.message}`, error.code ?? '');
  }
};
console.log(new TextEncoder(), new TextDecoder(), new TextDecoder('latin1', { fatal: true }));
for (const f of [
  () => new TextDecoder('xx'), () => new TextDecoder('utf-16').encoding + new TextDecoder('LATIN1 ').encoding, () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255])),
  () => new TextDecoder().decode(5), () => new TextEncoder().encode(5), () => new TextEncoder().encodeInto('aé€', new Uint8Array(4)), () => new TextEncoder().encodeInto('😀b', new Uint8Array(5)), () => new TextEncoder().encode(), () => TextEncoder(),
  () => new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 65])), () => new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array([0xef, 0xbb, 0xbf, 65])).length, () => new TextDecoder().decode(),
  () => new TextEncoder().encodeInto(5, new Uint8Array(1)), () => Object.prototype.toString.call(new TextEncoder()), () => new TextDecoder('utf-16be').decode(new Uint8Array([0, 65])), () => new TextDecoder('utf-16le').decode(new Uint8Array([65, 0, 0x3d, 0xd8, 0x4d, 0xdc])),
  () => { const d = new TextDecoder(); return [d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }), d.decode(new Uint8Array([0xac]), { stream: true }), d.decode()]; },
  () => { const d = new TextDecoder(); return [d.decode(new Uint8Array([0xf0, 0x9f]), { stream: true }), d.decode(new Uint8Array([0x41]), { stream: true }), d.decode(new Uint8Array([0xe2]))]; },
  () => { const d = new TextDecoder('utf-16le'); return [d.decode(new Uint8Array([65]), { stream: true }), d.decode(new Uint8Array([0, 0x3d, 0xd8]), { stream: true }), d.decode(new Uint8Array([0x4d, 0xdc]))]; },
  () => new TextDecoder('windows-1252').decode(new Uint8Array([0x41, 0xe9, 0xff])), () => new TextDecoder().decode(new DataView(new TextEncoder().encode('héllo').buffer, 1)), () => new TextDecoder().decode(new Uint8Array([0xed, 0xa0, 0x80, 0xc0, 0xf8])),
  () => { const d = new StringDecoder('utf8'); return [d.write(Buffer.from([0xe2, 0x82])), d.lastNeed, d.lastTotal, d.write(Buffer.from([0xac])), d.end(Buffer.from([0xf0, 0x9f]))]; },
  () => { const d = new StringDecoder('base64'); return [d.write(Buffer.from('ab')), d.write(Buffer.from('cd')), d.end()]; },
  () => { const d = new StringDecoder('utf16le'); return [d.write(Buffer.from([65])), d.write(Buffer.from([0, 0x3d, 0xd8])), d.write(Buffer.from([0x4d])), d.write(Buffer.from([0xdc])), d.end()]; },
  () => { const d = new StringDecoder('hex'); return [d.write(Buffer.from('ab')), d.end('x')]; }, () => new StringDecoder('zz'), () => new StringDecoder().write(5), () => new StringDecoder('UTF-8').encoding,
]) show(f);
const text = 'aé€😀'.repeat(20);
for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1']) {
  const bytes = Buffer.from(text);
  for (const size of [1, 2, 3, 5, 7]) {
    const decoder = new StringDecoder(encoding);
    let out = '';
    for (let at = 0; at < bytes.length; at += size) out += decoder.write(bytes.subarray(at, at + size));
    out += decoder.end();
    if (out !== bytes.toString(encoding)) console.log('differs', encoding, size);
  }
}
