//! Random programs: trees of statements over a pool of live values, so that a failing one can be
//! made smaller by leaving out statements. What a program prints depends on nothing but its text.

use std::fmt::Write as _;

use crate::campaign::random::Random;
use crate::campaign::shrink::Parts;

/// A statement: a text, or one around others.
#[derive(Clone)]
pub enum Statement {
    Line(String),
    Block { head: String, body: Vec<Statement>, tail: String },
}

/// Functions, by number, and what is set at the top.
#[derive(Clone)]
pub struct Program {
    seed: u64,
    weak: bool,
    pub functions: Vec<Vec<Statement>>,
}

const PRELUDE: &str = include_str!("prelude.js");
const KEYS: &[&str] = &["a", "b", "c", "d", "next", "left", "i", "value", "k1", "k2", "k3", "x"];
const VARIABLES: &[&str] = &["a", "b", "c", "d"];

/// `$e` an expression, `$v` a variable, `$k` a key, `$n` a small number, `$m` a middling and `$l` a
/// large one, `$s` a simple expression, `$f` a function.
const SIMPLE: &[&str] = &["$v", "$v", "$v", "$n", "pick()", "'s$n'", "null", "undefined", "1.5", "true", "$v"];

const EXPRESSIONS: &[&str] = &[
    "{ $k: $e, $k: $e }",
    "{ $k: $e }",
    "{ $k: $s, $k: $s, $k: $s, $k: $s, $k: $s, $k: $s }",
    "[$e, $e]",
    "[]",
    "{}",
    "[$s, , $s]",
    "new C0($e)",
    "new C1($e)",
    "new C2($s)",
    "list($m)",
    "tree(6)",
    "ring($m)",
    "copy($v)",
    "{ ...copy($v), $k: $e }",
    "(q) => (q === PEEK ? [a, b] : (a = q, c))",
    "function (q) { if (q === PEEK) return [$v, $v]; $v = q; return $v; }",
    "((x) => (q) => (q === PEEK ? x : (x = q)))($e)",
    "new Map([[$s, $e], [$s, $e]])",
    "new Set([$s, $e])",
    "Object.create(plain(), { $k: { value: $s, writable: true, configurable: true, enumerable: true } })",
    "Object.create(plain())",
    "generator($e, $n)",
    "step($v, $e)",
    "cat($v, $v)",
    "cat(cat($v, 'y$n'), `${num($v)}`)",
    "'k' + rnd(60)",
    "'wide\\u{1F600}' + rnd(90)",
    "'ab'.repeat($m)",
    "str($v).slice($n)",
    "str($v).split('').reverse()",
    "str($v).toUpperCase()",
    "new Array($m).fill($e)",
    "new Array($l).fill($s)",
    "Array.from({ length: $l }, (_, i) => ({ i }))",
    "Array.from({ length: $m }, (_, i) => [i, $v])",
    "Array.from(map($v).values()).slice(0, $m)",
    "[...set($v)].slice(0, $m)",
    "{ get $k() { return $v; }, $k: $e }",
    "Object.assign({}, copy($v), { $k: $e })",
    "Object.entries(copy($v))",
    "Object.fromEntries([['$k', $e], ['k' + rnd(99), $s]])",
    "JSON.parse('{\"a\":[1,{\"b\":\"x$n\"}]}')",
    "JSON.stringify([$n, 'q', { z: num($v) }])",
    "class extends C0 { more = $s; }",
    "arr($v)[rnd(arr(0).length + 1)]",
    "obj($v).$k",
    "map($v).get($s)",
    "call($f, $s, $s)",
    "[1, 2, 3, 4].map((x) => ({ x, of: $v }))",
    "Symbol('s$n')",
    "new Error('e$n').name",
    "Object.keys(copy($v)).join()",
    "num($v) * 1.25 + $n",
];

