const nacl = require('tweetnacl');
const forge = require('node-forge');
const EC = require('elliptic').ec;
const hex = (u) => Array.from(u, (b) => b.toString(16).padStart(2, '0')).join('');
const seed = new Uint8Array(32).map((_, i) => i);
const kp = nacl.sign.keyPair.fromSeed(seed);
const msg = new Uint8Array([1, 2, 3]);
const sig = nacl.sign.detached(msg, kp.secretKey);
console.log(
  hex(kp.publicKey),
  hex(sig),
  nacl.sign.detached.verify(msg, sig, kp.publicKey),
  hex(nacl.hash(msg)),
  hex(nacl.secretbox(msg, seed.slice(0, 24), seed)),
  hex(nacl.scalarMult.base(seed)),
);
const md = forge.md.sha256.create();
md.update('abc');
console.log(
  md.digest().toHex(),
  forge.util.encode64('héy'),
  forge.util.bytesToHex(forge.pkcs5.pbkdf2('p', 's', 5, 16)),
);
const c = forge.cipher.createCipher('AES-CBC', forge.util.hexToBytes('00'.repeat(16)));
c.start({ iv: forge.util.hexToBytes('11'.repeat(16)) });
c.update(forge.util.createBuffer('hello'));
c.finish();
console.log(c.output.toHex());
const ec = new EC('secp256k1');
const k = ec.keyFromPrivate('1'.repeat(64), 'hex');
const s = k.sign('aa'.repeat(32));
console.log(k.getPublic('hex'), s.toDER('hex'), k.verify('aa'.repeat(32), s));
(async () => {
  const { sha256 } = await import('@noble/hashes/sha2.js');
  const { blake3 } = await import('@noble/hashes/blake3.js');
  const { keccak_256 } = await import('@noble/hashes/sha3.js');
  const { bytesToHex, utf8ToBytes } = await import('@noble/hashes/utils.js');
  console.log(
    bytesToHex(sha256(utf8ToBytes('abc'))),
    bytesToHex(blake3(utf8ToBytes('abc'))),
    bytesToHex(keccak_256(utf8ToBytes('abc'))),
  );
})();
