//! Runs every script of `tests/scripts` through `glass` and compares what it prints with what Node
//! 20 printed; see `tests/README.md`. Then again with a collection at every safepoint.

mod process;

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use process::Outcome;

/// A script that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(60);
/// Under stress everything takes longer.
const STRESS_PATIENCE: Duration = Duration::from_secs(300);
/// Areas that this test passes over: what waits for later, what has a test of its own, and
/// what scripts load.
const PASSED_OVER: &[&str] = &["later", "bad_input", "fixtures"];
/// The area of what Node has not: its expectations are written by this runtime itself
/// (`UPDATE_EXPECTED=1`).
const OWN: &str = "own";

fn scripts() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder of scripts can be read").flatten() {
            let path = entry.path();
            let passed_over = || PASSED_OVER.iter().any(|name| path.ends_with(name));
            if path.is_dir() && !passed_over() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "js") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn area(script: &Path) -> &str {
    script.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or("")
}

fn run(script: &Path, flags: &[&str], patience: Duration) -> Result<Outcome, String> {
    let ecma = (area(script) == "ecma").then_some("--ecma");
    let own = own_flags(script);
    let flags = flags.iter().copied().chain(ecma).chain(own.iter().map(String::as_str));
    let arguments: Vec<&OsStr> = flags.map(OsStr::new).chain([script.as_os_str()]).collect();
    process::glass(Path::new("."), &arguments, None, patience)
}

/// What a script of `own/` wants to be run with: the flags behind `// flags:` in its first line.
fn own_flags(script: &Path) -> Vec<String> {
    if area(script) != OWN {
        return Vec::new();
    }
    let text = std::fs::read_to_string(script).unwrap_or_default();
    let flags = text.lines().next().and_then(|line| line.strip_prefix("// flags:")).unwrap_or("");
    flags.split_whitespace().map(str::to_owned).collect()
}

fn beside(script: &Path, extension: &str) -> Option<String> {
    std::fs::read_to_string(script.with_extension(extension)).ok()
}

