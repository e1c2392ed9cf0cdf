//! The program that is looked at: the options that say how it runs, one run of it with its heap
//! watched, and what was found.
//!
//! Invariant: a run has a heap of its own, and is over with all that it allocated before the next
//! one begins.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use clap::Args;
use rustc_hash::FxHasher;

use crate::cli::heap_files::told;
use crate::cli::options::{Cli, parse_epoch, parse_mebibytes, parse_span};
use crate::cli::{engine as command, script_file};
use crate::event_loop::{EventLoop, TimerTrial};
use crate::heap::{GcReason, Watch};
use crate::profiler::growth::{self, Held, Sample, Samples, Trend};
use crate::profiler::pending::{self, Pending};
use crate::profiler::places::{self, Place};
use crate::profiler::sites::{Cut, Sites};
use crate::profiler::snapshot::file::{settings, write_few, write_file};
use crate::profiler::suspects::{self, Suspect};
use crate::runtime::engine::Engine;
use crate::stdio::{Sink, Stdio};
use crate::vm::Vm;

/// How long a program runs, unless it is told.
const SPAN: Duration = Duration::from_secs(3600);
/// Steps that a turn may take: some ten seconds of them.
const STEPS: u64 = 1_000_000_000;
/// How often a run is made as long again, to tell what grows from what fills.
const EXTENSIONS: u32 = 2;
/// Places that grew and settled which are told.
const SETTLED: usize = 5;
/// KiB between two collections of a small heap whose peak is looked for.
const PEAK_HEADROOM: usize = 64;
/// Fewer samples than this say nothing.
const LEAST_SAMPLES: usize = 10;

/// How the program runs.
#[derive(Args, Clone, Debug)]
pub(super) struct ProgramOptions {
    /// How long the program runs, of its clock: 500ms, 10s, 5m, 2h30m [default: 1h]
    #[arg(long = "for", value_name = "TIME", value_parser = parse_span)]
    pub span: Option<Duration>,
    /// Run by the system's clock instead of virtual time
    #[arg(long)]
    pub real_time: bool,
    /// The most steps (calls, turns of loops) that a turn of its event loop may take: one that
    /// takes more ends the run
    #[arg(long, value_name = "N", default_value_t = STEPS, value_parser = clap::value_parser!(u64).range(1..))]
    pub max_steps: u64,
    /// Let what the program prints go to standard error
    #[arg(long)]
    pub output: bool,
    /// When its clock starts: milliseconds since 1970, or a date such as 2025-01-01T00:00:00Z
    #[arg(long, value_name = "TIME", value_parser = parse_epoch)]
    pub epoch: Option<Duration>,
    /// What its random numbers begin with
    #[arg(long, value_name = "N")]
    pub random_seed: Option<u64>,
    /// The most that its heap may hold, in MiB
    #[arg(long, value_name = "MIB", value_parser = parse_mebibytes)]
    pub max_old_space_size: Option<usize>,
    /// Let it read this file or folder, too
    #[arg(long, value_name = "PATH")]
    pub allow_fs_read: Vec<PathBuf>,
    /// Let it read and write this file or folder, too
    #[arg(long, value_name = "PATH")]
    pub allow_fs_write: Vec<PathBuf>,
    /// Let it see this variable of the environment, or all of them
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, default_missing_value = "*")]
    pub allow_env: Vec<String>,
    /// The script and its arguments
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true, value_name = "SCRIPT")]
    pub script: Vec<OsString>,
}

/// The heap of a run at its end, as a file.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub path: PathBuf,
    /// What the suspects keep alone.
    pub suspects: bool,
    pub redact: bool,
}

impl ProgramOptions {
    /// The command line of a plain run that is the same.
    pub fn as_run(&self, script: &Path) -> Cli {
        let mut words = self.script.clone();
        words[0] = script.as_os_str().to_owned();
        Cli {
            deterministic: !self.real_time,
            epoch: self.epoch,
            random_seed: self.random_seed,
            max_old_space_size: self.max_old_space_size,
            allow_fs_read: self.allow_fs_read.clone(),
            allow_fs_write: self.allow_fs_write.clone(),
            allow_env: self.allow_env.clone(),
            span: Some(self.span()),
            script: words,
            ..Cli::plain()
        }
    }

    /// How long it runs.
    pub fn span(&self) -> Duration {
        self.span.unwrap_or(SPAN)
    }
}

/// A program and how it runs.
pub(super) struct Program<'a> {
    pub options: &'a ProgramOptions,
    /// A snapshot of the run that is told of.
    pub snapshot: Option<Wanted>,
    script: (PathBuf, String),
}