const LINES: &[&str] = &[
    "put($e);",
    "put($e);",
    "$v = pick();",
    "$v = $e;",
    "$v = $e;",
    "obj($v).$k = $e;",
    "obj($v).$k = $e;",
    "obj($v)['k' + rnd(60)] = $e;",
    "obj($v)[SYMBOLS[rnd(3)]] = $e;",
    "delete obj($v).$k;",
    "delete plain()['k' + rnd(60)];",
    "$v = obj($v).$k;",
    "arr($v).push($e, $e);",
    "arr($v).pop();",
    "$v = arr($v).shift();",
    "$v = arr($v)[$n];",
    "arr($v)[$m] = $e;",
    "arr($v)[$l] = $e;",
    "arr($v)[arr($v).length >> 1] = $e;",
    "arr($v).length = $m;",
    "delete arr($v)[$n];",
    "{ const t = arr($v); if (room(t, 4000)) for (let i = 0; i < $l; i++) t.push({ i, v: $v }); }",
    "{ const t = arr($v); if (room(t, 4000)) for (let i = 0; i < $l; i++) t.push(i); }",
    "{ const t = arr($v); while (t.length > $m) t.pop(); }",
    "{ const t = arr($v); for (let i = 0; i < t.length && i < 3000; i += 3) t[i] = [t[i], i].slice(1); }",
    "{ const t = arr($v); for (let i = 0; i < t.length && i < 3000; i += 7) t[i] = t[t.length - 1 - i]; }",
    "{ const t = arr($v); for (let i = t.length - 1; i > 0 && i > t.length - 500; i--) { const j = rnd(i); [t[i], t[j]] = [t[j], t[i]]; } }",
    "arr($v).splice($n, $n, $e, $e);",
    "arr($v).splice($m, $l);",
    "arr($v).unshift($e);",
    "$v = arr($v).slice($n, $l);",
    "$v = arr($v).slice(0, 2000).map((x, i) => (i % 3 ? x : [x]));",
    "$v = arr($v).filter((x, i) => i % 2 || isObject(x));",
    "$v = arr($v).slice(0, 2000).concat([$e], $s);",
    "arr($v).reverse();",
    "arr($v).fill($s, $n, $m);",
    "arr($v).copyWithin($n, $m, $l);",
    "arr($v).sort((x, y) => num(x) - num(y));",
    "if (rnd(60) === 0) arr(0)[7000 + $l] = $e;",
    "mapRoom(map($v)).set($s, $e);",
    "{ const t = mapRoom(map($v)); for (let i = 0; i < $m; i++) t.set(i, { i, v: $v }); }",
    "{ const t = mapRoom(map($v)); for (let i = 0; i < $l; i++) t.set({ i }, i); }",
    "{ const t = map($v); let i = 0; for (const key of t.keys()) if (i++ % 3) t.delete(key); }",
    "{ const t = mapRoom(map($v)); let i = 0; for (const [key, value] of t) { if (i++ > 100) break; t.set(value, key); } }",
    "map($v).delete($s);",
    "set($v).add($e);",
    "{ const t = set($v); if (t.size > 2000) t.clear(); for (let i = 0; i < $m; i++) t.add(i % 4 ? i : { i }); }",
    "for (const x of set($v)) { if (rnd(3)) set($v).delete(x); if (!burn()) break; }",
    "Object.setPrototypeOf(plain(), plain());",
    "Object.setPrototypeOf(plain(), Object.prototype);",
    "Object.defineProperty(obj($v), '$k', { get() { return $v; }, configurable: true, enumerable: true });",
    "Object.defineProperty(obj($v), '$k', { value: $e, writable: true, configurable: true, enumerable: false });",
    "if (rnd(30) === 0) Object.freeze(plain());",
    "{ const { $k: one, ...rest } = copy($v); put(rest); $v = one; }",
    "[$v, $v] = [$v, $v];",
    "[$v = 1, ...$v] = arr($v).slice(0, 20);",
    "for (const [key, value] of Object.entries(copy($v))) obj($v)[key] = value;",
    "for (let i = 0; i < $n; i++) put((q) => (q === PEEK ? [i, $v] : ($v = q, i)));",
    "{ const t = {}; for (let i = 0; i < $m; i++) t['w' + ((i * 7) % 61)] = [i]; put(t); }",
    "{ const t = {}; for (let i = 0; i < $l; i++) t['d' + i] = i; for (let i = 0; i < $l; i += 2) delete t['d' + i]; put(t); }",
    "{ const t = []; for (let i = 0; i < $m; i++) { const o = {}; o['q' + (i % 9)] = i; o['r' + (i % 5)] = o; t.push(o); } put(t); }",
    "{ let t = null; for (let i = 0; i < $l; i++) t = { t, i }; put(t); }",
    "{ let t = ''; for (let i = 0; i < $m; i++) t += 'x' + i; $v = t.slice(-80); }",
    "{ let t = $v; for (let i = 0; i < $m; i++) t = isObject(t) && t.next ? t.next : t; put(t); }",
    "for (const g of generators) if (rnd(2)) put(step(g, $v));",
    "later(() => { put($e); return $e; });",
    "later(() => call($f, $s, $s));",
    "later(async () => { const x = await $s; put([x, $v]); await null; return $v; });",
    "tasks.push(chain($e, $n));",
    "tasks.push(Promise.all([$s, chain($s, 3)]).then(([x, y]) => { put(x); return y; }));",
    "tasks.push(Promise.reject($s).catch((x) => ({ caught: x })));",
    "tasks.push((async () => { try { await Promise.reject({ $k: $s }); } catch (x) { return x; } finally { put($s); } })());",
    "put(call($f, $e, $e));",
    "$v = call($f, $s, $e);",
    "if ($v instanceof C0) $v.secret = $e;",
    "if ($v instanceof C0) put($v.secret, $v.over);",
    "if ($v instanceof C0) put($v.over($e));",
    "weakly($v, $e);",
    "weakly($v, $v);",
    "weakly($v, { $k: $v });",
    "if (rnd(50) === 0) gc();",
    "if (rnd(8) === 0) throw $e;",
    "if (rnd(12) === 0) return $e;",
    "if (!burn()) return $v;",
    "null.$k;",
];

