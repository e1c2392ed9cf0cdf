//! `glass leaks` on programs that leak and on programs that do not: `tests/leaks/<name>.js` with
//! the report of it, but for the lines on the whole heap (`UPDATE_EXPECTED=1 cargo test --test
//! leaks` writes the reports anew; they are to be read before they are committed).
//!
//! Names say what is to come of it: those that end in `_fixed` or begin with `steady_` leak
//! nothing.

mod process;

use std::path::{Path, PathBuf};
use std::time::Duration;

use process::Outcome;

const PATIENCE: Duration = Duration::from_secs(240);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/leaks")
}

fn leaks(arguments: &[&str]) -> Outcome {
    let arguments = [&["leaks"], arguments].concat();
    process::glass(&folder(), &arguments, None, PATIENCE).unwrap_or_else(|fault| panic!("{arguments:?}: {fault}"))
}

fn scripts() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the folder can be read");
    let files = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut scripts: Vec<String> = files.filter(|file| file.ends_with("js") && !file.starts_with("not_")).collect();
    scripts.sort();
    scripts
}

fn json(outcome: &Outcome) -> serde_json::Value {
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}: {}", outcome.stdout))
}

#[test]
fn every_program_has_its_report() {
    let mut differing = Vec::new();
    for script in scripts() {
        let outcome = leaks(&[&script]);
        let steady = script.contains("_fixed.") || script.starts_with("steady_");
        assert_eq!(outcome.code, Some(if steady { 0 } else { 1 }), "{script}: {}{}", outcome.stdout, outcome.stderr);
        assert!(outcome.stdout.contains("of which 0B unattributed"), "{script}: {}", outcome.stdout);
        // The path of this folder is part of the heap: what is said of the whole differs with its
        // length.
        let (head, rest) = outcome.stdout.split_once("\nheapUsed").expect("a line on the heap");
        let lines = rest.lines().skip(1).filter(|line| !line.starts_with("   limit "));
        let printed = lines.fold(format!("{head}\n"), |text, line| text + line + "\n");
        let expected = folder().join(&script).with_extension("expected");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&expected, &printed).expect("the report can be written");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != printed {
            eprintln!("{script}:\n{printed}");
            differing.push(script);
        }
    }
    assert!(differing.is_empty(), "reports differ (UPDATE_EXPECTED=1 writes them anew): {differing:?}");
}

#[test]
fn the_json_is_whole_and_adds_up() {
    let outcome = leaks(&["--json", "--for=10m", "cache.js"]);
    let report = json(&outcome);
    assert_eq!((report["verdict"].as_str(), report["unattributed"].as_i64()), (Some("leak"), Some(0)));
    let samples = report["heapUsed"].as_array().expect("samples");
    let used = |sample: &serde_json::Value| sample[1].as_i64().expect("bytes");
    let grown = used(samples.last().expect("a sample")) - used(&samples[0]);
    let by_line: i64 = report["growth"].as_array().into_iter().flatten().filter_map(|g| g["bytes"].as_i64()).sum();
    assert_eq!(grown, by_line);
    let suspect = &report["suspects"][0];
    for (place, line) in [("site", 5), ("kept", 9)] {
        assert_eq!(suspect[place]["line"], line, "{place}: {suspect}");
        assert_eq!(suspect[place]["file"], "cache.js");
    }
    assert_eq!(suspect["site"]["function"], "lookup");
    assert_eq!(suspect["fix"]["verified"], true);
    assert!(suspect["path"].as_array().is_some_and(|path| path.len() > 3));
}

#[test]
fn a_baseline_and_a_fixed_version_are_compared_with() {
    let baseline = std::env::temp_dir().join(format!("glass-leaks-baseline-{}.json", std::process::id()));
    std::fs::write(&baseline, leaks(&["--json", "--no-proof", "--for=10m", "cache.js"]).stdout).expect("written");
    let name = baseline.to_string_lossy().into_owned();
    let same = leaks(&["--baseline", &name, "--no-proof", "--for=10m", "cache.js"]);
    assert_eq!(same.code, Some(0), "{}", same.stdout);
    assert!(same.stdout.contains("nothing leaks that the baseline has not"), "{}", same.stdout);
    let other = leaks(&["--baseline", &name, "--no-proof", "--for=10m", "listener.js"]);
    assert_eq!(other.code, Some(1), "{}", other.stdout);
    std::fs::remove_file(&baseline).expect("it is there");
    let fixed = leaks(&["--json", "--no-proof", "--for=10m", "--fixed=cache_fixed.js", "cache.js"]);
    let fixed = &json(&fixed)["fixed"];
    assert_eq!((fixed["verdict"].as_str(), fixed["sameOutput"].as_bool()), (Some("ok"), Some(true)), "{fixed}");
}

