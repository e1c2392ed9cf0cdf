//! The last words of a full heap on the programs that leak: what holds the memory, in the program's
//! own names, and in a tracked heap the line that stores the references to it.

mod process;

use std::path::{Path, PathBuf};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(240);

/// The program, the beginning of the way to what holds the memory, and the line that keeps it.
const LEAKS: &[(&str, &str, &str)] = &[
    ("cache.js", "cache (cache.js) → Map(N) → get(\"user:N\") Object {key, text}", "cache.js:9"),
    ("closure.js", "handlers (closure.js) → Array(N) → [N] function at closure.js:6", "closure.js:6"),
    ("generator.js", "readers (generator.js) → Map(N) → get(N) Generator", "generator.js:10"),
    ("history.js", "function Editor (history.js:2) → .undo Array(N) → [N] Object {text, cursor}", "history.js:6"),
    ("lesson_global.js", "memory (global) → Array(N) → [N] Object {n}", "lesson_global.js:3"),
    ("lesson_interval.js", "leaky (lesson_interval.js) → Array(N) → [N] Array(N)", "lesson_interval.js:4"),
    (
        "lesson_listener.js",
        "button (lesson_listener.js) → EventTarget → Map(N) → get(\"click\")",
        "lesson_listener.js:5",
    ),
    (
        "lesson_self_reference.js",
        "nodes (lesson_self_reference.js) → Array(N) → [N] Object {n, self}",
        "lesson_self_reference.js:6",
    ),
    ("list.js", "last (list.js) → Object {text, before} → .before Object {text, before} → … the same", "list.js:4"),
    ("listener.js", "→ ._events Object {config} → .config Array(N) → [N] function at listener.js:7", "listener.js:7"),
    ("mixed.mjs", "history (mixed.mjs) → Array(N) → [N] Object {order, at}", "mixed.mjs:13"),
    ("module_state.js", "→ variable state Object {sessions} → .sessions Object {session N", "store.js:3"),
    ("object_keys.js", "visits (object_keys.js) → Map(N) → (key) Object {page}", "object_keys.js:5"),
    ("pending.js", "gate (pending.js) → Promise", "pending.js:6"),
    ("promise.js", "waiting (promise.js) → Set(N) → (key) function", "promise.js:5"),
    ("queue.js", "jobs (queue.js) → Array(N) → [N] Object {n, done}", "queue.js:5"),
    ("registry.js", "registry (registry.js) → FinalizationRegistry", "registry.js:5"),
    ("string.js", "log (string.js) → string of N characters", "string.js:4"),
    ("timer.js", "setInterval → Timeout → function at timer.js:6", "timer.js:6"),
    ("tree.js", "selected (tree.js) → Array(N) → [N] Node {parent, label, children}", "tree.js:18"),
    ("weakmap.js", "keys (weakmap.js) → Array(N) → [N] Object {n}", "weakmap.js:7"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/leaks")
}

/// The list of what holds the memory, with the numbers as N that are no lines of files.
fn retainers(script: &str, flags: &[&str]) -> Vec<String> {
    let arguments = [&["--virtual-time", "--for=1000000h", "--max-old-space-size=4"], flags, &[script]].concat();
    let outcome =
        process::glass(&folder(), &arguments, None, PATIENCE).unwrap_or_else(|fault| panic!("{script}: {fault}"));
    assert_eq!(outcome.code, Some(134), "{script}: {}", outcome.stderr);
    let list = outcome.stderr.split("what holds them:\n").nth(1).unwrap_or_default();
    let list = list.lines().take_while(|line| line.starts_with(' '));
    list.map(normalised).collect()
}

fn normalised(line: &str) -> String {
    let mut text = String::new();
    let mut last = ' ';
    for c in line.chars() {
        match c.is_ascii_digit() {
            true if last == 'N' => {}
            // A line of a file.
            true if last == ':' && text.ends_with("js:") || last.is_ascii_digit() => text.push(c),
            true => text.push('N'),
            false => text.push(c),
        }
        last = text.chars().last().unwrap_or(' ');
    }
    text
}

fn check(flags: &[&str], kept: bool) {
    let mut wrong = String::new();
    for &(script, way, line) in LEAKS {
        let list = retainers(script, flags);
        let first = list.first().cloned().unwrap_or_default();
        let named = !kept || list.get(1).is_some_and(|second| second.trim() == format!("kept at {line}"));
        if !first.contains(way) || !named {
            wrong += &format!("{script}, {way}, {line}:\n{}\n", list.join("\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_full_heap_names_what_holds_it() {
    check(&[], false);
}

#[test]
fn a_full_tracked_heap_names_the_line_that_keeps_it() {
    check(&["--track-allocations"], true);
}

/// Far more of everything than the search has nodes: roots, elements, entries of a WeakMap, jobs,
/// shapes of single objects.
#[test]
fn what_is_more_than_the_search_has_room_for_is_weighed() {
    let programs: &[(&str, &str, &str)] = &[
        ("timers", "for (let i = 0; ; i++) setTimeout(() => i, 1e9);", "setTimeout"),
        ("jobs", "const p = Promise.resolve(); for (let i = 0; ; i++) p.then(() => i);", "a promise job that waits"),
        (
            "weak keys",
            "const w = new WeakMap(), keys = []; globalThis.keys = keys;
             for (let i = 0; ; i++) { const k = {}; w.set(k, [i, i, i, i]); keys.push(k); }",
            "keys (global)",
        ),
        (
            "own shapes",
            "const list = []; globalThis.list = list;
             for (let i = 0; ; i++) { const o = { a: i }; delete o.a; o['k' + i] = i; list.push(o); }",
            "list (global)",
        ),
        ("holes", "const a = globalThis.a = []; for (let i = 0; ; i++) a.push({ i });", "a (global)"),
    ];
    for &(name, script, way) in programs {
        let outcome = process::eval(&["--max-old-space-size=24"], script);
        assert_eq!(outcome.code, Some(134), "{name}: {}", outcome.stderr);
        let list = outcome.stderr.split("what holds them:\n").nth(1).unwrap_or_default();
        let first = list.lines().next().unwrap_or_default();
        let share: f64 =
            first.split_whitespace().nth(2).and_then(|s| s.trim_end_matches('%').parse().ok()).unwrap_or(0.0);
        assert!(first.contains(way) && share > 50.0, "{name}: {}", outcome.stderr);
    }
}
