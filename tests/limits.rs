//! Holds `docs/limits.md` to the source: every constant that looks like a limit is listed there
//! with its value, and nothing that is gone.

#[cfg(feature = "small-limits")]
mod process;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Parts of names that limits have.
const WORDS: &[&str] = &[
    "AHEAD",
    "ANCESTORS",
    "BUDGET",
    "CACHE",
    "CAPACITIES",
    "CAPACITY",
    "CHILDREN",
    "CHUNK",
    "DEPTH",
    "ENTRIES",
    "FEW",
    "GAP",
    "GENERATION",
    "KEEP",
    "LAST",
    "LEAST",
    "LENGTH",
    "LEVELS",
    "LIMIT",
    "LONG",
    "LONGEST",
    "MANY",
    "MAX",
    "MIN",
    "MOST",
    "OFTEN",
    "PATIENCE",
    "PIECE",
    "PORTION",
    "QUEUE",
    "RECORDS",
    "REMEMBERED",
    "RESERVE",
    "RESERVED",
    "RETIRED",
    "ROOM",
    "RUN",
    "SHARDS",
    "SHARED",
    "SHORT",
    "SHOWN",
    "SIZE",
    "SLOTS",
    "SPINE",
    "STARTS",
    "STEPS",
    "TRIES",
];
/// How types of limits begin.
const TYPES: &[&str] = &[
    "usize",
    "u8",
    "u16",
    "u32",
    "u64",
    "i32",
    "i64",
    "isize",
    "f64",
    "Duration",
    "Range<",
    "std::ops::Range<",
    "[usize",
];
/// Files of tests within `src/`.
const TESTS: &[&str] = &["heap/tests.rs", "heap/model.rs", "heap/churn.rs"];

/// Name and file of a constant.
type Place = (String, String);

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

/// Name, type and value of the constant that a line declares.
fn constant(line: &str) -> Option<(&str, &str, &str)> {
    let line = line.trim();
    let (before, rest) = line.split_once("const ")?;
    if !(before.is_empty() || before.starts_with("pub")) {
        return None;
    }
    let (name, rest) = rest.split_once(": ")?;
    let (kind, value) = rest.split_once(" = ")?;
    let is_name = name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    is_name.then(|| (name, kind, value.trim_end_matches(';')))
}

/// The value, and the small one of a `limit!`.
fn values(value: &str) -> (String, String) {
    let parts = value.strip_prefix("limit!(").and_then(|rest| rest.strip_suffix(')')?.split_once(", small = "));
    match parts {
        Some((value, small)) => (value.to_string(), small.to_string()),
        None => (value.to_string(), String::new()),
    }
}

fn declared() -> BTreeMap<Place, Vec<(String, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    let mut found: BTreeMap<Place, Vec<(String, String)>> = BTreeMap::new();
    for path in files {
        let file = path.strip_prefix(&root).expect("in the folder").to_string_lossy().replace('\\', "/");
        if TESTS.contains(&file.as_str()) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("the file can be read");
        for (name, kind, value) in text.lines().filter_map(constant) {
            let has_type = TYPES.iter().any(|of_limits| kind.starts_with(of_limits));
            let looks = value.starts_with("limit!(") || name.split('_').any(|part| WORDS.contains(&part));
            if has_type && looks {
                found.entry((name.to_string(), file.clone())).or_default().push(values(value));
            }
        }
    }
    found
}

fn listed() -> BTreeMap<Place, Vec<(String, String)>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/limits.md");
    let text = fs::read_to_string(path).expect("docs/limits.md can be read");
    let mut found: BTreeMap<Place, Vec<(String, String)>> = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('`')).collect();
        let cell = |i: usize| cells.get(i).map_or(String::new(), |cell| cell.trim_matches(' ').to_string());
        found.entry((cell(0), cell(1).trim_end_matches('|').trim().to_string())).or_default().push((cell(2), cell(3)));
    }
    found
}

