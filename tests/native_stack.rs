//! Deep recursion through native functions ends in a RangeError on threads of any usual size: how
//! much room they have is measured.

use glassheap::Runtime;

/// Ways from a function back into itself through natives: each text defines `f`, which calls itself
/// without end.
const WAYS: &[(&str, &str)] = &[
    ("map", "function f() { return [1].map(f) }"),
    ("sort", "function f() { return [2, 1].sort(f) }"),
    ("a getter", "const o = { get x() { return f() } }; function f() { return Reflect.get(o, 'x') }"),
    ("a plain getter", "const o = { get x() { return this.x } }; function f() { return o.x }"),
    ("toJSON", "const o = { toJSON() { return f() } }; function f() { return JSON.stringify(o) }"),
    ("a nested toJSON", "function f() { return JSON.stringify({ a: [{ toJSON: f }] }) }"),
    ("a reviver", "function f() { return JSON.parse('[1]', f) }"),
    ("replace", "function f() { return 'a'.replace(/a/, f) }"),
    ("replaceAll", "function f() { return 'aa'.replaceAll('a', f) }"),
    ("toString", "const o = { toString() { return f() } }; function f() { return `${o}` + String(o) }"),
    ("valueOf", "const o = { valueOf() { return f() } }; function f() { return Math.max(o, +o) }"),
    ("an iterator", "const o = { [Symbol.iterator]() { return f() } }; function f() { return Array.from(o) }"),
    ("a spread", "const o = { *[Symbol.iterator]() { yield f() } }; function f() { return [...o] }"),
    ("construct", "class A { constructor() { Reflect.construct(A, []) } } function f() { return new A }"),
    ("bind", "function f() { return f.bind(null).apply(null, [1]) }"),
    ("eval", "var f = function () { return Function('return f()')() }; globalThis.f = f"),
    (
        "console.log",
        "const o = { [Symbol.for('nodejs.util.inspect.custom')]() { return f() } }; function f() { console.log(o) }",
    ),
    ("a Map", "function f() { return new Map([[1, 2]]).forEach(f) }"),
    ("a closure of Rust", "function f() { return call(f) }"),
    (
        "a mix",
        "let n = 0; const ways = [
            () => [1].map(f), () => [2, 1].sort(f), () => ({ get x() { return f() } }).x,
            () => JSON.stringify({ toJSON: f }), () => 'a'.replace(/a/g, f), () => Reflect.apply(f, null, []),
            () => `${{ toString: f }}`, () => call(f), () => new Set([1]).forEach(f), () => Array.from([1], f),
         ];
         function f() { return ways[n++ % ways.length]() }",
    ),
];

/// Runs all of them on a thread with this stack, what the system takes of it included.
fn recurse_on(bytes: usize) {
    let body = || {
        for (name, text) in WAYS {
            let mut runtime = Runtime::new();
            let call = |scope: &mut glassheap::Scope<'_>, f: glassheap::Handle| f.call::<()>(scope, ());
            runtime.register("call", call).expect("a global");
            // Twice, and a catch at the bottom: what an overflow left behind must be whole.
            let text = format!(
                "{text}; let seen = []; for (let i = 0; i < 2; i++) try {{ f() }} catch (e) {{ seen.push(String(e)) }} seen.join()"
            );
            let seen = runtime.eval::<String>(&text, "deep.js").unwrap_or_else(|error| panic!("{name}: {error}"));
            let expected = "RangeError: Maximum call stack size exceeded";
            assert_eq!(seen, format!("{expected},{expected}"), "{name}");
        }
    };
    let thread = std::thread::Builder::new().stack_size(bytes).spawn(body).expect("a thread");
    thread.join().expect("no panic");
}

#[test]
fn recursion_through_natives_on_a_thread_of_2_mib() {
    recurse_on(2 << 20);
}

#[test]
fn recursion_through_natives_on_a_thread_of_8_mib() {
    recurse_on(8 << 20);
}

#[test]
fn recursion_through_natives_on_a_thread_of_64_mib() {
    recurse_on(64 << 20);
}
