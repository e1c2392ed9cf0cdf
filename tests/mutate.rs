//! The mutation fuzzer: changes the project's own scripts (and those of `--folder`) at random,
//! where the parser says that an expression or a statement is, and runs each mutant in a random
//! mode. None may crash, panic or corrupt the heap, and what a deterministic one prints must not
//! depend on the collector. A campaign, not a part of `cargo test`:
//!
//! ```text
//! cargo test --release --test mutate -- --minutes 60 --seed 1
//! ```
//!
//! A failing mutant is made smaller and saved, with what was printed, in the folder of `--keep`;
//! one fault is reported once, however many mutants find it.

mod campaign;
#[path = "mutate/edits.rs"]
mod edits;
mod process;
#[path = "mutate/templates.rs"]
mod templates;
#[path = "mutate/tree.rs"]
mod tree;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use campaign::findings::Findings;
use campaign::modes::{Care, Mode};
use campaign::options::Options;
use campaign::process::{End, Fault, Outcome, Run};
use campaign::random::Random;
use campaign::{shrink, workers};
use edits::Pool;
use tree::Tree;

/// Where the project's scripts are.
const FOLDERS: &[&str] = &["tests/scripts", "tests/bad_input", "examples", "benches/programs"];
/// Scripts that are larger make slow mutants.
const MOST_BYTES: u64 = 30_000;
/// Processor time for a mutant, and under stress.
const PATIENCE: Duration = Duration::from_millis(500);
const STRESS_PATIENCE: Duration = Duration::from_millis(1200);
/// Programs that take longer as they are have few mutants, and under stress.
const QUICK: Duration = Duration::from_millis(150);
const QUICK_FOR_STRESS: Duration = Duration::from_millis(20);
const HEAP_LIMIT_MB: u64 = 64;
/// What the process may hold beyond its heap: the program, the machine's stack, and what rounding
/// and late collections cost.
const MOST_BYTES_HELD: u64 = (3 * HEAP_LIMIT_MB + 128) << 20;
/// Attempts at making a failing mutant smaller: by leaving out statements, and then by making
/// expressions `0`.
const ATTEMPTS: usize = 400;
/// Options for every mutant: the clock of a mutant depends on nothing but the mutant.
const ALWAYS: &[&str] = &["--virtual-time", "--for=30s", "--max-old-space-size=64"];
/// What makes a script print something else each time, or in each mode.
const UNSTEADY: &[&str] = &[
    "Date",
    "performance",
    "Math.random",
    "memoryUsage",
    "WeakRef",
    "FinalizationRegistry",
    "hrtime",
    "console.time",
    "process.pid",
    "uptime",
    "cpuUsage",
    "execArgv",
    "argv",
    "getHeap",
    "resourceUsage",
    "stack",
];

#[derive(Default)]
struct Tally {
    mutants: AtomicUsize,
    compared: AtomicUsize,
    out_of_memory: AtomicUsize,
    slow: AtomicUsize,
    stress: AtomicUsize,
}

/// How a program of the pool has fared: its mutants, and those that took too long.
#[derive(Clone, Copy, Default)]
struct Record {
    runs: [u32; 2],
    slow: [u32; 2],
}

struct Campaign {
    options: Options,
    pool: Pool,
    records: Mutex<Vec<Record>>,
    findings: Findings,
    tally: Tally,
}

fn count(counter: &AtomicUsize) {
    counter.fetch_add(1, Ordering::Relaxed);
}

impl Campaign {
    /// The program whose mutant is made; seldom one whose mutants take too long.
    fn base(&self, random: &mut Random, stress: bool) -> usize {
        let records = self.records.lock().expect("no worker panics");
        let mut base = 0;
        for _ in 0..12 {
            base = random.below(self.pool.programs.len());
            let Record { runs, slow } = records[base];
            let which = usize::from(stress);
            if slow[which] * 4 < runs[which] + 4 {
                break;
            }
        }
        base
    }

    fn run(&self, script: &Path, mode: &Mode) -> (Outcome, String) {
        let patience = if mode.care == Care::Stress { STRESS_PATIENCE } else { PATIENCE };
        let run =
            Run { program: &self.options.glass, flags: &mode.flags, script, patience, most_bytes: MOST_BYTES_HELD };
        (run.run(), run.words())
    }

