//! The programs of `benches/programs`, each in a process of its own, as a user runs them; what they
//! print is compared first.
//!
//! `cargo bench --bench programs`, a part of it by a word of its name (`-- fib`). With `node` there
//! the same programs run under `node --jitless` as well, the yardstick for an interpreter.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};

fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs");
    let entries = std::fs::read_dir(folder).expect("the folder of programs can be read");
    let mut found: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "js"));
    found.sort();
    found
}

/// Runs a program and gives what it prints.
fn run(command: &[&str], script: &Path) -> Vec<u8> {
    let output = Command::new(command[0]).args(&command[1..]).arg(script).output().expect("the engine can be run");
    assert!(output.status.success(), "{}: {}", script.display(), String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn programs(c: &mut Criterion) {
    let glass = [env!("CARGO_BIN_EXE_glass")];
    let node = ["node", "--jitless"];
    let has_node = Command::new(node[0]).arg("--version").output().is_ok_and(|output| output.status.success());
    for script in scripts() {
        let name = script.file_stem().and_then(|name| name.to_str()).unwrap_or("").to_owned();
        let wanted = std::fs::read(script.with_extension("expected")).expect("what the program prints is known");
        let mut group = c.benchmark_group(name);
        group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(12));
        let engines: [(&str, &[&str]); 2] = [("glass", &glass), ("node --jitless", &node)];
        for (engine, command) in engines.into_iter().take(1 + usize::from(has_node)) {
            group.bench_function(engine, |bencher| {
                bencher.iter(|| assert_eq!(run(command, &script), wanted, "{}", script.display()));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, programs);
criterion_main!(benches);
