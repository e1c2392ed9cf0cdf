//! The lesson's claims as figures: its snippets as they are written there (`examples/lesson`), the
//! examples, and what they must measure.

mod process;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use process::Outcome;

/// A script that takes longer hangs. An hour of the leaking interval touches 3.6 GB, which takes
/// its time on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn scripts(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).expect("the folder can be read");
    let mut found: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "js"));
    found.sort();
    found
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or("")
}

/// The collectors that trace: the lesson's figures are the same under each.
const COLLECTORS: [&str; 3] = ["--gc=stop-the-world", "--gc=incremental", "--gc=generational"];

thread_local! {
    /// The collector of the scripts that this test runs; the default one, if none is named.
    static COLLECTOR: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Runs a test once under each collector.
fn under_every_collector(test: impl Fn()) {
    for collector in COLLECTORS {
        COLLECTOR.set(Some(collector));
        test();
    }
}

/// Runs a script that must end well.
fn run(flags: &[&str], script: &Path) -> Outcome {
    let mut arguments: Vec<_> =
        COLLECTOR.get().into_iter().chain(flags.iter().copied()).map(std::ffi::OsStr::new).collect();
    arguments.push(script.as_os_str());
    let outcome = match process::glass(&root(), &arguments, None, PATIENCE) {
        Ok(outcome) => outcome,
        Err(fault) => panic!("{}: {fault}", script.display()),
    };
    assert_eq!(outcome.code, Some(0), "{} {flags:?}: {}", script.display(), outcome.stderr);
    outcome
}

/// Runs a text as the file `name`.
fn run_text(flags: &[&str], name: &str, text: &str) -> Outcome {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lesson");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let path = folder.join(name);
    std::fs::write(&path, text).expect("the script can be written");
    run(flags, &path)
}

/// A snippet of the lesson with text around it.
fn around(before: &str, snippet: &str, after: &str) -> String {
    let snippet =
        std::fs::read_to_string(root().join("examples/lesson").join(snippet)).expect("the snippet can be read");
    format!("{before}\n{snippet}\n{after}")
}

/// The number behind `key: ` in what was printed.
fn figure(outcome: &Outcome, key: &str) -> f64 {
    let after = outcome.stdout.rsplit_once(&format!("{key}: ")).map_or("", |(_, after)| after);
    let end = after.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(after.len());
    after[..end].parse().unwrap_or_else(|_| panic!("no figure {key} in {:?}", outcome.stdout))
}

#[track_caller]
fn between(least: f64, figure: f64, most: f64) {
    assert!((least..=most).contains(&figure), "{figure} is not in {least}..={most}");
}

/// The flags that a snippet needs; `None` for the hour of the leaking interval and the heap that
/// gets full, which have tests of their own (the latter with the page that shows it,
/// `tests/readme.rs`).
fn flags_of(script: &str) -> Option<&'static [&'static str]> {
    match script {
        "02_leaky_interval.js" | "16_full_heap.js" => None,
        "07_interval_bad.js" => Some(&["--virtual-time", "--for", "5s"]),
        "06_interval_data.js" => Some(&["--virtual-time", "--for", "10s"]),
        _ => Some(&[]),
    }
}

#[test]
fn snippets_run_as_they_are_written() {
    under_every_collector(|| {
        let scripts = scripts("examples/lesson");
        assert!(scripts.len() >= 17);
        for script in scripts {
            let Some(flags) = flags_of(name(&script)) else { continue };
            let Outcome { stdout, stderr, .. } = run(flags, &script);
            let notes = usize::from(name(&script).contains("_fix_delete") || name(&script).contains("_fix_both"));
            assert_eq!(stderr.lines().count(), notes, "{}: {stderr}", script.display());
            let wanted = match name(&script) {
                "05_event_listener_bad.js" => Some("clicked\nclicked\nclicked\n"),
                "06_event_listener_good.js" => Some("clicked\n"),
                "07_interval_bad.js" => Some("big data\nbig data\nbig data\nbig data\nbig data\n"),
                other if other < "13" => Some(""),
                _ => None,
            };
            if let Some(wanted) = wanted {
                assert_eq!(stdout, wanted, "{}", script.display());
            }
            match name(&script) {
                "15_leak_task_fix_length.js" | "16_leak_task_fix_delete.js" => {
                    assert!(stdout.ends_with("\ntrue\n"), "{stdout}")
                }
                "17_leak_task_fix_both.js" => assert!(stdout.ends_with("\nundefined\n"), "{stdout}"),
                _ => {}
            }
        }
    });
}

