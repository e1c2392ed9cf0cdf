//! The cases of `benches/slow_spots`: each does one thing of everyday code over and over, in a
//! process of its own. The processor time of the whole process is compared with `node --jitless`,
//! the two by turns, the best of several runs each; what they print must be the same.
//!
//! `cargo bench --bench slow_spots`, a part of it by words of the names (`-- json date_`), with
//! more runs by `--runs 5`, another binary by `--glass PATH`.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Time of the processor in seconds, and the output, of a case.
#[expect(clippy::zombie_processes, reason = "wait4 waits for it and tells its processor time")]
fn run(command: &[&str], file: &Path, case: &str) -> (f64, String) {
    let mut child = Command::new(command[0])
        .args(&command[1..])
        .arg(file)
        .arg(case)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the engine can be run");
    let mut output = String::new();
    let stdout = child.stdout.take().expect("the output is piped");
    { stdout }.read_to_string(&mut output).expect("the output is text");
    let mut status = 0;
    // SAFETY: all zeros are a value of this plain structure.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: waits for the process started above, which nobody else waits for, and writes to the
    // two variables.
    unsafe { libc::wait4(child.id() as libc::pid_t, &raw mut status, 0, &raw mut usage) };
    if status != 0 {
        output = format!("{}/{case} fails in {}", file.display(), command[0]);
    }
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    (seconds(usage.ru_utime) + seconds(usage.ru_stime), output)
}

fn cases(glass: &str, file: &Path) -> Vec<String> {
    let output = Command::new(glass).arg(file).output().expect("the engine can be run");
    String::from_utf8_lossy(&output.stdout).lines().map(String::from).collect()
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/slow_spots");
    let entries = fs::read_dir(folder).expect("the folder of cases can be read");
    let mut found: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "js"));
    found.sort();
    found
}

fn main() {
    let mut glass = env!("CARGO_BIN_EXE_glass").to_owned();
    let (mut runs, mut parts) = (3, Vec::new());
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--glass" => glass = arguments.next().expect("--glass PATH"),
            "--runs" => runs = arguments.next().and_then(|runs| runs.parse().ok()).expect("--runs COUNT"),
            _ => parts.push(argument),
        }
    }
    let (mut count, mut above, mut logarithms) = (0, 0, 0.0);
    println!("{:40} {:>8} {:>8} {:>6}", "case", "glass", "node", "ratio");
    for file in files() {
        let area = file.file_stem().and_then(|name| name.to_str()).unwrap_or("").to_owned();
        for case in cases(&glass, &file) {
            let name = format!("{area}/{case}");
            if !parts.is_empty() && !parts.iter().any(|part| name.contains(part.as_str())) {
                continue;
            }
            let mut best = [f64::INFINITY; 2];
            let mut outputs = [const { String::new() }; 2];
            for _ in 0..runs {
                for (i, command) in [&[glass.as_str()][..], &["node", "--jitless"][..]].into_iter().enumerate() {
                    let (time, output) = run(command, &file, &case);
                    best[i] = best[i].min(time);
                    outputs[i] = output;
                }
            }
            let ratio = best[0] / best[1];
            let note = if outputs[0] != outputs[1] { "  the output differs" } else { "" };
            println!("{name:40} {:>7.3}s {:>7.3}s {ratio:>6.2}{note}", best[0], best[1]);
            count += 1;
            above += usize::from(ratio > 1.0);
            logarithms += ratio.ln();
        }
    }
    println!("{count} cases, {above} above 1, {:.2} in the geometric mean", (logarithms / f64::from(count)).exp());
}
