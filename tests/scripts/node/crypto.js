// node:crypto: hashes, keyed hashes, keys from passwords, chance.
const c = require('crypto');
const show = f => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, '|', e.code, '|', e.message);
  }
};
const names = ['md5', 'SHA1', 'sha224', 'sha256', 'RSA-SHA384', 'sha512', 'sha512-224', 'sha512-256'];
names.push('sha3-224', 'sha3-256', 'sha3-384', 'sha3-512', 'ripemd160', 'RSA-MD5');
const long = Buffer.alloc(10000, 'abc');
for (const name of names) {
  const parts = c.createHash(name);
  for (let i = 0; i < 10000; i += 777) parts.update(long.subarray(i, i + 777));
  console.log(name, c.createHash(name).update('héllo').digest('hex'), parts.digest('base64'));
  console.log(c.createHmac(name, 'k'.repeat(200)).update(long).digest('base64url'));
  console.log(c.pbkdf2Sync('password', 'salt', 7, 70, name).toString('hex'));
}
show(() => c.createHash('nope'));
show(() => c.createHash(1));
const h = c.createHash('sha256').update('a', 'latin1');
const other = h.copy();
show(() => other.update('b').digest('latin1').length);
show(() => h.digest());
show(() => h.digest());
show(() => h.update('x'));
show(() => h.copy());
show(() => c.createHash('sha256').update(5));
show(() => c.createHash('sha256').update('abc', 'hex'));
show(() => c.createHash('sha256').update(new Uint16Array([1, 2])).update(new DataView(new ArrayBuffer(3))).digest('nope'));
show(() => c.createHash('sha256', { outputLength: 5 }));
show(() => c.createHmac('sha256'));
show(() => c.createHmac('nope', 'k'));
const mac = c.createHmac('sha1', Buffer.from('k'));
show(() => mac.digest('hex') + mac.digest('hex'));
show(() => c.createHash('md5'));
show(() => c.createHmac('md5', 'a'));
show(() => c.hash('sha1', 'x'));
show(() => c.randomBytes(-1));
show(() => c.randomBytes('a'));
show(() => c.randomBytes(20).length + c.randomFillSync(Buffer.alloc(9), 3).length);
show(() => c.randomInt(5, 2));
show(() => c.randomInt(1.5));
show(() => [c.randomInt(7) < 7, c.randomInt(-5, -4), c.randomUUID().length]);
show(() => c.timingSafeEqual(Buffer.from('a'), Buffer.from('ab')));
show(() => c.timingSafeEqual('a', 'b'));
show(() => c.timingSafeEqual(Buffer.from('ab'), Buffer.from('ab')));
show(() => c.pbkdf2Sync('p', 's', 0, 10, 'sha1'));
show(() => c.pbkdf2Sync('p', 's', 1, 10, 'nope'));
show(() => c.pbkdf2Sync('p', 's', 1, 10));
show(() => c.scryptSync('p', 's', 16, { N: 3 }));
show(() => c.scryptSync('p', 's', 40, { N: 16, r: 2, p: 3 }).toString('hex'));
show(() => Buffer.from(c.hkdfSync('sha512', 'key', 'salt', 'info', 100)).toString('hex'));
show(() => c.hkdfSync('sha512', 'key', '', '', 99999));
show(() => c.createSecretKey(Buffer.from('abc')).export().toString());
const stream = c.createHash('sha1');
stream.on('data', d => console.log('stream', d));
stream.write('some ');
stream.end('text');
c.pbkdf2('p', 's', 2, 5, 'sha1', (e, key) => console.log('pbkdf2', e, key));