#[test]
fn what_cannot_be_told_is_said_so() {
    let thrown = leaks(&["not_healthy.js"]);
    assert_eq!(thrown.code, Some(2), "{}", thrown.stdout);
    assert!(thrown.stdout.contains("the program ended with exit code 1"), "{}", thrown.stdout);
    let ended = leaks(&["not_long.js"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    for (arguments, words) in [
        (&["nowhere.js"][..], "nowhere"),
        (&["--baseline=not_long.js", "cache.js"], "is no report of glass leaks"),
        (&["--fixed=nowhere.js", "cache.js"], "nowhere"),
    ] {
        let outcome = leaks(arguments);
        assert_eq!(outcome.code, Some(2), "{arguments:?}");
        assert!(outcome.stderr.contains(words) && outcome.stdout.is_empty(), "{arguments:?}: {}", outcome.stderr);
    }
    assert_eq!(leaks(&["--for=x", "cache.js"]).code, Some(9));
    // A time beyond all clocks.
    assert_eq!(leaks(&["--for=9000000000000000000s", "not_long.js"]).code, Some(0));
    assert_eq!(leaks(&[]).code, Some(9));
}

/// Under every collector, with the heap verified: what a tracked heap does on the slow paths.
#[test]
fn tracked_heaps_are_sound() {
    let script = "const m = new Map(), w = new WeakMap(), kept = [];
        for (let i = 0; i < 300; i++) { const o = { i, a: [i, [i]] }; m.set('k' + i % 40, o); w.set(o, { o });
            kept.unshift(o); if (kept.length > 50) kept.splice(10, 5); kept.sort((a, b) => a.i - b.i); }
        console.log(m.size, kept.length, kept[0].i, w.has(kept[3]))";
    for collector in ["stop-the-world", "incremental", "generational", "refcount", "none"] {
        let flags = ["--track-allocations", "--gc-stress", "--verify-heap", &format!("--gc={collector}")];
        let outcome = process::eval(&flags, script);
        assert_eq!(outcome.text(), "40 50 0 true\n", "{collector}: {}", outcome.stderr);
    }
}

#[test]
fn the_report_of_a_full_heap_names_the_line() {
    let script = "const all = [];\nfunction add(i) {\n  all.push({ i, text: 'x'.repeat(50) + i });\n}\nfor (let i = 0; ; i++) add(i);";
    let outcome = process::eval(&["--track-allocations", "--max-old-space-size=32"], script);
    assert_eq!(outcome.code, Some(134));
    assert!(outcome.stderr.contains("[eval]:3  all"), "{}", outcome.stderr);
}

#[test]
fn ctrl_c_ends_a_turn_without_end() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_glass"));
    command.args(["leaks", "not_ending.js"]).current_dir(folder());
    let child = command.stdout(std::process::Stdio::piped()).spawn().expect("it starts");
    // It is in the midst of the turn that does not end before long.
    std::thread::sleep(Duration::from_secs(2));
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().is_ok_and(|status| status.success()));
    let output = child.wait_with_output().expect("it ends");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("the program was interrupted (30 minutes of virtual time"), "{text}");
}

#[test]
fn a_deterministic_run_is_the_same_each_time() {
    let script =
        "const o = []; setInterval(() => { o.push(Math.random(), new Date().toISOString(), crypto.randomUUID());
        console.log(o.at(-3), o.at(-2), o.at(-1), process.memoryUsage(), process.pid); }, 1000)";
    let run = |more: &[&str]| {
        let flags = [&["--deterministic", "--for=20s"], more].concat();
        process::eval(&flags, script).text().to_owned()
    };
    let first = run(&[]);
    assert_eq!(first, run(&[]));
    assert!(first.contains("2025-01-01T00:00:01.000Z"), "{first}");
    assert_ne!(first, run(&["--random-seed=2"]));
    assert!(run(&["--epoch=2030-05-06T07:08:09Z"]).contains("2030-05-06T07:08:10.000Z"));
    assert!(run(&["--epoch=86400000"]).contains("1970-01-02T00:00:01.000Z"));
}

