// The text of Object.prototype.toString is the tag as it is, however long and whatever its units.
const tagged = tag => Object.prototype.toString.call({ [Symbol.toStringTag]: tag });
for (const tag of ['', 'T', '\ud800', 'a\udfff\u{1f600}', 'é', 5, null]) {
  console.log(JSON.stringify(tagged(tag)), tagged(tag).length);
}
let long = 'AAAAAAAAAAAAAAAA';
for (let i = 0; i < 24; i++) long += long;
console.log(tagged(long).length);
