const C = require('crypto-js');
console.log(
  String(C.MD5('abc')),
  String(C.SHA1('abc')),
  String(C.SHA256('abc')),
  String(C.SHA512('abc')),
  String(C.SHA3('abc')),
  String(C.RIPEMD160('abc')),
  String(C.HmacSHA256('m', 'k')),
  String(C.PBKDF2('p', 's', { keySize: 8, iterations: 10 })),
);
const key = C.enc.Hex.parse('000102030405060708090a0b0c0d0e0f'),
  iv = C.enc.Hex.parse('101112131415161718191a1b1c1d1e1f');
const e = C.AES.encrypt('secret text ü', key, { iv });
console.log(
  String(e),
  C.AES.decrypt(String(e), key, { iv }).toString(C.enc.Utf8),
  C.enc.Base64.stringify(C.enc.Utf8.parse('héllo')),
  String(C.TripleDES.encrypt('x', key, { iv, mode: C.mode.CBC })),
  C.lib.WordArray.create([1, 2]).toString(),
);
let long = '';
for (let i = 0; i < 20000; i++) long += i;
console.log(String(C.SHA256(long)));
