//! Hostile input (`tests/bad_input`, see its README): every case ends in time, with an exit code
//! that is right, and with no panic and no signal.
//!
//! The cases that are too large to keep are written by `generate.mjs`, for which `node` must be
//! there; without it the scripts beside it run.

mod process;

use glassheap::Runtime;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A case ends within twenty seconds of a free machine.
const PATIENCE: Duration = Duration::from_secs(90);
/// Address space of a run in KiB: what a case asks beyond it the system refuses, so that none can
/// take the machine's memory.
const ADDRESS_SPACE_KIB: u32 = 6 << 20;
/// The heap of cases that set none, in MB.
const HEAP: &str = "--max-old-space-size=1024";

struct Case {
    name: String,
    arguments: Vec<String>,
    stdin: Option<PathBuf>,
    exits: Vec<i32>,
    /// What stdout or stderr must contain.
    text: String,
}

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_input")
}

/// A line of `cases.tsv`: the name, the arguments, the exit codes and a text, between tabs.
fn parse_case(folder: &Path, line: &str) -> Option<Case> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [name, given @ .., exits, text] = fields.as_slice() else { return None };
    let (mut arguments, mut stdin) = (Vec::new(), None);
    for field in given {
        match field.strip_prefix("@stdin=") {
            Some(file) => stdin = Some(folder.join(file)),
            None => arguments.push((*field).to_string()),
        }
    }
    if !arguments.iter().any(|argument| argument.contains("max-old-space-size")) {
        arguments.insert(0, HEAP.into());
    }
    let exits = exits.split(',').filter_map(|code| code.parse().ok()).collect();
    Some(Case { name: (*name).to_string(), arguments, stdin, exits, text: (*text).to_string() })
}

/// The cases that `generate.mjs` writes, and the folder they run in; `None` without Node.
fn generated() -> Option<(PathBuf, Vec<Case>)> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad_input");
    std::fs::create_dir_all(&folder).ok()?;
    let output = Command::new("node").arg(committed().join("generate.mjs")).arg(&folder).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let list = std::fs::read_to_string(folder.join("cases.tsv")).ok()?;
    let cases = list.lines().filter_map(|line| parse_case(&folder, line)).collect();
    Some((folder, cases))
}

/// The scripts that are kept as they are.
fn kept() -> (PathBuf, Vec<Case>) {
    let folder = committed();
    let entries = std::fs::read_dir(&folder).expect("the folder can be read");
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.ends_with(".js"));
    names.sort();
    let cases = names.iter().filter_map(|name| {
        let (limit, exits, text) = if name.starts_with("memory_") { ("64", "0,134", "") } else { ("1024", "0", "ok") };
        parse_case(&folder, &format!("{name}\t--max-old-space-size={limit}\t{name}\t{exits}\t{text}"))
    });
    let cases = cases.collect();
    (folder, cases)
}

fn judge(folder: &Path, case: &Case) -> Result<(), String> {
    let outcome = process::glass_within(ADDRESS_SPACE_KIB, folder, &case.arguments, case.stdin.as_deref(), PATIENCE)?;
    let stderr: String = outcome.stderr.chars().take(400).collect();
    match outcome.code {
        None => return Err(format!("a signal ended it; stderr: {stderr}")),
        Some(code) if !case.exits.contains(&code) => {
            return Err(format!("exit code {code}, not {:?}; stderr: {stderr}", case.exits));
        }
        Some(_) => {}
    }
    for word in ["panicked at", "RUST_BACKTRACE", "memory allocation of"] {
        if outcome.stderr.contains(word) {
            return Err(format!("it panics: {stderr}"));
        }
    }
    if !outcome.stdout.contains(&case.text) && !outcome.stderr.contains(&case.text) {
        return Err(format!("{:?} is missing; stderr: {stderr}", case.text));
    }
    Ok(())
}

#[test]
fn nothing_hostile_crashes() {
    let (folder, cases) = generated().unwrap_or_else(kept);
    assert!(cases.len() >= 15, "the cases are there");
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get).min(4);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(fault) = judge(&folder, case) {
                        failures.lock().expect("no worker panics").push((case.name.clone(), fault));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().expect("no worker panics");
    failures.sort();
    let list = failures.iter().fold(String::new(), |mut list, (name, fault)| {
        let _ = writeln!(list, "{name}: {fault}");
        list
    });
    assert!(failures.is_empty(), "{} of {} cases fail:\n{list}", failures.len(), cases.len());
}

/// What the process says that runs `script` in a heap of 32 MB, which it fills.
fn last_words(name: &str, script: &str) -> String {
    let file = std::env::temp_dir().join(format!("glassheap-{}-{name}.js", std::process::id()));
    std::fs::write(&file, script).expect("the temporary folder can be written to");
    let arguments = [OsStr::new("--max-old-space-size=32"), file.as_os_str()];
    let outcome = process::glass(&std::env::temp_dir(), &arguments, None, Duration::from_secs(240));
    let process::Outcome { stderr: words, code, .. } = outcome.unwrap_or_else(|fault| panic!("{name}: {fault}"));
    let _ = std::fs::remove_file(&file);
    assert_eq!(code, Some(134), "{name}: {words}");
    assert!(words.contains("JavaScript heap out of memory"), "{name}: {words}");
    words
}

#[test]
fn the_last_words_of_a_full_heap_name_the_line_that_was_filling_it() {
    let script = "const kept = [];\nfunction keep() {\n  for (;;) kept.push(new Array(1000).fill(1));\n}\nkeep();\n";
    let words = last_words("place", script);
    assert!(words.contains("at keep (") && words.contains(".js:3:"), "{words}");
}

