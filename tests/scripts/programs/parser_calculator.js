// A tokenizer, a Pratt parser, an evaluator and a printer.
const tokenize = (src) => {
  const out = [];
  const re = /\s*(?:(\d+\.?\d*(?:e[-+]?\d+)?)|([a-z_]\w*)|(\*\*|[-+*\/%^()=,<>!?:]))/iy;
  while (re.lastIndex < src.length) {
    const at = re.lastIndex;
    const m = re.exec(src);
    if (!m) {
      if (/^\s*$/.test(src.slice(at))) break;
      throw new SyntaxError(`bad character '${src[at]}' at ${at}`);
    }
    out.push(m[1] ? { t: 'num', v: Number(m[1]) } : m[2] ? { t: 'id', v: m[2] } : { t: m[3] });
  }
  out.push({ t: 'end' });
  return out;
};
const BP = {
  '=': [1, 0.5],
  '?': [2, 1.5],
  '<': [5, 6],
  '>': [5, 6],
  '+': [10, 11],
  '-': [10, 11],
  '*': [20, 21],
  '/': [20, 21],
  '%': [20, 21],
  '**': [31, 30]
};
class Parser {
  constructor(src) {
    this.toks = tokenize(src);
    this.i = 0;
  }
  get tok() {
    return this.toks[this.i];
  }
  eat(t) {
    if (this.tok.t !== t) throw new SyntaxError(`expected ${t} but got ${this.tok.t}`);
    return this.toks[this.i++];
  }
  expr(min = 0) {
    let left;
    const tok = this.toks[this.i++];
    switch (tok.t) {
      case 'num':
        left = { k: 'num', v: tok.v };
        break;
      case 'id':
        if (this.tok.t === '(') {
          this.i++;
          const args = [];
          while (this.tok.t !== ')') {
            args.push(this.expr());
            if (this.tok.t !== ',') break;
            this.i++;
          }
          this.eat(')');
          left = { k: 'call', f: tok.v, args };
        } else left = { k: 'var', n: tok.v };
        break;
      case '(':
        left = this.expr();
        this.eat(')');
        break;
      case '-':
        left = { k: 'neg', e: this.expr(25) };
        break;
      case '!':
        left = { k: 'not', e: this.expr(25) };
        break;
      default:
        throw new SyntaxError(`unexpected ${tok.t}`);
    }
    for (;;) {
      const op = this.tok.t;
      const bp = BP[op];
      if (!bp || bp[0] < min) return left;
      this.i++;
      if (op === '=') {
        if (left.k !== 'var') throw new SyntaxError('bad target');
        left = { k: 'set', n: left.n, e: this.expr(bp[1]) };
      } else if (op === '?') {
        const a = this.expr();
        this.eat(':');
        left = { k: 'if', c: left, a, b: this.expr(bp[1]) };
      } else left = { k: 'bin', op, l: left, r: this.expr(bp[1]) };
    }
  }
  parse() {
    const e = this.expr();
    this.eat('end');
    return e;
  }
}
const F = { max: Math.max, min: Math.min, sqrt: Math.sqrt, sum: (...a) => a.reduce((x, y) => x + y, 0) };
const run = (n, env) => {
  switch (n.k) {
    case 'num':
      return n.v;
    case 'var':
      if (!(n.n in env)) throw new ReferenceError(`${n.n} is not set`);
      return env[n.n];
    case 'neg':
      return -run(n.e, env);
    case 'not':
      return +!run(n.e, env);
    case 'set':
      return (env[n.n] = run(n.e, env));
    case 'if':
      return run(n.c, env) ? run(n.a, env) : run(n.b, env);
    case 'call': {
      const f = F[n.f];
      if (!f) throw new TypeError(`no function ${n.f}`);
      return f(...n.args.map((a) => run(a, env)));
    }
    case 'bin': {
      const l = run(n.l, env),
        r = run(n.r, env);
      return {
        '+': () => l + r,
        '-': () => l - r,
        '*': () => l * r,
        '/': () => l / r,
        '%': () => l % r,
        '**': () => l ** r,
        '<': () => +(l < r),
        '>': () => +(l > r)
      }[n.op]();
    }
  }
};
const show = (n) =>
  n.k === 'num'
    ? `${n.v}`
    : n.k === 'var'
      ? n.n
      : n.k === 'neg'
        ? `(-${show(n.e)})`
        : n.k === 'bin'
          ? `(${show(n.l)} ${n.op} ${show(n.r)})`
          : n.k === 'call'
            ? `${n.f}(${n.args.map(show).join(', ')})`
            : n.k === 'set'
              ? `${n.n} = ${show(n.e)}`
              : n.k;
const env = {};
for (const src of [
  '1 + 2 * 3',
  '(1 + 2) * 3',
  '2 ** 3 ** 2',
  '-2 ** 2',
  'x = 5',
  'y = x * 2 + 1',
  'x < y ? x : y',
  'max(x, y, 3) % 4',
  'sum()',
  'a = b = 7',
  'a + b',
  '10 / 4 / 5',
  '1e3 + .5',
  '!0 + !5',
  'sqrt(16) - -4',
  '1 +',
  '(1',
  'foo(1)',
  'zz',
  '1 $ 2',
  '3 = 4',
  ''
])
  try {
    const ast = new Parser(src).parse();
    console.log(src, '=>', show(ast), '=', run(ast, env));
  } catch (e) {
    console.log(src, '=>', `${e}`);
  }
console.log(env);
console.dir(new Parser('f(1, -x) + 2').parse(), { depth: null });
