//! Writes `src/cli/start_functions.txt`: the functions that run whenever the command starts, which
//! `build.rs` has linked side by side, so that a start brings few pages of the program into memory.
//! Not a part of `cargo test`: it needs valgrind and nm, and a release build of the command.
//!
//! ```text
//! cargo build --release && cargo test --test start_functions
//! ```
//!
//! A line is a mangled name in which what differs from build to build, hashes, is `*`. Where many
//! functions have one such name (a generic one, for each of its types), all of them come along,
//! unless they are more than [`MOST_UNUSED`].

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a start is taken to be: nothing, and a few lines that print.
const SCRIPTS: [&str; 2] = [
    "",
    "const o = { a: [1, 2, 3], s: 'text' };
     console.log('hello', o, 1.5);
     setTimeout(() => console.log(`bye ${o.a.map((x) => x * 2).join()}`), 1);",
];
/// Bytes of functions that do not run, for the sake of one of the same name that does.
const MOST_UNUSED: u64 = 90 << 10;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let glass = std::env::args().skip_while(|word| word != "--glass").nth(1).map_or_else(newest_release, PathBuf::from);
    let sizes = sizes(&glass);
    let used: BTreeSet<String> = SCRIPTS.iter().flat_map(|script| functions_run(&glass, script)).collect();
    let (mut all, mut run) = (BTreeMap::new(), BTreeMap::new());
    for (name, size) in &sizes {
        let Some(pattern) = pattern(name) else { continue };
        *all.entry(pattern.clone()).or_insert(0) += size;
        if used.contains(name) {
            *run.entry(pattern).or_insert(0) += size;
        }
    }
    let lines: Vec<&str> =
        run.iter().filter(|(name, size)| all[*name] - **size <= MOST_UNUSED).map(|(name, _)| name.as_str()).collect();
    let bytes: u64 = lines.iter().map(|name| all[*name]).sum();
    let path = root.join("src/cli/start_functions.txt");
    std::fs::write(&path, lines.join("\n") + "\n").expect("the list can be written");
    println!("{} names, {} KiB of functions, in {}", lines.len(), bytes >> 10, path.display());
}

/// The command that `cargo build --release` made into the same target folder as this test.
fn newest_release() -> PathBuf {
    let own = std::env::current_exe().expect("the system says which program runs");
    let target = own.ancestors().nth(3).expect("target/profile/deps/program");
    target.join("release/glass")
}

/// A command's output; what is missing or fails is said.
fn output(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The bytes of each function, by its mangled name.
fn sizes(glass: &Path) -> HashMap<String, u64> {
    let size_of = |line: &str| {
        let mut columns = line.split_whitespace().skip(1);
        let size = u64::from_str_radix(columns.next()?, 16).ok()?;
        matches!(columns.next()?, "t" | "T" | "w" | "W").then_some((columns.next()?.to_owned(), size))
    };
    output(Command::new("nm").args(["--print-size", "--defined-only"]).arg(glass)).lines().filter_map(size_of).collect()
}

/// The mangled names of the functions that run.
fn functions_run(glass: &Path, script: &str) -> Vec<String> {
    let folder = std::env::temp_dir();
    let name = |what| folder.join(format!("glass-start-{}{what}", std::process::id()));
    let (file, profile) = (name(".js"), name(".out"));
    std::fs::write(&file, script).expect("the temporary folder takes a file");
    let options = ["--tool=callgrind", "--demangle=no", "--compress-strings=no"];
    let to = format!("--callgrind-out-file={}", profile.display());
    output(Command::new("valgrind").args(options).arg(to).arg(glass).arg(&file));
    let text = std::fs::read_to_string(&profile).expect("callgrind wrote its profile");
    for path in [file, profile] {
        let _ = std::fs::remove_file(path);
    }
    // A recursion's second level is the name, an apostrophe and the level.
    let names = text.lines().filter_map(|line| line.strip_prefix("fn="));
    names.map(|name| name.split('\'').next().unwrap_or(name).to_owned()).collect()
}

/// A mangled name without its hashes; `None` for a name that is not Rust's.
fn pattern(name: &str) -> Option<String> {
    if name.starts_with("_ZN") {
        let (path, _) = name.rsplit_once("17h")?;
        return Some(format!("{path}17h*E*"));
    }
    let mut parts = name.strip_prefix("_R").map(|_| name.split("Cs"))?;
    let mut pattern = parts.next()?.to_owned();
    for part in parts {
        // A crate's disambiguator: letters and digits up to an underscore.
        match part.split_once('_') {
            Some((hash, rest)) if hash.len() > 8 && hash.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                pattern.push_str("Cs*_");
                pattern.push_str(rest);
            }
            _ => pattern.push_str(&format!("Cs{part}")),
        }
    }
    Some(pattern)
}
