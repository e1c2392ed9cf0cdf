//! `glass bench-gc` at a small scale: what it prints and what must hold between its figures. Never
//! how long something took.

mod process;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use hdrhistogram::Histogram;
use hdrhistogram::serialization::Deserializer;
use hdrhistogram::serialization::interval_log::{IntervalLogIterator, LogEntry};
use process::Outcome;
use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(240);
const WORKLOADS: [&str; 8] = ["tree", "ring", "lru", "splay", "strings", "list", "array", "ephemerons"];

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench_gc").join(name);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

fn glass(folder: &Path, arguments: &[&str]) -> Outcome {
    process::glass(folder, arguments, None, PATIENCE).unwrap_or_else(|fault| panic!("{arguments:?}: {fault}"))
}

/// The results of a run that ends with `code`.
fn measure(folder: &Path, arguments: &[&str], code: i32) -> Value {
    let outcome = glass(folder, &[&["bench-gc", "--json"], arguments].concat());
    assert_eq!(outcome.code, Some(code), "{arguments:?}: {}\n{}", outcome.stdout, outcome.stderr);
    assert_eq!(outcome.stderr, "", "without a terminal there is no progress bar");
    serde_json::from_str(&outcome.stdout).expect("it prints JSON")
}

fn lines(results: &Value) -> &[Value] {
    results["lines"].as_array().expect("there are lines")
}

fn line<'a>(results: &'a Value, workload: &str, collector: &str) -> &'a Value {
    let found = lines(results).iter().find(|line| line["workload"] == workload && line["collector"] == collector);
    found.unwrap_or_else(|| panic!("there is no line of {workload} under {collector}: {results:#}"))
}

