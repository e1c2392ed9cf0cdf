//! The soak: random programs under every collector, with the verifier and under stress, for as long
//! as it is told. All must print the same, and the same as Node if there is one. A campaign, not a
//! part of `cargo test`:
//!
//! ```text
//! cargo test --release --test soak -- --minutes 60 --seed 1
//! ```
//!
//! Every other program is one of the model tests (`tests/models`), with a seed of its own and
//! 100,000 different keys.
//!
//! A failing program is made smaller and saved, with what was printed, in the folder of `--keep`.

mod campaign;
#[path = "models/text.rs"]
mod models;
mod process;
#[path = "soak/program.rs"]
mod program;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use campaign::modes::COLLECTORS;
use campaign::options::Options;
use campaign::process::{End, Run};
use campaign::random::Random;
use campaign::shrink::{self, Parts};
use models::Model;
use program::Program;

/// What reference counting says of itself, before it tells what a program with circles leaked.
const BANNER: &str = "glass: --gc=refcount frees";
/// Rounds of a program with the verifier, and under stress, where everything takes longer.
const ROUNDS: usize = 40;
const STRESS_ROUNDS: usize = 3;
/// Edits of a model test with the verifier, and under stress; and how many keys it draws from.
const MODEL_EDITS: usize = 20_000;
const MODEL_STRESS_EDITS: usize = 400;
const MODEL_KEYS: usize = 100_000;
/// A run that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(600);
/// A program of the soak stays far below.
const MOST_BYTES: u64 = 4 << 30;
/// Attempts at making a failing program smaller.
const ATTEMPTS: usize = 150;
const MOST_FAILURES: usize = 10;
const REPORT_EVERY: Duration = Duration::from_secs(60);

/// What a run printed, and the collections that it had.
struct Outcome {
    printed: String,
    full: usize,
    minor: usize,
    /// How it ended, if not as it should.
    fault: Option<String>,
}

fn run(program: &Path, script: &Path, flags: &[String]) -> Outcome {
    let run = Run { program, flags, script, patience: PATIENCE, most_bytes: MOST_BYTES }.run();
    let mut outcome = Outcome { printed: String::new(), full: 0, minor: 0, fault: None };
    for line in run.stdout.lines() {
        if line.starts_with('[') && line.contains("Mark-sweep") {
            let count = if line.contains("Minor Mark-sweep") { &mut outcome.minor } else { &mut outcome.full };
            *count += 1;
        } else {
            let _ = writeln!(outcome.printed, "{line}");
        }
    }
    if run.end != End::Code(0) || !(run.stderr.is_empty() || run.stderr.starts_with(BANNER)) {
        outcome.fault = Some(format!("{:?}\n{}", run.end, run.stderr.chars().take(3000).collect::<String>()));
    }
    outcome
}

/// A program of the campaign.
struct Trial<'a> {
    options: &'a Options,
    node: bool,
    seed: u64,
}

/// The figures of the campaign.
#[derive(Default)]
struct Tally {
    programs: usize,
    runs: usize,
    full: usize,
    minor: usize,
    failures: usize,
    /// Edits of model tests, in each collector.
    edits: usize,
}

