// Regular expressions of the everyday kind: scanning, replacing, splitting, groups.
const lines = [];
for (let i = 0; i < 2500; i++)
  lines.push(`2024-0${(i % 9) + 1}-1${i % 10} 12:${10 + (i % 50)}:07 [${['info', 'warn', 'error'][i % 3]}] user=${'abc'[i % 3]}${i} ip=10.0.${i % 256}.${(i * 7) % 256} took ${i % 97}ms`);
const log = lines.join('\n');

const entry = /^(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d) \[(\w+)\] user=(\w+) ip=([\d.]+) took (\d+)ms$/;
let check = 0;
for (let round = 0; round < 45; round++) {
  for (const line of lines) {
    const m = entry.exec(line);
    if (m) check = (check + +m[8] + m[5].length * m[6].length + round) % 1000003;
  }
}
let words = 0, m;
const token = /[a-z]+|\d+/g;
while ((m = token.exec(log)) !== null) words += m[0].length;
for (let i = 0; i < 22; i++) {
  check += log.replace(/\d+/g, (d) => d.length).length;
  check += log.split(/\s*\n\s*|\s+/).length;
  check += (log.match(/\b(?:warn|error)\b/g) ?? []).length;
  for (const { groups } of log.matchAll(/user=(?<user>\w+) ip=(?<ip>\d+\.\d+)/g)) check = (check + groups.user.length + groups.ip.length) % 1000003;
}
let valid = 0;
for (let i = 0; i < 150000; i++) {
  if (/^[\w.+-]+@[\w-]+\.[a-z]{2,}$/i.test(`name${i}.x@host-${i % 9}.${i % 2 ? 'org' : 'c'}`)) valid++;
  check += 'camelCaseWords' + i === '' ? 1 : 'fooBarBaz'.replace(/[A-Z]/g, (c) => '_' + c.toLowerCase()).length;
}
console.log(check, words, valid);