#[test]
fn examples_run() {
    let scripts = scripts("examples");
    assert!(scripts.len() >= 15);
    for script in scripts {
        if let Some(flags) = flags_of(name(&script)) {
            assert!(!run(flags, &script).stdout.is_empty(), "{}", script.display());
        }
    }
}

#[test]
fn the_leak_task_holds_a_hundred_megabytes() {
    under_every_collector(|| {
        let after = "gc(); console.log(`held: ${memoryUsage().heapUsed}`);";
        let outcome = run_text(&[], "leak.js", &around("", "14_leak_task.js", after));
        between(100e6, figure(&outcome, "heapUsed"), 120e6);
        between(100e6, figure(&outcome, "held"), 120e6);
    });
}

#[test]
fn both_fixes_give_the_memory_back() {
    under_every_collector(|| {
        let before = "gc(); const begin = memoryUsage().heapUsed;";
        let after = "gc(); console.log(`left: ${memoryUsage().heapUsed - begin}`);";
        for snippet in ["15_leak_task_fix_length.js", "16_leak_task_fix_delete.js", "17_leak_task_fix_both.js"] {
            let outcome = run_text(&[], snippet, &around(before, snippet, after));
            between(-1e6, figure(&outcome, "left"), 1e6);
        }
    });
}

#[test]
fn the_standard_frees_nothing_on_delete() {
    under_every_collector(|| {
        let before = "gc(); const begin = memoryUsage().heapUsed;";
        let after = "gc(); console.log(`left: ${memoryUsage().heapUsed - begin} ${typeof leakyArray}`);";
        let outcome = run_text(&["--ecma"], "ecma.js", &around(before, "16_leak_task_fix_delete.js", after));
        between(100e6, figure(&outcome, "left"), 120e6);
        assert!(outcome.stdout.ends_with(" object\n") && outcome.stderr.is_empty());
    });
}

#[test]
fn a_million_places_are_a_megabyte() {
    under_every_collector(|| {
        let text = "gc(); const before = memoryUsage().heapUsed; const array = new Array(1000000); gc();
        console.log(`places: ${memoryUsage().heapUsed - before}`, array.length);";
        between(1.0e6, figure(&run_text(&[], "million.js", text), "places"), 1.04e6);
        let before = "gc(); const begin = memoryUsage().heapUsed;";
        let after = "gc(); console.log(`global: ${memoryUsage().heapUsed - begin}`);";
        let outcome = run_text(&[], "global.js", &around(before, "11_global_bad.js", after));
        between(1.0e6, figure(&outcome, "global"), 1.04e6);
    });
}

#[test]
fn an_hour_of_the_leaking_interval_is_3_6_gigabytes() {
    let after = "process.on('exit', () => { const { heapUsed, rss } = memoryUsage();
        console.log(`arrays: ${leakyArray.length} used: ${heapUsed} rss: ${rss}`); });";
    let flags = ["--virtual-time", "--for", "1h", "--max-old-space-size=5000"];
    let outcome = run_text(&flags, "hour.js", &around("", "02_leaky_interval.js", after));
    assert_eq!(figure(&outcome, "arrays"), 3600.0);
    let used = figure(&outcome, "used");
    between(3.6e9 * 0.98, used, 3.6e9 * 1.02);
    assert!(figure(&outcome, "rss") > used, "{}", outcome.stdout);
}

#[test]
fn nodes_that_point_to_themselves_are_collected() {
    under_every_collector(|| {
        for snippet in ["09_self_reference_bad.js", "10_self_reference_good.js"] {
            let after = "gc(); const begin = memoryUsage().heapUsed;
            let nodes = []; for (let i = 0; i < 100000; i++) nodes.push(new Node());
            gc(); console.log(`alive: ${memoryUsage().heapUsed - begin}`);
            nodes = null; gc(); console.log(`left: ${memoryUsage().heapUsed - begin}`);";
            let outcome = run_text(&[], snippet, &around("", snippet, after));
            between(100e6, figure(&outcome, "alive"), 120e6);
            between(-10e3, figure(&outcome, "left"), 10e3);
        }
    });
}

