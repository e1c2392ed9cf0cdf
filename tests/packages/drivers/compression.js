const pako = require('pako'),
  fflate = require('fflate'),
  LZ = require('lz-string'),
  JSZip = require('jszip');
let text = '';
for (let i = 0; i < 3000; i++) text += 'line ' + ((i * i) % 97) + '\n';
const sum = (u) => {
  let h = 0;
  for (const b of u) h = (h * 31 + b) | 0;
  return u.length + ':' + h;
};
const z = pako.deflate(text);
console.log(
  sum(z),
  pako.inflate(z, { to: 'string' }) === text,
  sum(pako.gzip(text, { level: 1 })),
  sum(pako.deflateRaw(text, { level: 9 })),
);
try {
  pako.inflate(z.slice(0, 50));
  pako.inflate(new Uint8Array([1, 2, 3]));
} catch (e) {
  console.log(String(e));
}
const f = fflate.zlibSync(fflate.strToU8(text));
console.log(
  sum(f),
  fflate.strFromU8(fflate.unzlibSync(f)) === text,
  sum(fflate.gzipSync(fflate.strToU8(text), { mtime: 0 })),
  Object.keys(fflate.unzipSync(fflate.zipSync({ 'a.txt': fflate.strToU8('x') }, { mtime: new Date(1e12) }))),
);
console.log(
  LZ.compressToBase64(text).length,
  LZ.decompressFromBase64(LZ.compressToBase64(text)) === text,
  LZ.compressToEncodedURIComponent('hello hello'),
  LZ.decompress(LZ.compress('ü😀')),
  LZ.compressToUTF16('aaaa').length,
);
const zip = new JSZip();
zip.file('a.txt', text, { date: new Date(Date.UTC(2020, 1, 1)) });
zip.folder('d').file('b.bin', new Uint8Array([1, 2, 3]), { date: new Date(Date.UTC(2020, 1, 1)) });
zip
  .generateAsync({ type: 'uint8array', compression: 'DEFLATE' })
  .then((u) => JSZip.loadAsync(u))
  .then(async (r) =>
    console.log(
      Object.keys(r.files),
      (await r.file('a.txt').async('string')) === text,
      await r.file('d/b.bin').async('uint8array'),
    ),
  );
