const semver = require('semver'),
  { minimatch, Minimatch } = require('minimatch'),
  minimist = require('minimist'),
  yargs = require('yargs-parser'),
  qs = require('qs'),
  diff = require('diff'),
  Fuse = require('fuse.js'),
  lunr = require('lunr'),
  slugify = require('slugify'),
  uuid = require('uuid');
console.log(
  semver.satisfies('1.2.3', '^1.2 || >=2.0.0-beta <3'),
  semver.inc('1.2.3-a.1', 'prerelease'),
  semver.sort(['1.10.0', '1.2.0', '1.2.0-rc']),
  semver.coerce('v3.x').version,
  semver.validRange('~1.2 - 3'),
  semver.minVersion('>1.2').version,
  new semver.Range('^0.2.3').range,
);
console.log(
  ['a/b/c.js', 'a/x.ts', '.h/y.js'].map((f) => minimatch(f, '**/*.{js,ts}')),
  new Minimatch('a/{b,c}*').set.length,
);
console.log(
  minimist(['-abc', '--x=1', '--no-y', '--z', 'q', '--', 'r'], { boolean: ['z'] }),
  yargs('--foo.bar 1 -n 5 --arr a b --no-cache x', { array: ['arr'] }),
);
console.log(
  qs.parse('a[b][]=1&a[b][]=2&c=%F0%9F%98%80&d.e=3', { allowDots: true }),
  qs.stringify({ a: [1, { b: 2 }], c: null, d: new Date(0), e: 'ü&' }, { encodeValuesOnly: true }),
);
console.log(
  diff.createPatch('f', 'a\nb\nc\n', 'a\nx\nc\nd\n'),
  diff.diffWords('the quick fox', 'the slow fox').map((p) => [p.value, !!p.added, !!p.removed]),
  diff.applyPatch('a\nb\n', diff.createPatch('f', 'a\nb\n', 'a\nc\n')),
);
console.log(new Fuse([{ t: 'Old Man' }, { t: 'Lock Artist' }], { keys: ['t'], includeScore: true }).search('lok'));
const idx = lunr(function () {
  this.ref('id');
  this.field('t');
  this.add({ id: 1, t: 'running dogs' });
  this.add({ id: 2, t: 'a cat runs' });
});
console.log(idx.search('run').map((r) => [r.ref, r.score.toFixed(4)]));
console.log(
  slugify('Some Ünïcode & text', { lower: true }),
  uuid.v5('x', uuid.v5.DNS),
  uuid.validate(uuid.v4()),
  uuid.v3('x', uuid.v3.URL),
  uuid.NIL,
  uuid.parse('550e8400-e29b-41d4-a716-446655440000'),
);
