// Interpreters in the interpreter: brainf, a stack VM, and a small Lisp.
const bf = (src, input = '') => {
  const jump = {},
    st = [];
  [...src].forEach((c, i) => {
    if (c === '[') st.push(i);
    else if (c === ']') {
      const o = st.pop();
      jump[o] = i;
      jump[i] = o;
    }
  });
  const mem = Array(300).fill(0);
  let p = 0,
    out = '',
    k = 0;
  for (let i = 0; i < src.length; i++)
    switch (src[i]) {
      case '>':
        p++;
        break;
      case '<':
        p--;
        break;
      case '+':
        mem[p] = (mem[p] + 1) & 255;
        break;
      case '-':
        mem[p] = (mem[p] - 1) & 255;
        break;
      case '.':
        out += String.fromCharCode(mem[p]);
        break;
      case ',':
        mem[p] = input.charCodeAt(k++) || 0;
        break;
      case '[':
        if (!mem[p]) i = jump[i];
        break;
      case ']':
        if (mem[p]) i = jump[i];
        break;
    }
  return out;
};
console.log(bf('++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.'), bf(',[.,]', 'echo'));
const read = (src) => {
  const toks = src.match(/[()]|"[^"]*"|[^\s()]+/g);
  const parse = () => {
    const t = toks.shift();
    if (t === '(') {
      const l = [];
      while (toks[0] !== ')') {
        if (!toks.length) throw new SyntaxError('unclosed (');
        l.push(parse());
      }
      toks.shift();
      return l;
    }
    if (t === ')') throw new SyntaxError('stray )');
    return t[0] === '"' ? { str: t.slice(1, -1) } : isNaN(t) ? t : Number(t);
  };
  const forms = [];
  while (toks.length) forms.push(parse());
  return forms;
};
const globals = Object.assign(Object.create(null), {
  '+': (...a) => a.reduce((x, y) => x + y, 0),
  '-': (a, ...r) => (r.length ? r.reduce((x, y) => x - y, a) : -a),
  '*': (...a) => a.reduce((x, y) => x * y, 1),
  '<': (a, b) => a < b,
  '=': (a, b) => a === b,
  list: (...a) => a,
  car: (l) => l[0],
  cdr: (l) => l.slice(1),
  cons: (x, l) => [x, ...l],
  'null?': (l) => l.length === 0,
  print: (...a) => (console.log(...a), null)
});
const ev = (x, env) => {
  for (;;) {
    if (typeof x === 'string') {
      if (!(x in env)) throw new ReferenceError('unbound ' + x);
      return env[x];
    }
    if (!Array.isArray(x)) return x.str ?? x;
    const [op, ...a] = x;
    if (op === 'quote') return a[0];
    if (op === 'if') {
      x = ev(a[0], env) ? a[1] : (a[2] ?? { str: 'nil' });
      continue;
    }
    if (op === 'define') return (env[a[0]] = ev(a[1], env));
    if (op === 'lambda')
      return Object.assign((...v) => ev(a[1], Object.assign(Object.create(env), Object.fromEntries(a[0].map((n, i) => [n, v[i]])))), {
        lam: [a, env]
      });
    if (op === 'let') {
      const e2 = Object.create(env);
      for (const [n, v] of a[0]) e2[n] = ev(v, env);
      env = e2;
      x = a[1];
      continue;
    }
    const f = ev(op, env),
      args = a.map((y) => ev(y, env));
    if (f.lam) {
      const [[ps, body], def] = f.lam;
      env = Object.assign(Object.create(def), Object.fromEntries(ps.map((n, i) => [n, args[i]])));
      x = body;
      continue;
    }
    return f(...args);
  }
};
const lisp = (s) => {
  let r;
  for (const f of read(s)) r = ev(f, globals);
  return r;
};
console.log(
  lisp('(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1)))))) (fact 20)'),
  lisp('(define loop (lambda (i acc) (if (= i 0) acc (loop (- i 1) (+ acc i))))) (loop 20000 0)'),
  lisp('(define map (lambda (f l) (if (null? l) l (cons (f (car l)) (map f (cdr l)))))) (map (lambda (x) (* x x)) (list 1 2 3 4))'),
  lisp('(let ((x 2) (y 3)) (+ x y))'),
  lisp('(print "hi" (quote (a b (c))))')
);
for (const s of ['(', ')', '(foo)', '(1 2)'])
  try {
    console.log(lisp(s));
  } catch (e) {
    console.log(`${e}`);
  }
const OPS = {
  push: (s, a) => s.push(a),
  add: (s) => s.push(s.pop() + s.pop()),
  mul: (s) => s.push(s.pop() * s.pop()),
  dup: (s) => s.push(s.at(-1)),
  dec: (s) => s.push(s.pop() - 1),
  swap: (s) => {
    const [a, b] = s.splice(-2);
    s.push(b, a);
  }
};
const vm = (code) => {
  const s = [];
  let pc = 0,
    n = 0;
  while (pc < code.length) {
    n++;
    const [op, a] = code[pc++];
    if (op === 'jnz') {
      if (s.at(-1)) pc = a;
    } else if (op === 'halt') break;
    else OPS[op](s, a);
  }
  return { s, n };
};
console.log(vm([['push', 1], ['push', 10], ['dup'], ['push', 1], ['mul'], ['dec'], ['jnz', 2], ['halt']]).n > 0);
