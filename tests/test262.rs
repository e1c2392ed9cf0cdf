//! Runs test262, the conformance tests of ECMA-262, out of a checkout that the caller has:
//! a command of its own, no part of `cargo test`:
//!
//! ```text
//! cargo test --release --test test262 -- --checkout DIR [--only TEXT] [--failures FILE]
//! ```
//!
//! `tests/campaign/README.md` says the rest. Tests run in worker processes, so that one that kills
//! its process is told as a crash and the others go on.

#[path = "test262/agents.rs"]
mod agents;
mod campaign;
#[path = "test262/metadata.rs"]
mod metadata;
mod process;
#[path = "test262/worker.rs"]
mod worker;

use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use campaign::options::Options;
use campaign::random::Random;
use campaign::workers;
use glassheap::Collector;
use metadata::{Metadata, Mode};
use worker::Settings;

/// A worker that is silent for so long is killed: it breaks a test off itself long before, if it
/// can.
const SILENCE: Duration = Duration::from_secs(90);
/// What is not run: proposals that are not part of the standard yet.
const SKIPPED: &[&str] = &["ShadowRealm"];

/// What came of a test in one mode.
#[derive(Clone, Debug)]
enum Outcome {
    Pass,
    Fail(String),
    /// The process died, or did not answer.
    Crash(String),
}

struct Job {
    path: String,
    mode: Mode,
    features: Vec<String>,
}

/// How the campaign was called.
#[derive(Default)]
struct Call {
    checkout: PathBuf,
    only: Vec<String>,
    failures: Option<PathBuf>,
    known: Option<PathBuf>,
    sample: Option<usize>,
    by: Option<String>,
    collector: String,
    stress: bool,
}

impl Call {
    fn take(&mut self, name: &str, value: &str) -> bool {
        match name {
            "--checkout" => self.checkout = value.into(),
            "--only" => self.only.push(value.into()),
            "--failures" => self.failures = Some(value.into()),
            "--known" => self.known = Some(value.into()),
            "--sample" => self.sample = value.parse().ok(),
            "--by" => self.by = Some(value.into()),
            "--gc" => self.collector = value.into(),
            "--stress" => self.stress = value == "yes",
            _ => return false,
        }
        true
    }

    fn settings(&self) -> Settings {
        let collector = match self.collector.as_str() {
            "incremental" => Collector::Incremental,
            "stop-the-world" => Collector::StopTheWorld,
            "refcount" => Collector::ReferenceCounting,
            "none" => Collector::None,
            _ => Collector::Generational,
        };
        Settings { checkout: self.checkout.clone(), collector, stress: self.stress }
    }
}

fn main() -> ExitCode {
    let is_worker = std::env::args().nth(1).as_deref() == Some("--worker");
    let mut call = Call::default();
    if is_worker {
        let arguments: Vec<String> = std::env::args().skip(2).collect();
        for pair in arguments.chunks(2) {
            call.take(&pair[0], pair.get(1).map_or("", String::as_str));
        }
        worker::serve(call.settings());
        return ExitCode::SUCCESS;
    }
    let names = ", --checkout DIR, --only TEXT, --failures FILE, --known FILE, --sample N, --by folder|feature, \
                 --gc MODE, --stress yes";
    let options = Options::read("test262", names, |name, value| call.take(name, value));
    let tests = call.checkout.join("test");
    if !tests.is_dir() {
        eprintln!("--checkout DIR: {} is no folder", tests.display());
        return ExitCode::from(2);
    }
    let mut jobs = collect(&tests, &call);
    if let Some(count) = call.sample {
        sample(&mut jobs, count, options.seed);
    }
    let outcomes = run(&options, &call, &jobs);
    let known = call.known.as_deref().map(read_known).unwrap_or_default();
    report(&call, &jobs, &outcomes, &known)
}

/// The tests of a checkout, in the order of their names.
fn collect(tests: &Path, call: &Call) -> Vec<Job> {
    let mut files = Vec::new();
    for folder in ["annexB", "built-ins", "language"] {
        walk(&tests.join(folder), &mut files);
    }
    // ECMA-402 is another standard: its tests run when they are asked for.
    if call.only.iter().any(|part| part.starts_with("intl402")) {
        walk(&tests.join("intl402"), &mut files);
    }
    files.sort();
    let mut jobs = Vec::new();
    for file in files {
        let path = file.strip_prefix(tests).expect("it lies there").display().to_string();
        if !call.only.is_empty() && !call.only.iter().any(|part| path.contains(part.as_str())) {
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap_or_default()).into_owned();
        let metadata = Metadata::of(&text);
        let is_skipped = metadata.features.iter().any(|feature| SKIPPED.contains(&feature.as_str()));
        if is_skipped {
            continue;
        }
        for &mode in metadata.modes() {
            jobs.push(Job { path: path.clone(), mode, features: metadata.features.clone() });
        }
    }
    jobs
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|end| end == "js")
            && !path.file_name().is_some_and(|name| name.to_string_lossy().contains("_FIXTURE"))
        {
            files.push(path);
        }
    }
}

/// Keeps `count` of them, chosen at random.
fn sample(jobs: &mut Vec<Job>, count: usize, seed: u64) {
    let mut random = Random::new(seed);
    while jobs.len() > count.max(1) {
        let at = random.below(jobs.len());
        jobs.swap_remove(at);
    }
}