const BLOCKS: &[(&str, &str)] = &[
    ("for (let i = 0; i < $n && burn(); i++) {", "}"),
    ("for (let i = 0; i < $m && burn(); i++) {", "}"),
    ("for (const x of arr($v).slice(0, $n)) { $v = x;", "}"),
    ("for (const [x, y] of [...map($v)].slice(0, $n)) { $v = x; $v = y;", "}"),
    ("for (const key of Object.keys(copy($v))) { $v = obj($v)[key]; if (!burn()) break;", "}"),
    ("if (rnd(2)) {", "}"),
    ("if (isObject($v)) {", "}"),
    ("try {", "} catch (error) { note(error); $v = error instanceof Error ? error.name : error; }"),
    ("try {", "} finally { put($e); }"),
    (
        "try { if (rnd(4) === 0) throw { $k: $e };",
        "} catch (error) { put(error instanceof Error ? 1 : error); } finally { $v = $s; }",
    ),
    ("(() => {", "})();"),
    ("put(((x) => { let a = x, b = $s;", "return (q) => (q === PEEK ? [a, b, c] : (b = q)); })($e));"),
    ("{ let c = $s; const d0 = () => {", "return c; }; $v = d0(); put((q) => (q === PEEK ? c : d0())); }"),
    ("for (const x of counting($s, 3)) { $v = x;", "}"),
    ("[1, 2, 3].forEach((i) => {", "});"),
    ("later(() => {", "return $v; });"),
];

impl Program {
    /// The program of a seed. `weak`: with weak maps and references.
    pub fn generate(seed: u64, weak: bool) -> Program {
        let mut random = Random::new(seed);
        let count = 3 + random.below(6);
        let functions = (0..count)
            .map(|_| {
                let len = 3 + random.below(14);
                (0..len).map(|_| statement(&mut random, count, 2)).collect()
            })
            .collect();
        Program { seed, weak, functions }
    }