#[test]
fn lines_show_what_each_holds() {
    let lines = |arguments: &[&str]| {
        let arguments = [&["lines", "--json", "--for=10m"], arguments].concat();
        let outcome = process::glass(&folder(), &arguments, None, PATIENCE).expect("it runs");
        json(&outcome)
    };
    let of = |report: &serde_json::Value, line: i64| {
        let found = report["lines"].as_array().into_iter().flatten().find(|entry| entry["line"] == line).cloned();
        found.unwrap_or_else(|| panic!("nothing of line {line}: {report}"))
    };
    // 599 ticks of a second, an array of 1000 holes each.
    let exit = lines(&["lesson_interval.js"]);
    assert!(of(&exit, 4)["bytes"].as_i64().is_some_and(|bytes| bytes > 599 * 1000), "{exit}");
    let half = lines(&["--at=5m", "lesson_interval.js"]);
    assert_eq!(half["at"], 300_000);
    let later = lines(&["--at=8m", "lesson_interval.js"]);
    let grown = lines(&["--diff", "5m", "8m", "lesson_interval.js"]);
    let bytes = |report: &serde_json::Value| of(report, 4)["bytes"].as_i64().expect("bytes");
    assert_eq!(bytes(&half) + bytes(&grown), bytes(&later));
    let churn = lines(&["--churn", "steady_lru.js"]);
    let entry = of(&churn, 7);
    assert!(entry["bytesMade"].as_i64() > entry["bytesDied"].as_i64(), "{entry}");
    let text = process::glass(&folder(), &["lines", "--for=1m", "closure.js"], None, PATIENCE).expect("it runs");
    assert!(text.text().contains("   4    const page = new Array(500).fill(id);"), "{}", text.stdout);
}

#[test]
fn budgets_are_held_and_shrink() {
    let check = |arguments: &[&str]| {
        let arguments = [&["check", "--for=10m"], arguments].concat();
        process::glass(&folder(), &arguments, None, PATIENCE).expect("it runs")
    };
    let leaking = check(&["cache.js"]);
    assert_eq!(leaking.code, Some(1));
    assert!(leaking.stdout.starts_with("cache.js: FAIL growth:"), "{}", leaking.stdout);
    assert_eq!(check(&["--max-growth=1MB/min", "--max-heap=50MB", "cache.js"]).code, Some(0));
    assert_eq!(check(&["--max-growth=1MB/min", "--max-heap=100KB", "cache.js"]).code, Some(1));
    assert_eq!(check(&["--max-growth=1MB/week", "cache.js"]).code, Some(9));
    assert_eq!(check(&["not_healthy.js"]).code, Some(2));
    let junit = check(&["--format=junit", "cache.js"]);
    assert!(junit.stdout.contains("failures=\"1\"") && junit.stdout.contains("<failure message="), "{}", junit.stdout);
    let file = std::env::temp_dir().join(format!("glass-budgets-{}.json", std::process::id()));
    let name = format!("--baseline={}", file.display());
    assert_eq!(check(&[&name, "cache_fixed.js"]).code, Some(0));
    let first = std::fs::read_to_string(&file).expect("it was made");
    assert_eq!(check(&[&name, "cache.js"]).code, Some(1));
    assert_eq!(std::fs::read_to_string(&file).expect("it stays"), first);
    assert_eq!(check(&[&name, "weakmap_fixed.js"]).code, Some(0));
    let heap = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON")["heap"].as_f64();
    assert!(heap(&std::fs::read_to_string(&file).expect("it stays")) < heap(&first));
    std::fs::remove_file(&file).expect("it is there");
}

#[test]
fn a_turn_without_end_ends_after_its_steps() {
    let run = || leaks(&["--max-steps=100000", "--json", "not_ending.js"]);
    let first = run();
    assert_eq!(first.code, Some(2), "{}", first.stdout);
    assert_eq!(first.stdout, run().stdout);
    let report = json(&first);
    assert_eq!((report["verdict"].as_str(), report["endedAt"].as_i64()), (Some("unsure"), Some(1_800_000)));
    assert!(report["endlessTurn"].as_str().is_some_and(|at| at.contains("not_ending.js:4:")), "{report}");
    assert!(report["suspects"].as_array().is_some_and(|list| !list.is_empty()), "{report}");
    for command in ["lines", "check"] {
        let arguments = [command, "--max-steps=100000", "not_ending.js"];
        let outcome = process::glass(&folder(), &arguments, None, PATIENCE).expect("it runs");
        let words = format!("{}{}", outcome.stdout, outcome.stderr);
        assert!(words.contains("a turn of the program does not end (--max-steps)"), "{command}: {words}");
        assert_eq!(outcome.code, Some(if command == "check" { 1 } else { 2 }), "{command}: {words}");
    }
}