/// A process that runs tests, and what it says.
struct Worker {
    child: Child,
    input: ChildStdin,
    answers: Receiver<String>,
}

impl Worker {
    fn start(call: &Call) -> Worker {
        let program = std::env::current_exe().expect("this program has a path");
        let mut command = Command::new(program);
        command.arg("--worker").arg("--checkout").arg(&call.checkout);
        command.args(["--gc", &call.collector, "--stress", if call.stress { "yes" } else { "no" }]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("this program can be started again");
        let input = child.stdin.take().expect("it was asked for");
        let output = BufReader::new(child.stdout.take().expect("it was asked for"));
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Worker { child, input, answers }
    }

    /// Runs a test; after a crash this worker is no good any more.
    fn run(&mut self, job: &Job) -> Outcome {
        let asked = writeln!(self.input, "{} {}", job.mode.name(), job.path);
        let answer = asked.ok().and_then(|()| self.answers.recv_timeout(SILENCE).ok());
        match answer.as_deref() {
            Some("pass") => Outcome::Pass,
            Some(line) => Outcome::Fail(line.strip_prefix("fail ").unwrap_or(line).to_string()),
            None => {
                let ended = self.child.try_wait().ok().flatten();
                let _ = self.child.kill();
                let ended = ended.or_else(|| self.child.wait().ok());
                Outcome::Crash(ended.map_or("no answer".into(), |status| status.to_string()))
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(options: &Options, call: &Call, jobs: &[Job]) -> Vec<Option<Outcome>> {
    let workers: Vec<Mutex<Option<Worker>>> = (0..options.jobs).map(|_| Mutex::new(None)).collect();
    let outcomes: Vec<Mutex<Option<Outcome>>> = jobs.iter().map(|_| Mutex::new(None)).collect();
    let work = |number: usize, thread: usize| {
        let mut worker = workers[thread].lock().expect("no thread panics");
        let outcome = worker.get_or_insert_with(|| Worker::start(call)).run(&jobs[number]);
        if matches!(outcome, Outcome::Crash(_)) {
            *worker = None;
        }
        *outcomes[number].lock().expect("no thread panics") = Some(outcome);
        true
    };
    let done = || outcomes.iter().filter(|outcome| outcome.lock().is_ok_and(|outcome| outcome.is_some())).count();
    workers::share(options, jobs.len(), work, |minutes| eprintln!("{minutes:.1} min: {} of {}", done(), jobs.len()));
    outcomes.into_iter().map(|outcome| outcome.into_inner().expect("no thread panics")).collect()
}

/// Tests that are known to fail: a path a line, and why.
fn read_known(path: &Path) -> HashSet<String> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_string)
        .collect()
}

#[derive(Default)]
struct Count {
    run: usize,
    passed: usize,
}

fn report(call: &Call, jobs: &[Job], outcomes: &[Option<Outcome>], known: &HashSet<String>) -> ExitCode {
    // A test passes when it does so in each of its modes.
    let mut tests: BTreeMap<&str, (bool, &Job)> = BTreeMap::new();
    let (mut failures, mut crashes) = (String::new(), 0);
    for (job, outcome) in jobs.iter().zip(outcomes) {
        let Some(outcome) = outcome else { continue };
        let test = tests.entry(&job.path).or_insert((true, job));
        let why = match outcome {
            Outcome::Pass => continue,
            Outcome::Fail(why) => why.clone(),
            Outcome::Crash(how) => {
                crashes += 1;
                format!("CRASH: {how}")
            }
        };
        test.0 = false;
        failures.push_str(&format!("{} {}: {why}\n", job.path, job.mode.name()));
    }
    let mut rows: BTreeMap<String, Count> = BTreeMap::new();
    let mut unknown = 0;
    for (path, (passed, job)) in &tests {
        unknown += usize::from(!passed && !known.contains(*path));
        for row in rows_of(call, path, job) {
            let count = rows.entry(row).or_default();
            count.run += 1;
            count.passed += usize::from(*passed);
        }
    }
    for (name, count) in &rows {
        let share = 100.0 * count.passed as f64 / count.run as f64;
        println!("{name:50} {:6} of {:6}  {share:6.2} %", count.passed, count.run);
    }
    for path in known.iter().filter(|path| tests.get(path.as_str()).is_some_and(|test| test.0)) {
        println!("passes and is listed as known to fail: {path}");
    }
    println!("{} tests, {} runs, {crashes} crashes, {unknown} failures not known", tests.len(), jobs.len());
    if let Some(file) = &call.failures
        && let Err(error) = std::fs::write(file, &failures)
    {
        eprintln!("{}: {error}", file.display());
    }
    if unknown == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The rows of the table in which a test counts.
fn rows_of(call: &Call, path: &str, job: &Job) -> Vec<String> {
    let part = |count: usize| path.split('/').take(count).collect::<Vec<_>>().join("/");
    match call.by.as_deref() {
        Some("feature") => job.features.clone(),
        Some("folder") => vec![part(1), part(2), part(3)],
        _ if path.starts_with("built-ins/Temporal/") => vec!["built-ins/Temporal".into()],
        _ => vec![part(1)],
    }
}
