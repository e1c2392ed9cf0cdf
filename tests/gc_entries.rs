//! Entries of type `gc` under every collector: they tell what `--trace-gc` prints, as tasks, by the
//! program's clock, and only to who observes.

mod process;

use std::collections::HashMap;

/// Allocates in tasks, keeping little of it, and prints every entry: kind, flags, start, duration,
/// and the time at which it was heard.
const CHURN: &str = r"
    let task = 0, busy = false;
    const observer = new PerformanceObserver((list) => {
        if (busy) console.log('entry inside a task');
        for (const { startTime, duration, detail } of list.getEntries()) {
            console.log('entry', detail.kind, detail.flags, startTime, duration, performance.now());
        }
    });
    observer.observe({ entryTypes: ['gc'] });
    const keep = Array.from({ length: 100_000 }, (_, i) => ({ i, text: [i] }));
    (function work() {
        busy = true;
        for (let i = 0; i < 40000; i++) { const made = { i, text: [i, i + 1] }; if (i % 50 === 0) keep.push(made); }
        if (task === 20) gc();
        busy = false;
        if (++task < 40) setImmediate(work);
        else setTimeout(() => setImmediate(() => setImmediate(() => console.log('end'))), 10);
    })();
";

const MINOR: u32 = 1;
const MAJOR: u32 = 4;
const INCREMENTAL: u32 = 8;

/// What an entry said.
struct Entry {
    kind: u32,
    flags: u32,
    start: f64,
    duration: f64,
    heard: f64,
}

fn glass(flags: &[&str], script: &str) -> String {
    process::eval(flags, script).text().to_owned()
}

fn entries(text: &str) -> Vec<Entry> {
    let numbers = |line: &str| line.split(' ').map(|word| word.parse::<f64>().expect("a number")).collect::<Vec<_>>();
    let lines = text.lines().filter_map(|line| line.strip_prefix("entry "));
    let entry = |line: &str| match numbers(line)[..] {
        [kind, flags, start, duration, heard] => {
            Entry { kind: kind as u32, flags: flags as u32, start, duration, heard }
        }
        _ => panic!("{line}"),
    };
    lines.map(entry).collect()
}

fn counts(entries: &[Entry]) -> HashMap<u32, usize> {
    let mut counts = HashMap::new();
    entries.iter().for_each(|entry| *counts.entry(entry.kind).or_insert(0) += 1);
    counts
}

#[test]
fn every_collector_tells_what_it_traces() {
    for collector in ["stop-the-world", "incremental", "generational", "refcount", "none"] {
        let text = glass(&["--trace-gc", &format!("--gc={collector}")], CHURN);
        // Counting traces once more for its report.
        let Some((text, _)) = text.split_once("end\n") else { panic!("{collector}: {text}") };
        let entries = entries(text);
        let counts = counts(&entries);
        let count = |kind| counts.get(&kind).copied().unwrap_or(0);
        let lines = |name: &str| text.lines().filter(|line| line.contains(name)).count();
        let minor = lines("ms: Minor Mark-sweep ");
        let major = lines("ms: Mark-sweep ");
        assert_eq!((count(MINOR), count(MAJOR)), (minor, major), "{collector}: {text}");
        let in_steps = text.lines().filter(|line| line.contains("ms: Mark-sweep ") && line.contains(" steps ")).count();
        assert_eq!(count(INCREMENTAL), in_steps, "{collector}: {text}");
        assert_eq!(in_steps > 0, matches!(collector, "incremental" | "generational"), "{collector}: {text}");
        assert_eq!(minor > 0, collector == "generational", "{collector}: {text}");
        // `gc()` under counting ends two epochs.
        let forced = entries.iter().filter(|entry| entry.flags == 4).count();
        assert_eq!(forced, if collector == "refcount" { 2 } else { 1 }, "{collector}: {text}");
        for entry in &entries {
            assert!(entry.start >= 0.0 && entry.duration >= 0.0, "{collector}: {text}");
            let end = entry.start + if entry.kind == MAJOR { entry.duration } else { 0.0 };
            assert!(end <= entry.heard, "{collector}: {} + {} heard at {}", entry.start, entry.duration, entry.heard);
        }
        assert!(entries.windows(2).all(|two| two[0].heard < two[1].heard), "{collector}");
    }
}

#[test]
fn starts_follow_a_virtual_clock() {
    let script = "
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
                if (entry.detail.flags === 4) console.log(entry.startTime, performance.now(), entry.duration > 0);
            }
        }).observe({ type: 'gc' });
        setTimeout(() => { gc(); setImmediate(() => gc()); }, 3600_000);
        setTimeout(() => {}, 7200_000);
    ";
    let text = glass(&["--virtual-time", "--gc=stop-the-world"], script);
    assert_eq!(text, "3600000 3600000 true\n3600000 7200000 true\n");
}

#[test]
fn nobody_hears_what_ended_after_the_last_observer_left() {
    let script = "
        const observer = new PerformanceObserver(() => console.log('called'));
        const other = new PerformanceObserver(() => console.log('called, too'));
        observer.observe({ type: 'gc' });
        other.observe({ entryTypes: ['gc', 'mark'] });
        gc();
        observer.disconnect();
        other.observe({ entryTypes: ['mark'] });
        gc();
        setTimeout(() => console.log('end'), 10);
    ";
    for collector in ["stop-the-world", "incremental", "generational", "refcount"] {
        assert_eq!(glass(&[&format!("--gc={collector}")], script), "end\n", "{collector}");
    }
}