/// Takes out of stderr what the README of the tests says is each engine's own.
fn normalise(stderr: &str, folder: &str) -> String {
    // What `--gc=refcount` says of itself and of what it leaked.
    let stderr = stderr.split("glass: reference counting leaked").next().unwrap_or("").replace(folder, "$DIR");
    let mut lines = Vec::new();
    for line in stderr.split('\n').filter(|line| !line.starts_with("glass: --gc=refcount")) {
        if line.starts_with("glass v") || line.starts_with("Node.js ") {
            lines.push("Node.js $VERSION".to_string());
            continue;
        }
        let mut line = line.strip_suffix(" {").unwrap_or(line).to_string();
        if line.trim_start().starts_with("at ") {
            if !line.contains("$DIR") {
                continue;
            }
            line = cut_after_position(&line);
        }
        let of_node = line.contains("lines matching cause stack trace") || line.contains("--trace-uncaught");
        if !of_node {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// `    at f (x.js:1:2) { … ` up to the position's end.
fn cut_after_position(line: &str) -> String {
    let digits = |from: usize| line[from..].find(|c: char| !c.is_ascii_digit()).map_or(line.len(), |n| from + n);
    let Some(file) = line.find(".js:") else { return line.to_string() };
    let line_end = digits(file + 4);
    let column_end = if line[line_end..].starts_with(':') { digits(line_end + 1) } else { line_end };
    let end = if line[column_end..].starts_with(')') { column_end + 1 } else { column_end };
    line[..end].to_string()
}

fn first_difference(wanted: &str, got: &str) -> String {
    let (mut wanted_lines, mut got_lines) = (wanted.split('\n'), got.split('\n'));
    let mut number = 0;
    loop {
        number += 1;
        match (wanted_lines.next(), got_lines.next()) {
            (Some(a), Some(b)) if a == b => {}
            (None, None) => return "the same text".into(),
            (a, b) => {
                let show = |line: Option<&str>| line.map_or("(the end)".to_string(), |l| l.chars().take(300).collect());
                return format!("line {number}\n      Node:  {}\n      glass: {}", show(a), show(b));
            }
        }
    }
}

/// Scripts that look at the real clock.
const REAL_CLOCK: [&str; 3] = ["user_timing.js", "uri_globals.js", "process_host.js"];

/// Where everything takes longer, timers a few milliseconds apart would come in another order by
/// the real clock.
fn judge_slowly(script: &Path, flags: &[&str]) -> Result<(), String> {
    if REAL_CLOCK.iter().any(|name| script.ends_with(name)) {
        return judge(script, flags, STRESS_PATIENCE);
    }
    let virtual_time = !own_flags(script).iter().any(|flag| flag == "--virtual-time");
    let virtual_time: &[&str] = if virtual_time { &["--virtual-time"] } else { &[] };
    judge(script, &[flags, virtual_time].concat(), STRESS_PATIENCE)
}

fn judge(script: &Path, flags: &[&str], patience: Duration) -> Result<(), String> {
    let outcome = run(script, flags, patience)?;
    let mut faults = String::new();
    let wanted = beside(script, "expected").unwrap_or_default();
    if outcome.stdout != wanted {
        let _ = writeln!(faults, "    stdout differs at {}", first_difference(&wanted, &outcome.stdout));
    }
    let code = beside(script, "exit").and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    if outcome.code != Some(code) {
        let stderr: String = outcome.stderr.chars().take(600).collect();
        let _ = writeln!(faults, "    exit code {:?}, not {code}; stderr: {stderr}", outcome.code);
    }
    if let Some(wanted) = beside(script, "stderr") {
        let folder = script.parent().unwrap_or(script).to_string_lossy();
        let got = normalise(&outcome.stderr, &folder);
        let is_syntax = script.file_name().is_some_and(|name| name.to_string_lossy().starts_with("syntax_"));
        let same = if is_syntax {
            got.lines().next() == wanted.lines().next() && got.contains("SyntaxError:")
        } else {
            got == wanted
        };
        if !same {
            let _ = writeln!(faults, "    stderr differs at {}", first_difference(&wanted, &got));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn judge_all(judge: impl Fn(&Path) -> Result<(), String> + Sync) {
    let scripts = scripts();
    assert!(scripts.len() > 50, "the scripts are there");
    judge_these(&scripts, judge);
}

fn judge_these(scripts: &[PathBuf], judge: impl Fn(&Path) -> Result<(), String> + Sync) {
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(script) = scripts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(fault) = judge(script) {
                        failures.lock().expect("no worker panics").push((script.clone(), fault));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().expect("no worker panics");
    failures.sort();
    let list: String = failures.iter().fold(String::new(), |mut list, (script, fault)| {
        let _ = writeln!(list, "{}:\n{fault}", script.display());
        list
    });
    assert!(failures.is_empty(), "{} of {} scripts fail:\n{list}", failures.len(), scripts.len());
}

/// With `UPDATE_EXPECTED=1` in the environment the expectations of `own/` are written instead of
/// compared.
#[test]
fn own_scripts_are_written_anew_when_asked() {
    let mut own = scripts();
    own.retain(|script| area(script) == OWN);
    assert!(own.len() >= 5, "the scripts are there");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        for script in own {
            let outcome = run(&script, &[], PATIENCE).expect("it runs");
            std::fs::write(script.with_extension("expected"), outcome.text()).expect("it can be written");
        }
    }
}

#[test]
fn scripts_print_what_node_prints() {
    judge_all(|script| judge(script, &[], PATIENCE));
}

/// Cells are marked by another thread while the script runs, whatever its size.
#[test]
fn scripts_print_the_same_beside_a_marking_thread() {
    for collector in ["incremental", "generational"] {
        let flags = ["--concurrent-marking", "--gc-headroom=16", "--verify-heap", &format!("--gc={collector}")];
        judge_all(|script| judge_slowly(script, &flags));
    }
}

#[test]
fn scripts_print_the_same_under_gc_stress() {
    for collector in ["stop-the-world", "incremental", "generational", "refcount"] {
        judge_all(|script| judge_slowly(script, &["--gc-stress", &format!("--gc={collector}")]));
    }
}

/// Shapes and the sizes of cells have to agree after each single collection.
#[test]
fn classes_and_objects_leave_a_heap_that_verifies() {
    const LONG: [&str; 2] = ["many_shapes.js", "emptied.js"];
    let mut scripts = scripts();
    scripts.retain(|script| {
        matches!(area(script), "classes" | "objects") && !LONG.iter().any(|name| script.ends_with(name))
    });
    assert!(scripts.len() > 8, "the scripts are there");
    for collector in ["stop-the-world", "incremental", "generational", "refcount"] {
        let flags = ["--gc-stress", "--verify-heap", &format!("--gc={collector}")];
        judge_these(&scripts, |script| judge_slowly(script, &flags));
    }
}
