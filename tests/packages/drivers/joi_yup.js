const yup = require('yup');
const s = yup.object({
  a: yup.string().required().trim(),
  n: yup.number().when('a', { is: 'x', then: (q) => q.min(5) }),
  l: yup.array().of(yup.date()),
});
s.validate({ a: '', n: 'q' }, { abortEarly: false }).catch((e) => console.log(e.errors, e.inner.length));
s.validate({ a: ' x ', n: 6, l: ['2020-01-01T00:00:00Z'] }).then((v) => console.log(v));
const { struct, object, string, number, is, assert, array, StructError } = require('superstruct');
try {
  assert({ a: 1, b: ['x', 2] }, object({ a: string(), b: array(string()) }));
} catch (e) {
  console.log(
    e instanceof StructError,
    e.message,
    e.path,
    [...e.failures()].map((f) => f.message),
  );
}
console.log(is({ a: 'x' }, object({ a: string() })));
const validator = require('validator');
console.log(
  validator.isEmail('a@b.co'),
  validator.isURL('http://x.y/z?q'),
  validator.isIP('1.2.3.4'),
  validator.isCreditCard('4111111111111111'),
  validator.isISO8601('2020-02-30', { strict: true }),
  validator.escape('<a b="c">'),
  validator.normalizeEmail('A.b+c@Gmail.com'),
  validator.isUUID('550e8400-e29b-41d4-a716-446655440000'),
  validator.isJSON('{'),
  validator.isStrongPassword('aB3$xxxx'),
);
const Joi = require('joi');
const j = Joi.object({
  u: Joi.string().alphanum().min(3).required(),
  p: Joi.ref('u'),
  y: Joi.number().integer().min(1900),
  w: Joi.array().items(Joi.string(), Joi.number()).unique(),
})
  .xor('p', 'y')
  .with('w', 'y');
console.log(j.validate({ u: 'abc', y: 1999, w: [1, 'a'] }));
console.log(j.validate({ u: 'a!', y: 1.5, p: 'q' }, { abortEarly: false }).error.message);
