const Ajv = require('ajv');
const ajv = new Ajv({ allErrors: true, strict: false, verbose: false });
const schema = {
  type: 'object',
  properties: {
    a: { type: 'integer', minimum: 3 },
    b: { type: 'array', items: { $ref: '#/definitions/s' }, uniqueItems: true },
    c: { oneOf: [{ const: 1 }, { pattern: '^x+$', type: 'string' }] },
  },
  required: ['a', 'z'],
  additionalProperties: false,
  definitions: { s: { type: 'string', maxLength: 3 } },
};
const v = ajv.compile(schema);
for (const d of [{ a: 5, z: 1 }, { a: 1.5, b: ['abcd', 'abcd'], c: 'y', q: 1 }, [], { a: 9, b: [1], c: 1 }])
  console.log(v(d), v.errors, ajv.errorsText(v.errors));
const a2 = new Ajv({ useDefaults: true, coerceTypes: true, removeAdditional: true });
const o = { n: '12', x: 1 };
console.log(
  a2.validate(
    { type: 'object', properties: { n: { type: 'number' }, d: { default: [1] } }, additionalProperties: false },
    o,
  ),
  o,
);
try {
  ajv.compile({ type: 'wrong' });
} catch (e) {
  console.log(e.message);
}