    /// Looks how long the programs take as they are.
    fn look(&self) {
        for (base, (_, tree)) in self.pool.programs.iter().enumerate() {
            let script = self.options.keep.join("mutant-0.js");
            std::fs::write(&script, &tree.text).expect("the folder can be written to");
            let mode = Mode { flags: Vec::new(), care: Care::Plain }.with(ALWAYS);
            let cpu = self.run(&script, &mode).0.cpu;
            let slow = [cpu > QUICK, cpu > QUICK_FOR_STRESS].map(|slow| 3 * u32::from(slow));
            self.records.lock().expect("no worker panics")[base] = Record { runs: [3, 3], slow };
        }
    }

    fn one(&self, number: usize, worker: usize) {
        let seed = self.options.seed.wrapping_mul(1_000_003).wrapping_add(number as u64);
        let mut random = Random::new(seed);
        let mode = Mode::any(&mut random).with(ALWAYS);
        let mode = if random.one_in(4) { mode.with(&["--ecma"]) } else { mode };
        let mode = if random.one_in(10) { mode.with(&["--stack-size=64"]) } else { mode };
        let stress = mode.care == Care::Stress;
        let base = self.base(&mut random, stress);
        let tree = edits::mutant(&mut random, &self.pool, base, if stress { 2 } else { 1 });
        let script = self.options.keep.join(format!("mutant-{worker}.js"));
        std::fs::write(&script, &tree.text).expect("the folder can be written to");
        count(&self.tally.mutants);
        if stress {
            count(&self.tally.stress);
        }
        let (outcome, command) = self.run(&script, &mode);
        let slow = outcome.end == End::TimedOut;
        {
            let record = &mut self.records.lock().expect("no worker panics")[base];
            record.runs[usize::from(stress)] += 1;
            record.slow[usize::from(stress)] += u32::from(slow);
        }
        if let Some(fault) = outcome.fault() {
            let again = |script: &Path| self.run(script, &mode).0.fault();
            return self.found(tree, fault, &command, base, &script, again);
        }
        if slow {
            count(&self.tally.slow);
        } else if outcome.is_out_of_memory() {
            count(&self.tally.out_of_memory);
        } else if !stress && random.one_in(2) && !is_unsteady(&tree.text) {
            count(&self.tally.compared);
            let other = Mode::any(&mut random).with(ALWAYS);
            let flags = ["--ecma", "--stack-size=64"].map(String::from);
            let other = Mode {
                flags: other
                    .flags
                    .into_iter()
                    .chain(mode.flags.iter().filter(|f| flags.contains(f)).cloned())
                    .collect(),
                ..other
            };
            if let Some(fault) = self.difference(&script, &mode, &other) {
                self.found(tree, fault, &command, base, &script, |script| self.difference(script, &mode, &other));
            }
        }
    }

    /// What a script prints in one mode and not in another, if it always prints the same in each.
    fn difference(&self, script: &Path, mode: &Mode, other: &Mode) -> Option<Fault> {
        let first = self.run(script, mode).0;
        let (second, command) = self.run(script, other);
        if let Some(fault) = second.fault() {
            return Some(Fault { text: format!("{command}\n{}", fault.text), ..fault });
        }
        let ended = |outcome: &Outcome| matches!(outcome.end, End::Code(_)) && !outcome.is_out_of_memory();
        if !ended(&first) || !ended(&second) || same(&first, &second) || is_too_deep(&first) || is_too_deep(&second) {
            return None;
        }
        let (first_again, second_again) = (self.run(script, mode).0, self.run(script, other).0);
        if !same(&first, &first_again) || !same(&second, &second_again) {
            return None;
        }
        Some(Fault {
            signature: format!("depends on the collector: {:?} and {:?}", first.end, second.end),
            text: format!("{command}\nprints\n{}", first_difference(&second, &first)),
        })
    }