/// The lesson's leaks and some more: the script, the line that fills the heap, and the way to what
/// is kept.
const LEAKS: &[(&str, &str, u32, &str)] = &[
    (
        "interval",
        "const leakyArray = [];\nsetInterval(() => {\n  for (let i = 0; i < 100; i++)\n    leakyArray.push({ data: new Array(1000).fill(i), timestamp: i });\n}, 1);",
        4,
        "leakyArray (FILE) → Array(N) → [N] Object {data, timestamp} → .data Array(N)",
    ),
    (
        "listeners",
        "const element = new EventTarget();\nfunction attach(i) {\n  const data = new Array(1000).fill(i);\n  element.addEventListener('click', () => data.length);\n}\nfor (let i = 0; ; i++) attach(i);",
        3,
        "element (FILE) → EventTarget → Map(N) → get(\"click\") function at FILE:4 → variable data Array(N)",
    ),
    (
        "globals",
        "function run() {\n  globalData = [];\n  for (;;) globalData.push({ id: 1.5, text: 'n' + globalData.length });\n}\nrun();",
        3,
        "globalData (global) → Array(N) → [N] Object {id, text}",
    ),
    (
        "cache",
        "const cache = new Map();\nfunction look(key) {\n  cache.set(key, { key, result: new Array(500).fill(0) });\n}\nfor (let n = 0; ; n++) look('user' + n);",
        3,
        "cache (FILE) → Map(N) → get(\"userN\") Object {key, result} → .result Array(N)",
    ),
    (
        // What all instances share, the prototype with its constructor and what that sees, counts
        // for none of them.
        "sessions",
        "const sessions = new Map();\nlet id = 0;\nclass Session {\n  constructor(id) {\n    this.id = id;\n    this.buf = new Array(500);\n  }\n  name() { return 's' + this.id; }\n}\nfor (;;)\n  sessions.set('s' + id++, new Session(id));",
        6,
        "sessions (FILE) → Map(N) → get(\"sN\") Session {id, buf} → .buf Array(N)",
    ),
    ("weak", "while (true)\n  new WeakRef({});", 2, "kept until this job ends, for WeakRefs"),
    (
        "chain",
        "let previous = null;\nfunction wrap() {\n  const old = previous;\n  const big = new Array(2000).fill(1);\n  previous = function keep() { return [big, old]; };\n}\nsetInterval(() => { for (let i = 0; i < 100; i++) wrap(); }, 0);",
        4,
        "previous (FILE) → function keep (FILE:5) → variable old function keep (FILE:5) → … the same again",
    ),
    (
        "list",
        "class Node {\n  constructor(next) { this.next = next; }\n}\nlet head = null;\nfor (;;)\n  head = new Node(head);",
        6,
        "head (FILE) → Node {next} → .next Node {next} → … the same again",
    ),
    (
        "native",
        "function fill() {\n  return Array.from({ length: 1e9 }, (_, i) => ({ i }));\n}\nfill();",
        2,
        "a value that a builtin function works on → Array(N) → [N] Object {i}",
    ),
    (
        "async",
        "const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nasync function main() {\n  const kept = [];\n  for (;;) {\n    await sleep(1);\n    for (let i = 0; i < 5000; i++) kept.push({ at: i, list: [i] });\n  }\n}\nmain();",
        6,
        "kept",
    ),
    (
        "frame",
        "function down(n) {\n  const mine = new Array(20000).fill(n);\n  return down(n + 1) + mine.length;\n}\ndown(0);",
        2,
        "mine in down (FILE:1) → Array(N)",
    ),
];

/// The way with numbers as N and the file as FILE.
fn normalised(line: &str, file: &str) -> String {
    let line = line.replace(file, "FILE");
    let mut text = String::new();
    let mut digits = false;
    let mut kept_colon = false;
    for c in line.chars() {
        // A line's number behind its file stays.
        if c.is_ascii_digit() && !kept_colon {
            if !digits {
                text.push('N');
            }
            digits = true;
        } else {
            text.push(c);
            digits = false;
            kept_colon = c == ':' || (kept_colon && c.is_ascii_digit());
        }
    }
    text
}

#[test]
fn the_last_words_of_a_full_heap_name_what_holds_it_and_the_line_that_allocated_it() {
    for &(name, script, line, way) in LEAKS {
        let words = last_words(name, script);
        let file = format!("glassheap-{}-{name}.js", std::process::id());
        let list = words.split("The largest retainers").nth(1).unwrap_or_default();
        let first = list.lines().nth(1).unwrap_or_default();
        let share: f64 =
            first.split_whitespace().nth(2).and_then(|s| s.trim_end_matches('%').parse().ok()).unwrap_or(0.0);
        assert!(share > 65.0, "{name}: {words}");
        assert!(first.contains(&format!("%  {file}:{line}  ")), "{name}: {words}");
        assert!(normalised(first, &file).contains(way), "{name}: {words}");
    }
}

/// A script whose variable `faults` must be empty at its end, on a thread of the usual size.
fn faults_on_an_ordinary_thread(name: &str) -> Option<f64> {
    let text = std::fs::read_to_string(committed().join(name)).expect("the script is there");
    let run = move || Runtime::new().eval(&format!("{text}\nfaults.length"), "test.js").ok();
    let thread = std::thread::Builder::new().stack_size(8 << 20).spawn(run).expect("a thread can be made");
    thread.join().expect("the thread ends well")
}

#[test]
fn endless_recursion_through_natives_is_an_error_on_a_thread_of_8_mib_too() {
    assert_eq!(faults_on_an_ordinary_thread("recursion_natives.js"), Some(0.0));
}

#[test]
fn deep_values_and_sources_are_walked_on_a_thread_of_8_mib_too() {
    assert_eq!(faults_on_an_ordinary_thread("recursion_nested.js"), Some(0.0));
}