fn status(line: &Value) -> &str {
    line["outcome"]["status"].as_str().expect("a line has a status")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

/// What holds of the figures of any run.
fn check_figures(line: &Value) {
    let figures = &line["outcome"]["detail"];
    for times in [&figures["operationNanos"], &figures["stopNanos"]].into_iter().filter(|times| !times.is_null()) {
        let in_order = ["p50", "p90", "p99", "p99.9", "p99.99", "max"].map(|name| number(&times[name]));
        assert!(in_order.is_sorted() && number(&times["total"]) >= in_order[5], "{times}");
        assert_eq!(number(&times["count"]) == 0.0, in_order[5] == 0.0, "{times}");
    }
    assert!(number(&figures["longestStopNanos"]) >= number(&figures["stopNanos"]["max"]));
    assert!(number(&figures["longestStopCpuNanos"]) <= number(&figures["longestStopNanos"]), "{figures}");
    let mmu = &figures["minimumMutatorUtilisation"];
    for (short, long) in [("1ms", "2ms"), ("1ms", "5ms"), ("2ms", "10ms"), ("5ms", "10ms"), ("10ms", "50ms")] {
        if let (Some(short), Some(long)) = (mmu[short].as_f64(), mmu[long].as_f64()) {
            // A long window is made of short ones.
            assert!((0.0..=1.0).contains(&short) && short <= long + 1e-9 && long <= 1.0, "{mmu}");
        }
    }
    assert!(number(&figures["totalSeconds"]) > 0.0 && number(&figures["peakResidentBytes"]) > 0.0);
}

#[test]
fn every_workload_runs_under_every_collector() {
    let results = measure(&folder("all"), &["--scale=0.002"], 0);
    for workload in WORKLOADS {
        let of: Vec<&Value> = lines(&results).iter().filter(|line| line["workload"] == workload).collect();
        assert!(of.len() >= 4, "{workload}: {of:?}");
        assert_eq!(of.last().map(|line| (&line["collector"], &line["control"])), Some((&"none".into(), &true.into())));
        let first = &of[0]["outcome"]["detail"];
        for line in &of {
            if status(line) == "skipped" {
                assert_eq!(workload, "ephemerons");
                continue;
            }
            assert_eq!(status(line), "measured", "{line:#}");
            check_figures(line);
            let figures = &line["outcome"]["detail"];
            assert_eq!(number(&figures["operationNanos"]["count"]), number(&line["operations"]), "{line:#}");
            assert!(number(&figures["operationsPerSecond"]) > 0.0 && number(&figures["liveBytes"]) > 0.0);
            let parts = number(&figures["buildSeconds"]) + number(&figures["operationsSeconds"]);
            assert!(parts <= number(&figures["totalSeconds"]) + 1e-9);
            // The same program, whatever collects its garbage, and the same that it keeps.
            assert_eq!(figures["result"], first["result"], "{workload}");
            // Counting references keeps what circles hold.
            let more = number(&figures["liveBytes"]) / number(&first["liveBytes"]) - 1.0;
            assert!(more.abs() < 0.1 || (line["collector"] == "refcount" && more > 0.0), "{workload}: {line:#}");
            if line["control"] == true {
                let collections = ["minorCollections", "majorCollections"].map(|name| number(&figures[name]));
                assert_eq!(collections, [0.0, 0.0], "{workload}: nothing asks for a collection");
                assert_eq!(number(&figures["longestStopNanos"]), 0.0);
            }
        }
    }
}

#[test]
fn collectors_and_workloads_are_chosen_by_name() {
    let results =
        measure(&folder("chosen"), &["--gc=incremental", "--workload=ring,lru", "--scale=0.02", "--runs=3"], 0);
    let names: Vec<_> = lines(&results).iter().map(|line| (&line["workload"], &line["collector"])).collect();
    assert_eq!(format!("{names:?}").matches("\"none\"").count(), 2, "the control run is always there: {names:?}");
    assert_eq!(names.len(), 4, "{names:?}");
    assert_eq!(number(&results["runs"]), 3.0);
    let figures = &line(&results, "ring", "incremental")["outcome"]["detail"];
    assert!(
        number(&figures["majorCollections"]) >= 1.0 && number(&figures["stopNanos"]["count"]) >= 1.0,
        "{figures:#}"
    );
    assert_eq!(number(&figures["operationNanos"]["count"]), 20_000.0, "medians, not sums");
}

#[test]
fn a_collector_that_is_not_there_is_named() {
    let results = measure(&folder("missing"), &["--gc=refcount,none", "--workload=list", "--scale=0.001"], 0);
    let refcount = line(&results, "list", "refcount");
    match status(refcount) {
        "measured" => check_figures(refcount),
        other => assert!(other == "unavailable" && refcount["outcome"]["detail"].is_string(), "{refcount:#}"),
    }
    assert_eq!(status(line(&results, "list", "none")), "measured");
}

#[test]
fn a_script_is_measured_by_its_stops() {
    let folder = folder("script");
    let text =
        "console.log('this is dropped'); if (process.argv[2] !== '--json') throw new Error('arguments are passed');
        const kept = []; for (let i = 0; i < 400000; i++) kept[i % 5000] = { number: [i] };
        setTimeout(() => console.log(kept.length), 1);";
    fs::write(folder.join("script.js"), text).expect("the script can be written");
    let results = measure(&folder, &["--gc=stop-the-world,generational", "script.js", "--", "--json"], 0);
    assert_eq!(lines(&results).len(), 3);
    for line in lines(&results) {
        assert_eq!((status(line), &line["workload"]), ("measured", &"script.js".into()), "{line:#}");
        check_figures(line);
        let figures = &line["outcome"]["detail"];
        assert!(figures["operationNanos"].is_null() && line["operations"].is_null());
        assert_eq!(number(&figures["stopNanos"]["count"]) > 0.0, line["control"] == false, "{figures:#}");
    }
}

#[test]
fn a_script_that_fails_is_not_passed_over() {
    let folder = folder("fails");
    fs::write(folder.join("exits.js"), "process.exit(3)").expect("the script can be written");
    let results = measure(&folder, &["--gc=incremental", "exits.js"], 1);
    assert_eq!(number(&line(&results, "exits.js", "incremental")["outcome"]["detail"]["exitCode"]), 3.0);
    let outcome = glass(&folder, &["bench-gc", "missing.js"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
    assert!(outcome.stderr.contains("Cannot find module") && outcome.stderr.lines().count() == 1, "{}", outcome.stderr);
}

#[test]
fn memory_too_small_for_the_control_run_is_said() {
    let folder = folder("limit");
    let text = "for (let i = 0; i < 1000000; i++) ({ garbage: [i, i, i] });";
    fs::write(folder.join("garbage.js"), text).expect("the script can be written");
    let results = measure(&folder, &["--gc=stop-the-world", "--max-old-space-size=16", "garbage.js"], 0);
    assert_eq!(status(line(&results, "garbage.js", "stop-the-world")), "measured");
    let control = line(&results, "garbage.js", "none");
    assert_eq!(status(control), "outOfMemory", "{control:#}");
    let notes = results["notes"].to_string();
    assert!(notes.contains("garbage.js: none: no control run") && notes.contains("16 MiB"), "{notes}");
}

#[test]
fn a_script_without_an_end_is_ended_by_its_clock() {
    let folder = folder("span");
    let text = "const kept = []; setInterval(() => kept.push(new Array(1000).fill(0)), 1000);";
    fs::write(folder.join("leak.js"), text).expect("the script can be written");
    let flags = ["--gc=generational", "leak.js", "--virtual-time", "--for", "1h"];
    let results = measure(&folder, &flags, 0);
    let line = line(&results, "leak.js", "generational");
    assert_eq!(status(line), "measured");
    assert!(number(&line["outcome"]["detail"]["peakResidentBytes"]) > 3600.0 * 8000.0, "{line:#}");
    let outcome = glass(&folder, &["bench-gc", "--for", "1s"]);
    assert_eq!(outcome.code, Some(9), "the workloads end by themselves: {}", outcome.stderr);
}

#[test]
fn options_stand_before_the_command_too() {
    let folder = folder("before");
    let outcome = glass(&folder, &["--gc=none", "bench-gc", "--workload=list", "--scale=0.001", "--json"]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let results: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(lines(&results).len(), 1);
    let outcome = glass(&folder, &["--trace-gc", "bench-gc"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(9), ""));
    assert!(outcome.stderr.contains("--trace-gc"), "{}", outcome.stderr);
    fs::write(folder.join("bench-gc"), "console.log('a file')").expect("the script can be written");
    assert_eq!(glass(&folder, &["./bench-gc"]).stdout, "a file\n");
    assert_eq!(glass(&folder, &["--", "bench-gc"]).stdout, "a file\n");
}

#[test]
fn a_log_that_cannot_be_written_is_told_before_the_runs() {
    let folder = folder("no_log");
    fs::write(folder.join("never.js"), "for (;;);").expect("the script can be written");
    let outcome = glass(&folder, &["bench-gc", "--hdr", "no/such/folder.hlog", "never.js"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
    assert!(outcome.stderr.starts_with("glass: cannot write 'no/such/folder.hlog'"), "{}", outcome.stderr);
}

#[test]
fn hdrhistogram_reads_the_log() {
    let folder = folder("hdr");
    let results = measure(
        &folder,
        &["--gc=incremental", "--workload=list,array", "--scale=0.01", "--runs=2", "--hdr=times.hlog"],
        0,
    );
    let text = fs::read(folder.join("times.hlog")).expect("the log is there");
    let mut counts = Vec::new();
    for entry in IntervalLogIterator::new(&text) {
        let Ok(LogEntry::Interval(interval)) = entry else { continue };
        let bytes = base64_decode(interval.encoded_histogram());
        let read: Histogram<u64> = Deserializer::new().deserialize(&mut bytes.as_slice()).expect("a histogram");
        counts.push((interval.tag().expect("a tag").as_str().to_string(), read.len()));
    }
    let tags = ["list/incremental", "list/none", "array/incremental", "array/none"];
    let expected = tags.map(|tag| {
        let (workload, collector) = tag.split_once('/').expect("two names");
        (tag.to_string(), number(&line(&results, workload, collector)["operations"]) as u64)
    });
    assert_eq!(counts, [expected.clone(), expected].concat(), "one interval for each run, round by round");
}

fn base64_decode(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut have) = (Vec::new(), 0u32, 0);
    for digit in text.bytes().filter_map(|byte| DIGITS.iter().position(|&digit| digit == byte)) {
        bits = bits << 6 | digit as u32;
        have += 6;
        if have >= 8 {
            have -= 8;
            bytes.push((bits >> have) as u8);
            bits &= (1 << have) - 1;
        }
    }
    bytes
}

#[test]
fn the_table_names_what_it_shows() {
    let outcome = glass(&folder("table"), &["bench-gc", "--workload=tree,splay", "--scale=0.001"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    for word in
        ["p50", "p99.9", "stop", "work", "mmu", "50ms", "ops/s", "CPU", "peak", "live", "GCs", "the control run"]
    {
        assert!(outcome.stdout.contains(word), "no {word} in {}", outcome.stdout);
    }
    for row in ["tree", "splay", "  stop-the-world ", "  incremental ", "  generational ", "  none * "] {
        let count = outcome.stdout.lines().filter(|line| line.starts_with(row)).count();
        assert!(count >= 1, "no line of {row} in {}", outcome.stdout);
    }
}

#[test]
fn help_and_the_files_of_that_name() {
    let folder = folder("names");
    let help = glass(&folder, &["--help"]);
    assert!(help.stdout.contains("bench-gc"), "{}", help.stdout);
    let help = glass(&folder, &["bench-gc", "--help"]);
    assert!(help.code == Some(0) && help.stdout.contains("--workload") && !help.stdout.contains("--child"));
    assert_eq!(glass(&folder, &["bench-gc", "--nothing"]).code, Some(9));
    fs::write(folder.join("bench-gc"), "console.log('a file', process.argv[2])").expect("the file can be written");
    assert_eq!(glass(&folder, &["./bench-gc", "bench-gc"]).stdout, "a file bench-gc\n");
}