    /// Counts a finding; a new one is made smaller and saved.
    fn found(
        &self,
        tree: Tree,
        fault: Fault,
        command: &str,
        base: usize,
        script: &Path,
        again: impl Fn(&Path) -> Option<Fault>,
    ) {
        let Some(kept) = self.findings.add(&fault) else { return };
        println!("FAILURE: {} (a mutant of {})\n  {command}", fault.signature, self.pool.programs[base].0);
        Findings::save(&kept, &tree.text, command, &fault);
        let still_fails = |tree: &Tree| {
            std::fs::write(script, &tree.text).expect("the folder can be written to");
            again(script).filter(|still| still.signature == fault.signature)
        };
        if still_fails(&tree).is_none() {
            println!("  not every time: saved as it is in {}", kept.display());
            return;
        }
        let (tree, fault_now) =
            shrink::shrink(tree.statements(), fault.clone(), ATTEMPTS, |statements| still_fails(&statements.0));
        let (tree, fault_now) =
            shrink::shrink(tree.0.expressions(), fault_now, ATTEMPTS, |expressions| still_fails(&expressions.0));
        let (tree, fault_now) =
            shrink::shrink(tree.0.statements(), fault_now, ATTEMPTS, |statements| still_fails(&statements.0));
        let tidy = without_empty_lines(&tree.0.text);
        let tree = tidy.filter(|tidy| still_fails(tidy).is_some()).unwrap_or(tree.0);
        Findings::save(&kept, &tree.text, command, &fault_now);
        println!("  made smaller ({} bytes): {}", tree.text.len(), kept.display());
    }

    fn report(&self, minutes: f64) {
        let figure = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        let tally = &self.tally;
        println!(
            "{minutes:5.1} min: {} mutants ({} under stress), {} compared between collectors, {} filled the heap, {} took too long; \
             {} different failures",
            figure(&tally.mutants),
            figure(&tally.stress),
            figure(&tally.compared),
            figure(&tally.out_of_memory),
            figure(&tally.slow),
            self.findings.len()
        );
    }
}

/// Without what is left of statements: empty lines and comments of whole lines.
fn without_empty_lines(text: &str) -> Option<Tree> {
    let kept = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    Tree::of(text.lines().filter(kept).fold(String::new(), |text, line| text + line + "\n"))
}

fn same(one: &Outcome, other: &Outcome) -> bool {
    one.end == other.end && one.stdout == other.stdout
}

/// How deep a recursion went may depend on the collector, through the stack of the thread.
fn is_too_deep(outcome: &Outcome) -> bool {
    [&outcome.stdout, &outcome.stderr].iter().any(|text| text.contains("Maximum call stack size exceeded"))
}

fn first_difference(one: &Outcome, other: &Outcome) -> String {
    let (mut lines, mut others) = (one.stdout.lines(), other.stdout.lines());
    let cut = |line: Option<&str>| line.map_or("(the end)".into(), |line| line.chars().take(300).collect::<String>());
    loop {
        match (lines.next(), others.next()) {
            (Some(line), Some(other)) if line == other => {}
            (None, None) => return "the same, and ends otherwise".into(),
            (line, other) => return format!("{}\nand not\n{}", cut(line), cut(other)),
        }
    }
}

fn is_unsteady(text: &str) -> bool {
    UNSTEADY.iter().any(|word| text.contains(word))
}

/// The scripts of a folder that parse.
fn read(folder: &Path, pool: &mut Pool) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read(&path, pool);
        } else if path.extension().is_some_and(|extension| extension == "js")
            && std::fs::metadata(&path).is_ok_and(|data| data.len() < MOST_BYTES)
            && let Ok(text) = std::fs::read_to_string(&path)
            && let Some(tree) = Tree::of(text)
        {
            pool.programs.push((path.display().to_string(), tree));
        }
    }
}

fn main() -> ExitCode {
    let mut folders = Vec::new();
    let mut options = Options::read("mutate", ", --folder FOLDER (again and again)", |name, value| {
        let folder = name == "--folder" && Path::new(value).is_dir();
        if folder {
            folders.push(PathBuf::from(value));
        }
        folder
    });
    options.minutes.get_or_insert(1.0);
    let mut pool = Pool { programs: Vec::new() };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in FOLDERS.iter().map(|folder| root.join(folder)).chain(folders) {
        read(&folder, &mut pool);
    }
    println!("{} programs, seed {}, failures go to {}", pool.programs.len(), options.seed, options.keep.display());
    let records = Mutex::new(vec![Record::default(); pool.programs.len()]);
    let findings = Findings::new(&options.keep);
    let campaign = Campaign { options, pool, records, findings, tally: Tally::default() };
    campaign.look();
    let work = |number, worker| {
        campaign.one(number, worker);
        true
    };
    workers::share(&campaign.options, usize::MAX, work, |minutes| campaign.report(minutes));
    campaign.findings.print();
    if campaign.findings.len() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
