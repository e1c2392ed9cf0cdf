//! Objects, collections, arrays, strings, typed arrays and proxies under random edits, against
//! models: a short run of what the soak goes on with (`tests/soak.rs`), in every collector, and
//! with the verifier under stress. The scripts compare each step themselves; the line that they
//! print at the end must be Node's (`tests/models/<name>.expected`, a line for each size).

#[path = "models/text.rs"]
mod models;
mod process;

use std::path::Path;
use std::time::Duration;

use models::{MODELS, Model, Size};

const PATIENCE: Duration = Duration::from_secs(300);
const COLLECTORS: [&str; 4] = ["stop-the-world", "incremental", "generational", "refcount"];

/// The sizes, in the order of the lines of the expected files: long with bursts, and short for
/// stress.
const LONG: Size = Size { seed: 11, edits: 6_000, keys: 100_000, bursts: true };
const SHORT: Size = Size { seed: 12, edits: 100, keys: 1_000, bursts: false };

fn run(model: &Model, size: &Size, line: usize, flags: &[&str]) {
    let folder = std::env::temp_dir().join(format!("glass-models-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let script = folder.join(format!("{}-{line}-{}.js", model.name, flags.concat().replace(['-', '='], "")));
    std::fs::write(&script, model.text(size)).expect("the folder can be written to");
    let expected =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models").join(model.name).with_extension("expected");
    let expected = std::fs::read_to_string(expected).expect("the expected lines are there");
    let wanted = expected.lines().nth(line).expect("a line for each size");
    let script_name = script.to_str().expect("the path is Unicode");
    let outcome = process::glass(&folder, &[flags, &["--ecma", script_name]].concat(), None, PATIENCE)
        .unwrap_or_else(|error| panic!("{} {flags:?}: {error}", model.name));
    let stderr = &outcome.stderr;
    assert_eq!((outcome.stdout.trim_end(), outcome.code), (wanted, Some(0)), "{} {flags:?}: {stderr}", model.name);
    let _ = std::fs::remove_file(script);
}

fn long(collector: &str) {
    for model in &MODELS {
        run(model, &LONG, 0, &[&format!("--gc={collector}")]);
    }
}

#[test]
fn agree_under_stop_the_world() {
    long("stop-the-world");
}

#[test]
fn agree_under_incremental() {
    long("incremental");
}

#[test]
fn agree_under_generational() {
    long("generational");
}

#[test]
fn agree_under_reference_counting() {
    long("refcount");
}

/// Ten thousand collections each: a collector for each model here, the other pairs are the soak's.
#[test]
fn agree_under_stress() {
    for (model, collector) in MODELS.iter().zip(COLLECTORS.iter().cycle()) {
        run(model, &SHORT, 1, &[&format!("--gc={collector}"), "--gc-stress", "--verify-heap"]);
    }
}
