//! Damages snapshots at random and reads them, for as long as it is told. A campaign, not a part of
//! `cargo test`:
//!
//! ```text
//! cargo test --release --test snapshot_mutants -- --minutes 10 --seed 1 [--file FILE]
//! ```
//!
//! What makes the reader panic, or hold more than a few times the file, is written to `--keep`.

#[path = "snapshots/mutants.rs"]
mod mutants;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use mutants::Random;

/// What reading a mutant may take: they are small.
const PATIENCE: Duration = Duration::from_secs(5);

fn option(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.nth(1)
}

fn main() -> ExitCode {
    let minutes: f64 = option("--minutes").and_then(|text| text.parse().ok()).unwrap_or(1.0);
    let seed: u64 = option("--seed").and_then(|text| text.parse().ok()).unwrap_or(1);
    let keep = option("--keep").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let files: Vec<PathBuf> = match option("--file") {
        Some(file) => vec![PathBuf::from(file)],
        None => ["before", "during", "after"].map(|name| folder.join(name).with_extension("heapsnapshot")).into(),
    };
    let files: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).expect("the file can be read")).collect();
    let end = Instant::now() + Duration::from_secs_f64(minutes * 60.0);
    let (mut count, mut read, mut failures) = (0_u64, 0_u64, 0_u64);
    while Instant::now() < end {
        let mut random =
            Random(seed.wrapping_mul(1_000_003).wrapping_add(count).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        random.below(2);
        let file = &files[random.below(files.len())];
        let mutant = mutants::mutant(file, &mut random);
        let start = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| mutants::explore(&mutant)));
        if outcome.is_err() || start.elapsed() > PATIENCE {
            let path = keep.join(format!("failure-{seed}-{count}.heapsnapshot"));
            std::fs::write(&path, &mutant).expect("the folder can be written to");
            println!("mutant {count}: {}", path.display());
            failures += 1;
        }
        read += u64::from(outcome.unwrap_or(false));
        count += 1;
    }
    println!("{count} mutants, {read} of them read, {failures} failures");
    ExitCode::from(u8::from(failures > 0))
}
