//! The measured process: one workload or script under one collector, with everything else of the
//! process silent.
//!
//! It tells its parent what happens by lines of JSON on stdout ([`Message`]); so what the program
//! itself prints there is dropped. The workload's stopwatch is the native `benchGc.next()`: an
//! operation lasts from the end of one call to the begin of the next, so neither the bookkeeping
//! nor the clock is part of it.

use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};

use super::measure::{self, Lengths, Report, Stop};
use super::workloads::Workload;
use crate::builtins::Installer;
use crate::heap::{GcMode, GcReason, Heap, HeapConfig, Tracer, rss};
use crate::objects::{Value, attributes};
use crate::runtime::engine::{Engine, EngineOptions};
use crate::stdio;
use crate::vm::{Args, Coerce, Cx, HostState, Intrinsic, JsResult, Leaf, NativeRow};

/// What the process ends with when the heap is full.
const ABORTED: i32 = 134;
/// Time between two reports of progress.
const PROGRESS_EVERY: Duration = Duration::from_millis(200);

/// What a measured process tells.
#[derive(Serialize, Deserialize, Debug)]
pub(super) enum Message {
    /// This part of the operations is done.
    Progress(f64),
    /// The workload cannot run here.
    Skipped(String),
    /// The heap reached its limit, in bytes.
    OutOfMemory(u64),
    /// It ran to its end.
    Report(Box<Report>),
}

impl Message {
    fn send(&self) {
        let line = serde_json::to_string(self).unwrap_or_default();
        let mut stdout = std::io::stdout().lock();
        // Without a parent there is nobody to tell.
        let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
    }
}

/// What to measure.
pub(super) struct Job<'a> {
    pub mode: GcMode,
    pub what: What<'a>,
    /// The heap's limit, if not the default.
    pub max_bytes: Option<usize>,
    pub clock: ScriptClock,
    /// Progress is to be told.
    pub progress: bool,
}

/// The clock of a script, and how much of its time it runs at most.
pub(super) struct ScriptClock {
    pub virtual_time: bool,
    pub span: Option<Duration>,
}

/// The program.
pub(super) enum What<'a> {
    /// A built-in one, at a scale.
    Workload(&'static Workload, f64),
    /// A file with its text and arguments.
    Script(&'a Path, &'a str, &'a [String]),
}

/// The stopwatch.
struct Stopwatch {
    operations: u64,
    left: u64,
    /// When the running operation began.
    began: Option<Instant>,
    lengths: Histogram<u64>,
    longest: u64,
    total: u64,
    /// The heap's age at the begin of the first operation and the end of the last.
    first: u64,
    last: u64,
    told: Option<Instant>,
    skipped: Option<String>,
    result: Option<f64>,
}

impl HostState for Stopwatch {
    fn trace(&self, _: &mut Tracer) {}
}

impl Stopwatch {
    /// An operation has ended; whether there is another one.
    fn next(&mut self, now: Instant, age: u64) -> bool {
        match self.began {
            Some(began) => {
                let nanos = nanos(now - began);
                measure::record(&mut self.lengths, nanos);
                self.longest = self.longest.max(nanos);
                self.total += nanos;
                self.last = age;
            }
            None => (self.first, self.last) = (age, age),
        }
        if let Some(told) = self.told
            && now - told >= PROGRESS_EVERY
        {
            self.told = Some(now);
            Message::Progress((self.operations - self.left) as f64 / self.operations as f64).send();
        }
        if self.left == 0 {
            self.began = None;
            return false;
        }
        self.left -= 1;
        self.began = Some(Instant::now());
        true
    }
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

fn next(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    let now = Instant::now();
    let age = nanos(leaf.heap.age());
    Ok(Value::boolean(leaf.state::<Stopwatch>().next(now, age)))
}

fn finish(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    leaf.state::<Stopwatch>().result = args.get(0).as_number();
    Ok(Value::UNDEFINED)
}

fn skip(cx: &mut Cx<'_>) -> JsResult {
    let reason = cx.arg(0);
    let reason = cx.to_text(reason)?;
    cx.state::<Stopwatch>().skipped = Some(reason.to_string());
    Ok(Value::UNDEFINED)
}

const METHODS: [NativeRow; 3] = [
    NativeRow::leaf("next", 0, next, "Glassheap bench-gc", "Ends an operation; whether there is another one to do."),
    NativeRow::leaf("finish", 1, finish, "Glassheap bench-gc", "Tells what the workload computed.")
        .coerce(Coerce::Any, &[Coerce::Number]),
    NativeRow::cx("skip", 1, skip, "Glassheap bench-gc", "Tells why the workload cannot run."),
];

/// The global `benchGc`.
fn install(runtime: &mut Engine, workload: &Workload, scale: f64, progress: bool) {
    let vm = runtime.vm();
    let operations = workload.operations_at(scale);
    vm.add_state(Stopwatch {
        operations,
        left: operations,
        began: None,
        lengths: measure::histogram(),
        longest: 0,
        total: 0,
        first: 0,
        last: 0,
        told: progress.then(Instant::now),
        skipped: None,
        result: None,
    });
    let mut installer = Installer { vm, hidden_from_stack: false };
    let global = installer.object(Intrinsic::ObjectPrototype);
    installer.methods(global, &METHODS);
    installer.value(global, "live", Value::number(workload.live_at(scale) as f64), attributes::ALL);
    installer.value(global, "kept", Value::UNDEFINED, attributes::ALL);
    installer.global("benchGc", global);
}

fn out_of_memory(heap: &mut Heap, _: usize) -> ! {
    Message::OutOfMemory(heap.config().max_bytes as u64).send();
    std::process::exit(ABORTED);
}

/// The limit of the heap: a program without a collector must not take the memory that the machine
/// still has for others.
fn max_bytes(job: &Job<'_>) -> usize {
    let usual = job.max_bytes.unwrap_or(HeapConfig::default().max_bytes);
    match available_bytes() {
        Some(available) if job.mode == GcMode::None => usual.min(available / 4 * 3),
        _ => usual,
    }
}

/// Memory that the system can still give, where it tells.
fn available_bytes() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok()? * 1024)
}