impl<'a> Program<'a> {
    /// Reads the script.
    ///
    /// # Errors
    /// There is none, in words.
    pub fn read(options: &'a ProgramOptions) -> Result<Program<'a>, String> {
        let script = script_file::read(Path::new(&options.script[0])).map_err(|fault| fault.to_string())?;
        Ok(Program { options, snapshot: None, script })
    }

    /// Another script that runs in the same way.
    pub fn with_script(&self, script: (PathBuf, String)) -> Program<'a> {
        Program { options: self.options, snapshot: None, script }
    }

    /// The script's file.
    pub fn path(&self) -> &Path {
        &self.script.0
    }

    /// What a run says; a program that ended on its own is looked at for as long as it runs.
    pub fn findings(&self) -> Findings {
        let findings = self.run(&[], self.options.span());
        let again = !self.options.real_time && !findings.failed() && findings.ended_early() && findings.ended_at > 0;
        if again { self.run(&[], Duration::from_millis(findings.ended_at)) } else { findings }
    }
}

/// The exit code of a run that was ended from outside.
const INTERRUPTED: i32 = 130;

/// A line's growth between the first sample and the last.
#[derive(Clone, Debug)]
pub(super) struct Growth {
    /// The line; `None` is the engine.
    pub place: Option<Place>,
    /// Bytes more, or less.
    pub bytes: i64,
    /// Cells more, or less.
    pub count: i64,
}

/// What came of trying a proposal.
#[derive(Clone, Debug)]
pub(super) struct Proof {
    /// Timers were cleared; otherwise a reference was left out.
    pub timer: bool,
    /// The part of the growth that is gone.
    pub frees: f64,
    /// Bytes a minute that are left.
    pub rest: f64,
    /// The program printed the same.
    pub same_output: bool,
    /// It ended with the same code.
    pub same_code: bool,
}

/// What a run said.
pub(super) struct Findings {
    /// The samples.
    pub samples: Vec<Sample>,
    /// Milliseconds and bytes of each sample: cells, and what they own outside.
    pub heap_used: Vec<(u64, u64, u64)>,
    /// What leaks, the fastest first.
    pub suspects: Vec<Suspect>,
    /// What came of proposals that were tried, by the suspect's number.
    pub proofs: BTreeMap<usize, Proof>,
    /// Promises that can never settle.
    pub pending: Vec<Pending>,
    /// Lines whose growth ended.
    pub settled: Vec<Growth>,
    /// Every line's growth.
    pub growth: Vec<Growth>,
    /// The heap at its largest, where that was looked for.
    pub peak: Option<Sample>,
    /// What each place made, by its index in samples.
    pub born: Vec<Held>,
    /// Collections that the program caused.
    pub collections: u64,
    /// References that were left out for a trial.
    pub left_out: u64,
    /// Growth of the heap that no line explains.
    pub unattributed: i64,
    /// Nothing is known to grow, and of some line it cannot be told.
    pub unclear: bool,
    /// How long the run was to be in the end, in milliseconds.
    pub span: u64,
    /// When it ended.
    pub ended_at: u64,
    /// Its exit code.
    pub code: i32,
    /// Somebody ended it with Ctrl-C.
    pub interrupted: bool,
    /// Where it was in a turn that did not end within its steps.
    pub spent_at: Option<String>,
    /// A digest of what it printed, and how many bytes that was.
    pub output: (u64, u64),
    /// The most that its heap may hold.
    pub limit: u64,
}

impl Findings {
    /// The program failed, so that its heap says nothing of a healthy run.
    pub fn failed(&self) -> bool {
        self.code != 0 || self.interrupted || self.spent_at.is_some()
    }

    /// It ended on its own before there were samples enough.
    pub fn ended_early(&self) -> bool {
        self.ended_at < self.span && self.heap_used.len() < LEAST_SAMPLES
    }
}

/// A digest of what goes to a stream.
#[derive(Clone, Default)]
struct Digest(Rc<RefCell<(FxHasher, u64)>>);

struct Watched {
    digest: Digest,
    shown: bool,
}

