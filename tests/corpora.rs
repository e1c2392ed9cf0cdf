//! The regression scripts of other engines under every collector, with the verifier and under
//! stress: what they print does not matter, but none may crash, panic, corrupt the heap, or go
//! beyond its limits. A campaign, not a part of `cargo test`; the scripts are fetched by whoever
//! runs it (see `tests/README.md`):
//!
//! ```text
//! cargo test --release --test corpora -- --folder DIR [--folder DIR] [--minutes 30] [--seed 1]
//! ```
//!
//! Without `--minutes`, each script runs once.

mod campaign;
mod process;
#[path = "corpora/scripts.rs"]
mod scripts;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use campaign::findings::Findings;
use campaign::modes::{Care, Mode};
use campaign::options::Options;
use campaign::process::{End, Fault, Outcome, Run};
use campaign::random::Random;
use campaign::workers;

/// Processor time for a script; what takes longer is looked at again, without verifier and stress.
const PATIENCE: Duration = Duration::from_secs(6);
const HEAP_LIMIT_MB: u64 = 128;
/// What the process may hold beyond its heap: the program, the machine's stack, and what rounding
/// and late collections cost.
const MOST_BYTES: u64 = (2 * HEAP_LIMIT_MB + 128) << 20;
const NODE_MOST_BYTES: u64 = 2 << 30;
/// Options that change what a script sees, each chosen by a coin.
const OPTIONAL: &[&[&str]] = &[&["--ecma"], &["--virtual-time", "--for=60s"]];
const STACK_SIZES: &[&str] = &["--stack-size=64", "--stack-size=256", "--stack-size=4096"];

#[derive(Default)]
struct Tally {
    runs: AtomicUsize,
    checks: AtomicUsize,
    no_program: AtomicUsize,
    out_of_memory: AtomicUsize,
    slow: AtomicUsize,
}

struct Campaign {
    options: Options,
    scripts: Vec<(PathBuf, PathBuf)>,
    findings: Findings,
    tally: Tally,
}

fn mode(random: &mut Random) -> Mode {
    let mut mode = Mode::any(random).with(&[&format!("--max-old-space-size={HEAP_LIMIT_MB}")]);
    for flags in OPTIONAL {
        if random.one_in(2) {
            mode = mode.with(flags);
        }
    }
    if random.one_in(8) {
        mode = mode.with(&[random.of(STACK_SIZES)]);
    }
    mode
}

fn count(counter: &AtomicUsize) {
    counter.fetch_add(1, Ordering::Relaxed);
}

impl Campaign {
    fn run(&self, script: &Path, flags: &[String], care: Care) -> (Outcome, String) {
        // Under stress each of the other limits is reached later as well.
        let patience = if care == Care::Stress { 2 * PATIENCE } else { PATIENCE };
        let run = Run { program: &self.options.glass, flags, script, patience, most_bytes: MOST_BYTES };
        (run.run(), run.words())
    }

    /// One script in one mode.
    fn one(&self, number: usize, worker: usize) {
        let mut random = Random::new(self.options.seed.wrapping_add(1_000_003 * number as u64));
        let (path, folder) = &self.scripts[number % self.scripts.len()];
        let Some(prepared) = scripts::prepare(path, folder) else { return };
        let script = self.options.keep.join(format!("script-{worker}.{}", if prepared.module { "mjs" } else { "js" }));
        std::fs::write(&script, &prepared.text).expect("the folder can be written to");
        let mut mode = mode(&mut random);
        count(&self.tally.runs);
        if prepared.module {
            count(&self.tally.checks);
            mode.flags.push("--check".into());
        }
        let (outcome, command) = self.run(&script, &mode.flags, mode.care);
        let mut fault = outcome.fault();
        if outcome.is_syntax_error() {
            count(&self.tally.no_program);
        } else if outcome.is_out_of_memory() {
            count(&self.tally.out_of_memory);
        } else if outcome.end == End::TimedOut {
            count(&self.tally.slow);
            if mode.care != Care::Stress || random.one_in(4) {
                fault = self.look_again(&script, &script_name(path), &mode);
            }
        }
        let Some(mut fault) = fault else { return };
        fault.text = format!("{}\n{}", path.display(), fault.text);
        let Some(kept) = self.findings.add(&fault) else { return };
        println!("FAILURE: {}\n  {}\n  {command}", fault.signature, path.display());
        Findings::save(&kept, &prepared.text, &command, &fault);
    }

    /// A script that takes too long is a finding if it does so without verifier and stress, too,
    /// and Node ends.
    fn look_again(&self, script: &Path, name: &str, mode: &Mode) -> Option<Fault> {
        let stressing = |flag: &&String| ["--gc-stress", "--verify-heap"].contains(&flag.as_str());
        let flags: Vec<String> = mode
            .flags
            .iter()
            .filter(|flag| !stressing(flag) && !flag.starts_with("--gc-headroom") && *flag != "--gc=none")
            .cloned()
            .collect();
        let (outcome, _) = self.run(script, &flags, Care::Plain);
        if outcome.end != End::TimedOut {
            return outcome.fault();
        }
        let flags = ["--jitless".into(), "--expose-gc".into()];
        let node =
            Run { program: Path::new("node"), flags: &flags, script, patience: PATIENCE, most_bytes: NODE_MOST_BYTES };
        let node = node.run();
        matches!(node.end, End::Code(_)).then(|| Fault {
            signature: format!("hangs where Node ends: {name}"),
            text: format!("node: {:?}\n{}", node.end, node.stdout.chars().take(1000).collect::<String>()),
        })
    }

    fn report(&self, minutes: f64) {
        let figure = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        let tally = &self.tally;
        println!(
            "{minutes:5.1} min: {} runs of {} scripts ({} modules checked only), {} are no programs here, {} filled the heap, \
             {} took too long; {} different failures",
            figure(&tally.runs),
            self.scripts.len(),
            figure(&tally.checks),
            figure(&tally.no_program),
            figure(&tally.out_of_memory),
            figure(&tally.slow),
            self.findings.len()
        );
    }
}

fn script_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn main() -> ExitCode {
    let mut folders = Vec::new();
    let options = Options::read("corpora", ", --folder FOLDER (again and again)", |name, value| {
        let folder = name == "--folder" && Path::new(value).is_dir();
        if folder {
            folders.push(PathBuf::from(value));
        }
        folder
    });
    let mut scripts: Vec<(PathBuf, PathBuf)> = folders
        .iter()
        .flat_map(|folder| scripts::find(folder).into_iter().map(|script| (script, folder.clone())))
        .collect();
    if scripts.is_empty() {
        eprintln!("no scripts: --folder FOLDER names a folder of them, see tests/README.md");
        return ExitCode::from(2);
    }
    Random::new(options.seed).shuffle(&mut scripts);
    println!("{} scripts, seed {}, failures go to {}", scripts.len(), options.seed, options.keep.display());
    let findings = Findings::new(&options.keep);
    let campaign = Campaign { options, scripts, findings, tally: Tally::default() };
    let most = if campaign.options.minutes.is_some() { usize::MAX } else { campaign.scripts.len() };
    let work = |number, worker| {
        campaign.one(number, worker);
        true
    };
    workers::share(&campaign.options, most, work, |minutes| campaign.report(minutes));
    campaign.findings.print();
    if campaign.findings.len() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