/// Both ways: what can settle is not listed, what cannot is, and under the line that waits.
#[test]
fn promises_that_can_never_settle_are_listed() {
    let report = json(&leaks(&["--json", "--no-proof", "--for=10s", "not_settling.js"]));
    let pending = report["pending"].as_array().expect("a list").iter();
    let found: Vec<(i64, i64, bool)> = pending
        .map(|one| {
            let line = one["site"]["line"].as_i64().unwrap_or_default();
            (line, one["count"].as_i64().unwrap_or_default(), one["awaited"] == true)
        })
        .collect();
    // The comments of the program say which lines these are.
    let text = std::fs::read_to_string(folder().join("not_settling.js")).expect("it is there");
    let mut wanted: Vec<(i64, i64, bool)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some((_, words)) = line.split_once("// never: ") {
            let mut words = words.split(' ');
            let count = words.next().and_then(|count| count.parse().ok()).expect("a count");
            wanted.push((index as i64 + 1, count, words.next() == Some("wait")));
        }
    }
    let mut sorted = found.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, wanted, "{}", serde_json::to_string_pretty(&report["pending"]).unwrap_or_default());
    let held = report["pending"][0]["bytes"].as_i64();
    assert!(held.is_some_and(|bytes| bytes > 10 * 100 * 8), "the arrays of those who wait: {held:?}");
    let module = json(&leaks(&["--json", "--no-proof", "--for=10s", "not_settling.mjs"]));
    assert_eq!(
        (module["pending"][0]["site"]["line"].as_i64(), module["pending"][1].is_null()),
        (Some(4), true),
        "{module}"
    );
    let markdown = leaks(&["--md", "--no-proof", "--for=10s", "not_settling.js"]).stdout;
    assert!(markdown.contains("## Promises that nothing can settle any more\n\n- 10 wait, "), "{markdown}");
}

#[test]
fn a_deterministic_run_sees_the_same_machine_everywhere() {
    let script = "const os = require('os'), fs = require('fs'), path = require('path');
        console.log(os.cpus().length, os.cpus()[0].model, os.freemem(), os.totalmem(), os.loadavg().join(), os.hostname(),
            os.userInfo().username, os.availableParallelism(), os.release(), os.tmpdir(), os.getPriority(), process.ppid);
        setTimeout(() => console.log(os.uptime()), 2500);
        const folder = fs.mkdtempSync(process.argv[1] + '/a-'), next = fs.mkdtempSync(process.argv[1] + '/a-');
        console.log(path.basename(folder), path.basename(next));";
    let folder = std::env::temp_dir().join(format!("glass-same-machine-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let name = folder.to_string_lossy().into_owned();
    let write = format!("--allow-fs-write={name}");
    let arguments = ["--deterministic", write.as_str(), "-e", script, name.as_str()];
    let outcome = process::glass(&folder, &arguments, None, PATIENCE).expect("it runs");
    std::fs::remove_dir_all(&folder).expect("it is there");
    let expected = "1 virtual 2147483648 4294967296 0,0,0 localhost user 1 6.0.0 /tmp 0 0\na-AAAAAA a-BAAAAA\n2.5\n";
    assert_eq!(outcome.text(), expected, "{}", outcome.stderr);
}

#[test]
fn the_peak_is_found_in_the_midst_of_a_turn() {
    let script = "function work(n) {\n  const list = [];\n  for (let i = 0; i < n; i++) list.push({ i, more: [i] });\n  \
        return list.length;\n}\nsetTimeout(() => work(100), 1000);\nsetTimeout(() => work(20000), 2000);\nsetInterval(() => {}, 1000);\n";
    let file = std::env::temp_dir().join(format!("glass-peak-{}.js", std::process::id()));
    std::fs::write(&file, script).expect("it is written");
    let name = file.to_string_lossy().into_owned();
    let arguments = ["lines", "--at=peak", "--json", "--for=10s", name.as_str()];
    let report = json(&process::glass(&folder(), &arguments, None, PATIENCE).expect("it runs"));
    std::fs::remove_file(&file).expect("it is there");
    assert_eq!(report["at"], 2000, "{report}");
    assert_eq!((report["stack"][0]["function"].as_str(), report["stack"][0]["line"].as_i64()), (Some("work"), Some(3)));
    assert_eq!(report["stack"][1]["line"], 7, "{report}");
    assert!(report["heapUsed"].as_i64().is_some_and(|bytes| bytes > 500_000), "{report}");
}