impl Write for Watched {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut digest = self.digest.0.borrow_mut();
        // Byte by byte: what is written in one piece or in two has the same digest.
        bytes.iter().for_each(|byte| byte.hash(&mut digest.0));
        digest.1 += bytes.len() as u64;
        if self.shown {
            crate::stdio::write_stderr(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Program<'_> {
    /// Runs the program for so long, without keeping those references.
    pub fn run(&self, cuts: &[Cut], span: Duration) -> Findings {
        let extensions = if self.options.real_time { 0 } else { EXTENSIONS };
        self.run_with(cuts, span, |engine, sites| Samples::begin(engine.vm(), sites, span, extensions))
    }

    /// Runs it with samples that are taken at these times alone, and at its end; looks for its
    /// peak, if so.
    pub fn run_until(&self, times: &[u64], span: Duration, peak: bool) -> (Findings, Sites) {
        let mut kept = None;
        let (mut engine, code, output) = self.run_engine(&[], span, peak.then_some(PEAK_HEADROOM), |engine, sites| {
            kept = Some(sites.clone());
            Samples::begin_at(engine.vm(), sites, times);
            if peak {
                Samples::look_for_peak(engine.vm());
            }
        });
        let findings = tell(&mut engine, code, output);
        (findings, kept.unwrap_or_default())
    }

    /// The longest stop for the collector in a plain run of so long.
    pub fn longest_pause(&self, span: Duration) -> Duration {
        let (path, text) = &self.script;
        let plain = Cli { span: Some(span), virtual_time: true, deterministic: false, ..self.options.as_run(path) };
        let quiet = Stdio { stdout: Sink::discard(), stderr: Sink::discard() };
        let mut engine = Engine::with_output(command::options(&plain, Some(path)), quiet);
        engine.own_process();
        command::run_file(&plain, &mut engine, path, text);
        engine.vm().space.heap.stats().longest_pause
    }

    /// The script's name as its functions have it.
    pub fn source_name(&self) -> String {
        self.path().to_string_lossy().into_owned()
    }

    /// Runs it under a watch, and looks at what there is at the end.
    pub fn run_watched<T>(
        &self,
        watch: impl FnOnce(Rc<Cell<Duration>>) -> Watch,
        look: impl FnOnce(&mut Engine, &Sites) -> T,
    ) -> (T, Ending) {
        let mut kept = None;
        let begin = |engine: &mut Engine, sites: Sites| {
            kept = Some(sites);
            let clock = engine.vm().state::<EventLoop>().clock.shared();
            engine.vm().space.heap.watch(watch(clock));
        };
        let (mut engine, code, _) = self.run_engine(&[], self.options.span(), None, begin);
        let end = Ending::of(&mut engine, code);
        engine.vm().collect_garbage(GcReason::Requested);
        (look(&mut engine, &kept.unwrap_or_default()), end)
    }

    fn run_with(&self, cuts: &[Cut], span: Duration, watch: impl FnOnce(&mut Engine, Sites)) -> Findings {
        let (mut engine, code, output) = self.run_engine(cuts, span, None, watch);
        let findings = tell(&mut engine, code, output);
        if let Some(wanted) = self.snapshot.as_ref().filter(|_| cuts.is_empty()) {
            wanted.write(engine.vm());
        }
        findings
    }

    fn run_engine(
        &self,
        cuts: &[Cut],
        span: Duration,
        headroom: Option<usize>,
        watch: impl FnOnce(&mut Engine, Sites),
    ) -> (Engine, i32, (u64, u64)) {
        let (path, text) = &self.script;
        let cli = Cli { span: Some(span), gc_headroom: headroom, ..self.options.as_run(path) };
        let digest = Digest::default();
        let shown = self.options.output && cuts.is_empty();
        let stdout = Sink::writer(Watched { digest: digest.clone(), shown });
        let stderr = if cuts.is_empty() { Sink::inherit() } else { Sink::discard() };
        let mut engine = Engine::with_output(command::options(&cli, Some(path)), Stdio { stdout, stderr });
        let sites = engine.track();
        if let Some(wanted) = &self.snapshot {
            let settings = settings(engine.vm());
            (settings.redact, settings.sites) = (wanted.redact, Some(sites.clone()));
        }
        if !cuts.is_empty() {
            sites.cut(cuts);
            engine.vm().space.heap.try_without();
            if cuts.iter().any(|cut| cut.timer) {
                let sites = sites.clone();
                let is_meant = Box::new(move |site| sites.cuts_timer(site));
                engine.vm().state::<EventLoop>().timer_trial = Some(TimerTrial { is_meant, last: 0 });
            }
        }
        watch(&mut engine, sites);
        engine.vm().limit_turns(self.options.max_steps);
        // Ctrl-C ends the run, and what was found so far is told.
        let (flag, trigger) = engine.vm().interrupt_handle().parts();
        let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, flag);
        let _ = signal_hook::flag::register_usize(signal_hook::consts::SIGINT, trigger, 0);
        let code = command::run_file(&cli, &mut engine, path, text);
        let (hash, length) = {
            let digest = digest.0.borrow();
            (digest.0.finish(), digest.1)
        };
        (engine, code, (hash, length))
    }
}

/// How a run ended.
pub(super) struct Ending {
    /// Its exit code.
    pub code: i32,
    /// Somebody ended it with Ctrl-C.
    pub interrupted: bool,
    /// Where it was in a turn that did not end within its steps.
    pub spent_at: Option<String>,
}

impl Ending {
    /// Sees how it ended; it may be looked at afterwards.
    fn of(engine: &mut Engine, code: i32) -> Ending {
        let vm = engine.vm();
        let spent_at = vm.spent_at().map(str::to_owned);
        vm.set_steps(None);
        let interrupted = vm.is_interrupted() || vm.is_terminating() && code == INTERRUPTED && spent_at.is_none();
        vm.clear_termination();
        Ending { code, interrupted, spent_at }
    }
}

impl Wanted {
    /// Writes it; the last of several runs has the file.
    fn write(&self, vm: &mut Vm) {
        let written = match self.suspects {
            true => {
                let cells = suspects::cells(vm);
                write_few(vm, &self.path, cells)
            }
            false => write_file(vm, &self.path),
        };
        if let Err(error) = written {
            eprintln!("glass: {}", told(&self.path, &error));
        }
    }
}

fn tell(engine: &mut Engine, code: i32, output: (u64, u64)) -> Findings {
    let Ending { interrupted, spent_at, .. } = Ending::of(engine, code);
    let vm = engine.vm();
    let state = vm.state::<EventLoop>();
    let (ended_at, span) = (state.now(), state.ends_at().unwrap_or(u64::MAX));
    if vm.state::<Samples>().list.last().is_none_or(|last| last.at < ended_at) {
        growth::take(vm, ended_at);
    }
    let stats = vm.space.heap.stats();
    let limit = stats.limit as u64;
    let born = growth::born(vm);
    let suspects = suspects::find(vm);
    let pending = pending::find(vm);
    let samples = vm.state::<Samples>();
    // Where something grows, a table that doubles under it tells nothing more.
    let is_unclear = suspects.is_empty() && samples.is_unclear() && samples.list.len() >= LEAST_SAMPLES;
    let heap_used = samples.list.iter().map(|sample| (sample.at, sample.heap_used, sample.external)).collect();
    let growth = growth_of(samples);
    let attributed: i64 = growth.iter().map(|growth| growth.bytes).sum();
    let (first, last) = (samples.list.first(), samples.list.last());
    let grown = last.map_or(0, |last| last.heap_used as i64) - first.map_or(0, |first| first.heap_used as i64);
    Findings {
        samples: samples.list.clone(),
        peak: samples.peak.clone(),
        born,
        collections: stats.collections.saturating_sub(samples.list.len() as u64),
        heap_used,
        suspects,
        pending,
        proofs: BTreeMap::new(),
        settled: settled(samples),
        left_out: samples.sites().left_out(),
        unattributed: grown - attributed,
        growth,
        unclear: is_unclear,
        span,
        ended_at,
        code,
        interrupted,
        spent_at,
        output,
        limit,
    }
}

/// What each line grew by, the most first.
fn growth_of(samples: &Samples) -> Vec<Growth> {
    let (Some(first), Some(last)) = (samples.list.first(), samples.list.last()) else { return Vec::new() };
    let mut growth: Vec<Growth> = (0..last.places.len())
        .map(|index| {
            let before = first.places.get(index).copied().unwrap_or_default();
            let after = last.places[index];
            Growth {
                place: place(samples, index),
                bytes: after.bytes as i64 - before.bytes as i64,
                count: after.count as i64 - before.count as i64,
            }
        })
        .filter(|growth| growth.bytes != 0)
        .collect();
    growth.sort_by_key(|growth| std::cmp::Reverse(growth.bytes));
    growth
}

fn place(samples: &Samples, index: usize) -> Option<Place> {
    Some(places::place_of(&samples.sites(), u32::try_from(index.checked_sub(1)?).ok()?))
}

/// The lines that grew and settled, the largest first.
fn settled(samples: &Samples) -> Vec<Growth> {
    let Some(last) = samples.list.last() else { return Vec::new() };
    let mut list: Vec<(usize, u64)> = (1..last.places.len())
        .filter(|&index| samples.trend(index) == Trend::Settled)
        .map(|index| (index, samples.series(index)))
        .filter_map(|(index, series)| {
            let most = series.iter().max().copied()?;
            (most > series.first().copied()?).then_some((index, most))
        })
        .collect();
    list.sort_by_key(|&(_, most)| std::cmp::Reverse(most));
    list.truncate(SETTLED);
    let tell = |(index, _): (usize, u64)| Growth {
        place: place(samples, index),
        bytes: last.places[index].bytes as i64,
        count: last.places[index].count as i64,
    };
    list.into_iter().map(tell).collect()
}