    /// The text, for so many rounds.
    pub fn text(&self, rounds: usize) -> String {
        let mut text = String::new();
        let _ = writeln!(
            text,
            "const SEED = {}, WEAK = {}, FUEL = {}, NODES = {};",
            self.seed as u32 | 1,
            self.weak,
            20 + rounds * 4,
            rounds * 400
        );
        let mut text = format!("'use strict';\n{text}{PRELUDE}");
        for (number, body) in self.functions.iter().enumerate() {
            let _ = writeln!(text, "function f{number}(a, b) {{\n  let c = pick(), d = b;");
            body.iter().for_each(|statement| statement.write(&mut text, 1));
            text += "  return [a, b, c, d][rnd(4)];\n}\n";
        }
        let names: Vec<String> = (0..self.functions.len()).map(|number| format!("f{number}")).collect();
        let _ = writeln!(text, "main([{}], {rounds});", names.join(", "));
        text
    }
}

/// Parts are statements.
impl Parts for Program {
    fn count(&self) -> usize {
        self.functions.iter().flatten().map(Statement::len).sum()
    }

    /// A block is counted before its body.
    fn without(&self, index: usize, count: usize) -> Option<Program> {
        let mut program = self.clone();
        let mut at = 0;
        for body in &mut program.functions {
            remove(body, &mut at, index..index + count);
        }
        Some(program)
    }
}

fn remove(body: &mut Vec<Statement>, at: &mut usize, range: std::ops::Range<usize>) {
    body.retain_mut(|statement| {
        let here = *at;
        if range.contains(&here) {
            *at += statement.len();
            return false;
        }
        *at += 1;
        if let Statement::Block { body, .. } = statement {
            remove(body, at, range.clone());
        }
        true
    });
}

impl Statement {
    fn len(&self) -> usize {
        match self {
            Statement::Line(_) => 1,
            Statement::Block { body, .. } => 1 + body.iter().map(Statement::len).sum::<usize>(),
        }
    }

    fn write(&self, text: &mut String, indent: usize) {
        let pad = "  ".repeat(indent);
        match self {
            Statement::Line(line) => _ = writeln!(text, "{pad}{line}"),
            Statement::Block { head, body, tail } => {
                let _ = writeln!(text, "{pad}{head}");
                body.iter().for_each(|statement| statement.write(text, indent + 1));
                let _ = writeln!(text, "{pad}{tail}");
            }
        }
    }
}

fn statement(random: &mut Random, functions: usize, depth: usize) -> Statement {
    if depth == 0 || random.below(4) != 0 {
        let template = random.of(LINES);
        return Statement::Line(fill(random, template, functions, 2));
    }
    let (head, tail) = BLOCKS[random.below(BLOCKS.len())];
    let (head, tail) = (fill(random, head, functions, 1), fill(random, tail, functions, 1));
    let body = (0..1 + random.below(5)).map(|_| statement(random, functions, depth - 1)).collect();
    Statement::Block { head, body, tail }
}

/// Puts something random in the place of each `$` of a template.
fn fill(random: &mut Random, template: &str, functions: usize, depth: usize) -> String {
    let mut text = String::new();
    let mut characters = template.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '$' || characters.peek() == Some(&'{') {
            text.push(character);
            continue;
        }
        match characters.next().expect("a letter follows") {
            'e' if depth > 0 && random.below(3) != 0 => {
                let template = random.of(EXPRESSIONS);
                text += &format!("({})", fill(random, template, functions, depth - 1));
            }
            'e' | 's' => {
                let template = random.of(SIMPLE);
                text += &fill(random, template, functions, 0);
            }
            'v' => text += random.of(VARIABLES),
            'k' => text += random.of(KEYS),
            'n' => _ = write!(text, "{}", random.below(9)),
            'm' => _ = write!(text, "{}", 10 + random.below(80)),
            'l' => _ = write!(text, "{}", 600 + random.below(1500)),
            'f' => _ = write!(text, "f{}", random.below(functions)),
            other => unreachable!("${other} in a template"),
        }
    }
    text
}