#[test]
fn a_block_ends_at_its_brace() {
    under_every_collector(|| {
        // The collection lies in the same function as the block, at the top level and in a loop.
        let text = "function measured() {
            gc(); const begin = memoryUsage().heapUsed;
            { const localData = new Array(1000000); gc(); console.log(`inside: ${memoryUsage().heapUsed - begin}`); }
            gc(); console.log(`after: ${memoryUsage().heapUsed - begin}`);
        }
        measured();
        gc(); const begin = memoryUsage().heapUsed;
        { const localData = new Array(1000000); localData[0]; }
        gc(); console.log(`top: ${memoryUsage().heapUsed - begin}`);
        for (let i = 0; i < 3; i++) { const localData = new Array(1000000); }
        gc(); console.log(`loop: ${memoryUsage().heapUsed - begin}`);";
        let outcome = run_text(&[], "brace.js", text);
        between(1.0e6, figure(&outcome, "inside"), 1.04e6);
        for place in ["after", "top", "loop"] {
            between(-10e3, figure(&outcome, place), 10e3);
        }
    });
}

#[test]
fn an_object_of_three_properties_takes_48_bytes_at_most() {
    under_every_collector(|| {
        let text = "const keep = new Array(100000).fill(null); gc(); const begin = memoryUsage().heapUsed;
        for (let i = 0; i < keep.length; i++) keep[i] = { left: null, right: null, value: i };
        gc(); console.log(`each: ${(memoryUsage().heapUsed - begin) / keep.length}`);";
        // Some hundred bytes in all are the shape's.
        between(24.0, figure(&run_text(&[], "object.js", text), "each"), 48.01);
    });
}

#[test]
fn the_stack_is_clean_after_a_call() {
    under_every_collector(|| {
        let after = "doSomething(); const used = memoryUsage().stackUsed; doSomething();
        console.log(`more: ${memoryUsage().stackUsed - used} total: ${memoryUsage().stackTotal}`);";
        let outcome = run_text(&[], "stack.js", &around("", "03_stack.js", after));
        between(-64.0, figure(&outcome, "more"), 64.0);
        assert_eq!(figure(&outcome, "total"), f64::from(1 << 20));
    });
}

#[test]
fn the_figures_of_memory_usage_are_in_order() {
    let outcome = run(&[], &root().join("examples/lesson/13_memory_usage.js"));
    let [used, total, rss] = ["heapUsed", "heapTotal", "rss"].map(|key| figure(&outcome, key));
    assert!(used <= total && total <= rss, "{}", outcome.stdout);
}

#[test]
fn heap_used_is_what_a_walk_counts() {
    under_every_collector(|| {
        // The verifier fails the run if its walk of all cells does not come to the same bytes after
        // a collection.
        for snippet in ["14_leak_task.js", "15_leak_task_fix_length.js", "10_self_reference_good.js"] {
            let outcome = run_text(&["--verify-heap"], &format!("verify_{snippet}"), &around("", snippet, "gc();"));
            assert!(outcome.stderr.is_empty(), "{}", outcome.stderr);
        }
    });
}

#[test]
fn reference_counting_leaks_circles_and_nothing_else() {
    let after = "gc(); const begin = memoryUsage().heapUsed; for (let i = 0; i < 1000; i++) new Node(); gc();
        console.log(`left: ${memoryUsage().heapUsed - begin}`);";
    let leaky = run_text(&["--gc=refcount"], "counted_circles.js", &around("", "09_self_reference_bad.js", after));
    between(1.0e6, figure(&leaky, "left"), 1.5e6);
    assert!(leaky.stderr.contains(".next -> itself"), "{}", leaky.stderr);
    let sound = run_text(&["--gc=refcount"], "counted.js", &around("", "10_self_reference_good.js", after));
    between(-1000.0, figure(&sound, "left"), 10_000.0);
}