#[test]
fn every_limit_is_listed_with_its_value() {
    let (declared, listed) = (declared(), listed());
    assert!(declared.len() > 80, "the limits are found");
    let mut faults = Vec::new();
    for (place, values) in &declared {
        match listed.get(place) {
            None => faults.push(format!("{} of {} is not listed in docs/limits.md", place.0, place.1)),
            // A row of the second table gives no value.
            Some(rows) if rows.iter().any(|row| row.0.is_empty()) => {}
            Some(rows) if rows.iter().any(|row| values.contains(row)) => {}
            Some(rows) => faults.push(format!("{} of {} is {values:?}, listed as {rows:?}", place.0, place.1)),
        }
    }
    let gone = listed.keys().filter(|place| !declared.contains_key(*place));
    faults.extend(gone.map(|place| format!("{} of {} is listed and is no such constant", place.0, place.1)));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What no script of the suite may meet, for it ends there: shapes without number, tables that are
/// full.
#[cfg(feature = "small-limits")]
mod beyond {
    use super::process::{self, eval};

    #[test]
    fn a_full_table_refuses_and_keeps_what_it_has() {
        let script = "
            for (const table of [new Map(), new Set(), new WeakMap(), new WeakSet()]) {
                const keys = [];
                let error;
                try {
                    for (;;) {
                        const key = {};
                        table.set ? table.set(key, 1) : table.add(key);
                        keys.push(key);
                    }
                } catch (e) {
                    error = e;
                }
                const held = keys.filter((key) => table.has(key)).length;
                const gone = keys.every((key) => table.delete(key));
                table.set ? table.set(error, 1) : table.add(error);
                console.log(table.constructor.name, error.name, keys.length > 10_000, held === keys.length, gone, table.has(error));
            }";
        for collector in ["stop-the-world", "incremental", "generational"] {
            let output = eval(&[&format!("--gc={collector}")], script);
            let lines =
                ["Map", "Set", "WeakMap", "WeakSet"].map(|name| format!("{name} RangeError true true true true\n"));
            assert_eq!(output.stdout, lines.concat(), "{collector}: {}", output.stderr);
        }
    }

    #[test]
    fn a_file_that_is_too_long_is_refused() {
        let path = std::env::temp_dir().join(format!("glassheap-{}-long.js", std::process::id()));
        for (length, code) in [(1 << 20, 0), ((1 << 20) + 1, 1)] {
            std::fs::write(&path, " ".repeat(length)).expect("a file can be written");
            let patience = std::time::Duration::from_secs(60);
            let output = process::glass(&std::env::temp_dir(), &[&path], None, patience).expect("glass runs");
            let words = output.stderr;
            assert_eq!(output.code, Some(code), "{words}");
            assert_eq!(words.contains("the source text is longer"), code != 0, "{words}");
        }
        std::fs::remove_file(path).expect("the file is there");
    }

    #[test]
    fn shapes_without_number_are_collected_and_a_heap_full_of_them_is_full() {
        let dropped = "
            let last = {};
            for (let i = 0; i < 600_000; i++) last = Object.create({ i });
            console.log('collected');";
        let kept = "
            const kept = [{}];
            for (let i = 0; i < 600_000; i++) kept.push(Object.create(kept[i]));
            console.log('kept');";
        for collector in ["stop-the-world", "incremental", "generational", "refcount", "none"] {
            // So much space between collections that only the shapes ask for one.
            let flags = [&format!("--gc={collector}"), "--gc-headroom=2000000", "--max-old-space-size=4000"];
            let script = [dropped, kept].concat();
            // Each epoch of counting looks through the whole table of shapes, and with small limits
            // epochs are so short that the second half takes minutes.
            let is_counted = collector == "refcount";
            let process::Outcome { stdout, stderr, code } = eval(&flags, if is_counted { dropped } else { &script });
            assert_eq!(stdout, "collected\n", "{collector}: {stderr}");
            assert_eq!(code, Some(if is_counted { 0 } else { 134 }), "{collector}: {stderr}");
            assert!(is_counted || stderr.contains("JavaScript heap out of memory"), "{collector}: {stderr}");
        }
    }
}
