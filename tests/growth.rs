//! Growth: what an operation costs must not grow with the square of what it works on.
//!
//! Each script of `tests/growth/` works on `N` things. It is run with `N` and with four times as
//! many, each time in a world of its own, and what the runtime did is counted: bytes allocated, and
//! slots, entries and characters moved or looked through. Linear work is four times as much, work
//! in proportion to N log N a little more, quadratic work sixteen times. Nothing is measured in
//! time.

mod process;

use std::fs;
use std::path::PathBuf;

use glassheap::internals::engine::{Engine, EngineOptions, THREAD_STACK_BYTES};

/// How many things.
const SMALL: usize = 4_000;
const FACTOR: usize = 4;
/// How much more work they may be.
const MOST: f64 = 6.0;
/// Bytes that go with a slot, for one sum of both.
const SLOT: u64 = 8;

fn scripts() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/growth");
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// What a script does with `n` things.
fn work(name: &str, text: &str, n: usize) -> u64 {
    let mut runtime = Engine::new(EngineOptions::default());
    let count = |runtime: &mut Engine| {
        let space = &runtime.vm().space;
        space.heap.stats().allocated_total + SLOT * space.work as u64
    };
    let before = count(&mut runtime);
    // On the line of the script's own comment, so that its lines keep their numbers.
    let code = runtime.run_script(name, &format!("const N = {n}; {text}"), false);
    assert_eq!(code, 0, "{name} with {n}");
    count(&mut runtime) - before
}

fn growth(name: &str, text: &str) -> f64 {
    let (few, many) = (work(name, text, SMALL), work(name, text, FACTOR * SMALL));
    println!("{name:28} {few:>12} {many:>12} {:6.2}", many as f64 / few as f64);
    many as f64 / few as f64
}

fn on_a_large_stack(body: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(THREAD_STACK_BYTES).spawn(body);
    thread.expect("a thread").join().expect("the test");
}

#[test]
fn the_square_of_a_number_is_seen() {
    on_a_large_stack(|| {
        let moves = "const a = []; for (let i = 0; i < N; i++) a.push(i); while (a.length) a.splice(a.length >> 1, 1);";
        let copies = "let a = []; for (let i = 0; i < N; i++) a = a.concat(i);";
        let characters = "let s = ''; for (let i = 0; i < N; i++) { s = 'x' + s; s.charCodeAt(0); }";
        for text in [moves, copies, characters] {
            assert!(growth("quadratic", text) > 12.0, "{text}");
        }
    });
}

#[test]
fn work_grows_with_what_is_worked_on() {
    on_a_large_stack(|| {
        let mut faults = Vec::new();
        for path in scripts() {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a script");
            let growth = growth(&name, &text);
            if growth > MOST {
                faults.push(format!("{name}: {growth:.2}"));
            }
        }
        assert!(faults.is_empty(), "more than {MOST} times the work for {FACTOR} times as much: {faults:#?}");
    });
}

/// What `memoryUsage().heapUsed + external` rises by while `body` has run and what it keeps in
/// `kept` lives.
fn held(body: &str) -> f64 {
    let script = format!(
        "const used = () => {{ gc(); gc(); const u = memoryUsage(); return u.heapUsed + u.external; }};
        let kept;
        const before = used();
        {{ {body} }}
        console.log(used() - before);"
    );
    process::eval(&[], &script).figures()[0]
}

#[test]
fn memory_follows_what_is_held() {
    // Elements far apart, by count.
    let sparse = held("kept = {}; for (let i = 0; i < 10_000; i++) kept[i * 1e4] = i;");
    assert!(sparse < 1e6, "{sparse}");
    let made_dense = held("kept = []; for (let i = 50_000; i-- > 0;) kept[i] = i;");
    assert!((400e3..700e3).contains(&made_dense), "{made_dense}");
    // What a long array held is given back, whatever it is emptied by.
    for step in ["a.shift()", "a.pop()", "a.length--", "a.splice(0, 1)", "a.shift(), a.push(a.pop())"] {
        let emptied = held(&format!(
            "const a = kept = []; for (let i = 0; i < 50_000; i++) a.push(i); while (a.length > 10) {step};"
        ));
        assert!(emptied < 20e3, "{step}: {emptied}");
    }
    let queue = held(
        "const a = kept = []; for (let i = 0; i < 5000; i++) a.push(i);
        for (let i = 0; i < 100_000; i++) { a.push(a.shift()); if (i % 7 === 0) { a.unshift(i); a.pop(); } }",
    );
    assert!(queue < 120e3, "{queue}");
    // A part of a text keeps at most twice its own length alive, a growing one half as much again.
    for length in [100, 1_000, 40_000, 60_000, 90_000] {
        let text = "String.fromCharCode(65 + i) + 'x'.repeat(1e5)";
        let parts = held(&format!(
            "kept = []; for (let i = 0; i < 50; i++) {{ const s = {text}; s.charCodeAt(0); kept.push(s.slice(0, {length})); }}"
        ));
        assert!(parts < 50.0 * (2.0 * f64::from(length) + 200.0) + 10e3, "{length}: {parts}");
    }
    let grown = held("kept = ''; for (let i = 0; i < 500_000; i++) { kept += 'x'; kept.charCodeAt(0); }");
    assert!((500e3..800e3).contains(&grown), "{grown}");
}