/// Measures, and tells the parent. Gives the exit code of this process.
pub(super) fn run(job: &Job<'_>) -> i32 {
    stdio::discard();
    let heap = HeapConfig {
        mode: job.mode,
        record_pauses: true,
        max_bytes: max_bytes(job),
        on_out_of_memory: out_of_memory,
        ..HeapConfig::default()
    };
    let program = std::env::current_exe().unwrap_or_default();
    let mut argv = vec![program.to_string_lossy().into_owned()];
    if let What::Script(path, _, arguments) = &job.what {
        argv.push(path.to_string_lossy().into_owned());
        argv.extend_from_slice(arguments);
    }
    // As in any other run: what the heap holds goes with the process.
    let ScriptClock { virtual_time, span } = job.clock;
    let options = EngineOptions { heap, argv, virtual_time, span, ..EngineOptions::default() };
    let mut runtime = ManuallyDrop::new(Engine::new(options));
    runtime.own_process();
    if let What::Workload(workload, scale) = job.what {
        install(&mut runtime, workload, scale, job.progress);
    }
    let cpu_before = rss::cpu_time();
    let began = nanos(runtime.vm().space.heap.age());
    let exit_code = match job.what {
        What::Workload(workload, _) => {
            runtime.run_file(&Path::new("bench-gc").join(workload.name).with_extension("js"), workload.source)
        }
        What::Script(path, text, _) => runtime.run_file(path, text),
    };
    let ended = nanos(runtime.vm().space.heap.age());
    let cpu = rss::cpu_time().zip(cpu_before).map(|(after, before)| nanos(after - before));
    let is_workload = matches!(job.what, What::Workload(..));
    let mut report = measured(&mut runtime, began..ended, is_workload);
    (report.cpu, report.exit_code) = (cpu, exit_code);
    if is_workload {
        let stopwatch = runtime.vm().state::<Stopwatch>();
        if let Some(reason) = stopwatch.skipped.take() {
            Message::Skipped(reason).send();
            return 0;
        }
        report.result = stopwatch.result;
    }
    Message::Report(Box::new(report)).send();
    0
}

/// What the heap and the stopwatch have counted in the whole run.
fn measured(runtime: &mut Engine, run: std::ops::Range<u64>, is_workload: bool) -> Report {
    let peak_resident_bytes = rss::peak_resident_bytes() as u64;
    let vm = runtime.vm();
    let heap = &mut vm.space.heap;
    let stats = heap.stats();
    let pauses = heap.take_pauses();
    let of_the_run = pauses.iter().filter(|pause| nanos(pause.at) >= run.start);
    let longest_work = of_the_run.map(|pause| nanos(pause.work)).max().unwrap_or(0);
    let stops: Vec<Stop> = pauses.iter().map(|pause| (nanos(pause.at), nanos(pause.length))).collect();
    let all = measure::stops_within(&stops, &run);
    let longest_stop = all.iter().map(|stop| stop.1).max().unwrap_or(0);
    let (operations, span) = if is_workload {
        let watch = vm.state::<Stopwatch>();
        (Some(Lengths::new(&watch.lengths, watch.longest, watch.total)), watch.first..watch.last)
    } else {
        (None, run.clone())
    };
    let felt = measure::stops_within(&all, &span);
    let live_bytes = if is_workload {
        vm.collect_garbage(GcReason::Requested);
        let stats = vm.space.heap.stats();
        Some(stats.heap_used + stats.external)
    } else {
        vm.space.heap.recent_cycles().last().map(|cycle| cycle.used_after)
    };
    Report {
        operations,
        stops: Lengths::of(felt.iter().map(|stop| stop.1)),
        longest_stop,
        longest_work,
        utilisation: measure::utilisation(&felt, &span),
        build: is_workload.then(|| span.start.saturating_sub(run.start)),
        work: is_workload.then(|| span.end - span.start),
        total: run.end - run.start,
        cpu: None,
        peak_resident_bytes,
        live_bytes: live_bytes.map(|bytes| bytes as u64),
        minor_collections: stats.minor_collections,
        major_collections: stats.collections - stats.minor_collections,
        result: None,
        exit_code: 0,
    }
}
