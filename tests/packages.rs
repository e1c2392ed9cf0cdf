//! Packages from npm, driven by scripts of this repository and by the tests that some bring along:
//! what they print under `glass` is what they print under `node`, byte for byte. A campaign, not a
//! part of `cargo test`; the packages are fetched by whoever runs it (`tests/packages/README.md`):
//!
//! ```text
//! cargo test --release --test packages -- --folder DIR [--only TEXT]
//! ```

mod campaign;
mod process;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

use campaign::options::Options;
use campaign::process::{End, Outcome, Run};
use campaign::workers;

/// Processor time for a script; Node needs up to ten seconds without its compilers.
const PATIENCE: Duration = Duration::from_secs(120);
const MOST_BYTES: u64 = 4 << 30;

/// What one script came to.
enum Verdict {
    Same,
    /// Node itself does not end well: nothing to compare with.
    NoJudge(String),
    Differs(String),
}

struct Report {
    name: String,
    verdict: Verdict,
    /// Processor time under `glass` and under `node --jitless`.
    seconds: [f64; 2],
}

fn run(program: &Path, flags: &[String], script: &Path) -> Outcome {
    Run { program, flags, script, patience: PATIENCE, most_bytes: MOST_BYTES }.run()
}

fn compare(glass: &Path, name: &str, script: &Path) -> Report {
    let node = run(Path::new("node"), &["--jitless".into()], script);
    if !matches!(node.end, End::Code(0)) {
        let verdict = Verdict::NoJudge(format!("{:?} {}", node.end, last_lines(&node.stderr)));
        return Report { name: name.into(), verdict, seconds: [0.0, 0.0] };
    }
    let mine = run(glass, &[], script);
    let verdict = if mine.end != node.end {
        Verdict::Differs(format!("{:?}\n{}", mine.end, last_lines(&mine.stderr)))
    } else if mine.stdout != node.stdout {
        Verdict::Differs(first_difference(&mine.stdout, &node.stdout))
    } else {
        Verdict::Same
    };
    Report { name: name.into(), verdict, seconds: [mine.cpu.as_secs_f64(), node.cpu.as_secs_f64()] }
}

fn last_lines(text: &str) -> String {
    text.lines().take(12).collect::<Vec<_>>().join("\n  ")
}

fn first_difference(mine: &str, node: &str) -> String {
    let (mut mine_lines, mut node_lines) = (mine.lines(), node.lines());
    let mut number = 1;
    loop {
        let pair = (mine_lines.next(), node_lines.next());
        match pair {
            (None, None) => return "line ends differ".into(),
            (mine, node) if mine == node => number += 1,
            (mine, node) => {
                let cut = |line: Option<&str>| line.map_or("(end)".into(), |line| line.chars().take(400).collect());
                let (mine, node): (String, String) = (cut(mine), cut(node));
                return format!("line {number}\n  glass: {mine}\n  node:  {node}");
            }
        }
    }
}

fn scripts_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut scripts: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ["js", "mjs", "cjs"].iter().any(|known| ending == *known)))
        .collect();
    scripts.sort();
    scripts
}

/// The drivers, copied into the folder that has the packages, and the tests of packages that run
/// by themselves.
fn scripts(folder: &Path) -> Vec<(String, PathBuf)> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packages");
    let drivers = folder.join("drivers");
    std::fs::create_dir_all(&drivers).expect("the folder can be written to");
    let mut all = Vec::new();
    for driver in scripts_in(&own.join("drivers")) {
        let name = driver.file_stem().expect("a name").to_string_lossy().into_owned();
        let copy = drivers.join(driver.file_name().expect("a name"));
        std::fs::copy(&driver, &copy).expect("the folder can be written to");
        all.push((name, copy));
    }
    let suites = std::fs::read_to_string(own.join("suites.txt")).expect("a list of packages");
    for package in suites.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        for script in scripts_in(&folder.join("node_modules").join(package).join("test")) {
            let file = script.file_name().expect("a name").to_string_lossy().into_owned();
            all.push((format!("{package}/test/{file}"), script));
        }
    }
    all
}

fn print(reports: &mut [Report]) -> usize {
    reports.sort_by(|a, b| a.name.cmp(&b.name));
    let (mut same, mut without, mut different) = (0, 0, 0);
    let mut logarithms = Vec::new();
    for report in reports.iter() {
        match &report.verdict {
            Verdict::Same => {
                same += 1;
                let [glass, node] = report.seconds;
                if !report.name.contains('/') && node > 0.0 && glass > 0.0 {
                    println!("{:24} {glass:6.2} s {node:6.2} s {:5.2}", report.name, glass / node);
                    logarithms.push((glass / node).ln());
                }
            }
            Verdict::NoJudge(text) => {
                without += 1;
                println!("{}: not run, since node ends so: {text}", report.name);
            }
            Verdict::Differs(text) => {
                different += 1;
                println!("DIFFERS: {}\n  {text}", report.name);
            }
        }
    }
    let mean = logarithms.iter().sum::<f64>() / logarithms.len().max(1) as f64;
    println!(
        "{same} scripts print what node prints, {different} do not, {without} end badly in node; \
         processor time of the drivers {:.2} of node --jitless",
        mean.exp()
    );
    different
}

fn main() -> ExitCode {
    let (mut folder, mut only) = (None, Vec::new());
    let options = Options::read("packages", ", --folder FOLDER, --only TEXT", |name, value| {
        match name {
            "--folder" => folder = Some(std::path::absolute(value).expect("a path")),
            "--only" => only.push(value.to_string()),
            _ => return false,
        }
        true
    });
    let Some(folder) = folder.filter(|folder| folder.join("node_modules").is_dir()) else {
        eprintln!("no packages: --folder FOLDER names a folder where they are installed, see tests/packages/README.md");
        return ExitCode::from(2);
    };
    // What may be read is what lies below the working folder, and packages look for each other.
    std::env::set_current_dir(&folder).expect("the folder can be entered");
    let mut all = scripts(&folder);
    all.retain(|(name, _)| only.is_empty() || only.iter().any(|text| name.contains(text.as_str())));
    println!("{} scripts", all.len());
    let reports = Mutex::new(Vec::new());
    let work = |number: usize, _: usize| {
        let (name, script): &(String, PathBuf) = &all[number];
        let report = compare(&options.glass, name, script);
        reports.lock().expect("no thread panics").push(report);
        true
    };
    workers::share(&options, all.len(), work, |_| {});
    let different = print(&mut reports.into_inner().expect("no thread panics"));
    if different == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
