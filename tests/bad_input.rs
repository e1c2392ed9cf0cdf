//! Hostile input (`tests/bad_input`, see its README): every case ends in time, with an exit code that is right, and with no panic and no signal.
//!
//! The cases that are too large to keep are written by `generate.mjs`, for which `node` must be there; without it the scripts beside it run.

mod process;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A case ends within twenty seconds of a free machine.
const PATIENCE: Duration = Duration::from_secs(90);
/// Address space of a run in KiB: what a case asks beyond it the system refuses, so that none can take the machine's memory.
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

#[test]
fn the_last_words_of_a_full_heap_name_the_line_that_was_filling_it() {
    let script = std::env::temp_dir().join(format!("glassheap-full-{}.js", std::process::id()));
    std::fs::write(
        &script,
        "const kept = [];\nfunction keep() {\n  for (;;) kept.push(new Array(1000).fill(1));\n}\nkeep();\n",
    )
    .expect("the temporary folder can be written to");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_glass"))
        .arg("--max-old-space-size=32")
        .arg(&script)
        .output()
        .expect("glass starts");
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    let _ = std::fs::remove_file(&script);
    assert_eq!(output.status.code(), Some(134), "{words}");
    assert!(words.contains("JavaScript heap out of memory"), "{words}");
    assert!(words.contains("at keep (") && words.contains(".js:3:"), "{words}");
}