impl Trial<'_> {
    fn flags(&self, collector: &[&str], stress: bool) -> Vec<String> {
        let headroom = [4, 16, 64][Random::new(self.seed).below(3)];
        let mut flags: Vec<String> =
            ["--ecma", "--trace-gc"].iter().chain(collector).map(ToString::to_string).collect();
        flags.push(if stress { "--gc-stress" } else { "--verify-heap" }.into());
        flags.push(format!("--gc-headroom={headroom}"));
        flags
    }

    /// Runs the program in every way; what differs, in words.
    fn check(&self, program: &Program, tally: &mut Tally) -> Option<String> {
        self.check_text(&program.text(ROUNDS), false, tally)
            .or_else(|| self.check_text(&program.text(STRESS_ROUNDS), true, tally))
    }

    /// The same for a model test.
    fn check_model(&self, model: &Model, tally: &mut Tally) -> Option<String> {
        let [plain, stress] = [(MODEL_EDITS, true), (MODEL_STRESS_EDITS, false)]
            .map(|(edits, bursts)| model.text(&models::Size { seed: self.seed, edits, keys: MODEL_KEYS, bursts }));
        let fault = self.check_text(&plain, false, tally).or_else(|| self.check_text(&stress, true, tally));
        tally.edits += if fault.is_none() { MODEL_EDITS + MODEL_STRESS_EDITS } else { 0 };
        fault.map(|fault| format!("the model of {}: {fault}", model.name))
    }

    fn check_text(&self, text: &str, stress: bool, tally: &mut Tally) -> Option<String> {
        let script = self.options.keep.join("program.js");
        std::fs::write(&script, text).expect("the folder can be written to");
        let mut expected: Option<(String, String)> = None;
        if self.node {
            let outcome = run(Path::new("node"), &script, &["--expose-gc".into()]);
            if let Some(fault) = outcome.fault {
                return Some(format!("node: {fault}"));
            }
            expected = Some(("node".into(), outcome.printed));
        }
        for collector in COLLECTORS {
            let flags = self.flags(collector, stress);
            let outcome = run(&self.options.glass, &script, &flags);
            tally.runs += 1;
            tally.full += outcome.full;
            tally.minor += outcome.minor;
            let name = format!("glass {}", flags.join(" "));
            if let Some(fault) = outcome.fault {
                return Some(format!("{name}: {fault}\nit printed\n{}", outcome.printed));
            }
            match &expected {
                Some((other, printed)) if *printed != outcome.printed => {
                    return Some(format!("{name} prints\n{}and {other}\n{printed}", outcome.printed));
                }
                Some(_) => {}
                None => expected = Some((name, outcome.printed)),
            }
        }
        None
    }

    /// Leaves out what the failure does not need.
    fn shrink(&self, program: Program, fault: String) -> (Program, String) {
        let mut unused = Tally::default();
        shrink::shrink(program, fault, ATTEMPTS, |smaller| self.check(smaller, &mut unused))
    }

    /// Generates a program and tries it; a failure is made smaller and saved.
    fn one_program(&self, weak: bool, tally: &mut Tally) {
        let program = Program::generate(self.seed, weak);
        let Some(fault) = self.check(&program, tally) else { return };
        tally.failures += 1;
        self.save(&program.text(ROUNDS), &fault);
        println!("FAILURE of seed {}: {fault}", self.seed);
        let (program, fault) = self.shrink(program, fault);
        let path = self.save(&program.text(ROUNDS), &fault);
        println!("made smaller ({} statements): {}\n{fault}", program.count(), path.display());
    }

    /// Tries the model test whose turn it is; a failing one stays in the folder as it ran.
    fn one_model(&self, tally: &mut Tally) {
        let model = &models::MODELS[(tally.programs / 2) % models::MODELS.len()];
        let Some(fault) = self.check_model(model, tally) else { return };
        tally.failures += 1;
        let text = std::fs::read_to_string(self.options.keep.join("program.js")).unwrap_or_default();
        let path = self.save(&text, &fault);
        println!("FAILURE of seed {}: {fault}\nsaved: {}", self.seed, path.display());
    }

    fn save(&self, text: &str, fault: &str) -> PathBuf {
        let path = self.options.keep.join(format!("failure-{}.js", self.seed));
        std::fs::write(&path, text).expect("the folder can be written to");
        std::fs::write(path.with_extension("txt"), fault).expect("the folder can be written to");
        path
    }
}

fn has_weak(glass: &Path) -> bool {
    let output =
        Command::new(glass).args(["-p", "typeof WeakMap + typeof WeakRef + typeof FinalizationRegistry"]).output();
    output.is_ok_and(|output| output.stdout.starts_with(b"functionfunctionfunction"))
}

fn main() -> ExitCode {
    let (mut most, mut print) = (usize::MAX, false);
    let mut options = Options::read("soak", ", --programs N, --print", |name, value| match name {
        "--print" => {
            print = true;
            true
        }
        "--programs" => value.parse().map(|value| most = value).is_ok(),
        _ => false,
    });
    let minutes = *options.minutes.get_or_insert(1.0);
    let weak = has_weak(&options.glass);
    if print {
        print!("{}", Program::generate(options.seed, weak).text(ROUNDS));
        return ExitCode::SUCCESS;
    }
    let node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    println!("seed {}, weak references: {weak}, Node to compare with: {node}", options.seed);
    let started = Instant::now();
    let end = started + Duration::from_secs_f64(minutes * 60.0);
    let mut tally = Tally::default();
    let mut reported = Instant::now();
    let report = |tally: &Tally| {
        println!(
            "{:5.1} min: {} programs ({} edits of models), {} runs, {} full and {} minor collections, {} failures",
            started.elapsed().as_secs_f64() / 60.0,
            tally.programs,
            tally.edits,
            tally.runs,
            tally.full,
            tally.minor,
            tally.failures
        );
    };
    while Instant::now() < end && tally.programs < most && tally.failures < MOST_FAILURES {
        let trial = Trial { options: &options, node, seed: options.seed + tally.programs as u64 };
        if tally.programs % 2 == 1 {
            trial.one_model(&mut tally);
        } else {
            trial.one_program(weak, &mut tally);
        }
        tally.programs += 1;
        if reported.elapsed() > REPORT_EVERY {
            report(&tally);
            reported = Instant::now();
        }
    }
    report(&tally);
    if tally.failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
