const { z } = require('zod');
const S = z
  .object({
    name: z.string().min(2),
    age: z.coerce.number().int().positive().optional(),
    tags: z.array(z.enum(['a', 'b'])).default([]),
    nested: z.union([z.object({ t: z.literal('x'), v: z.number() }), z.object({ t: z.literal('y') })]),
    d: z.date().nullable(),
    m: z.record(z.string(), z.boolean()),
    e: z.string().email(),
  })
  .strict();
const good = S.safeParse({ name: 'ab', age: '4', nested: { t: 'x', v: 1 }, d: null, m: { q: true }, e: 'a@b.co' });
console.log(good.success, good.data);
const bad = S.safeParse({
  name: 'a',
  age: -1.5,
  tags: ['c'],
  nested: { t: 'z' },
  d: 5,
  m: { q: 1 },
  e: 'no',
  extra: 1,
});
console.log(bad.success, bad.error.issues);
console.log(
  z
    .string()
    .transform((s) => s.length)
    .pipe(z.number().max(3))
    .safeParse('abcd').error.issues,
);
z.string()
  .refine(async (s) => s === 'k', 'not k')
  .safeParseAsync('j')
  .then((r) => console.log(r.error.issues[0].message));
console.log(
  z.tuple([z.number(), z.string()]).parse([1, 'a']),
  z.lazy(() => z.map(z.string(), z.set(z.bigint()))).parse(new Map([['a', new Set([1n])]])),
);
try {
  z.number().parse('x');
} catch (e) {
  console.log(e.name, e.message);
}
