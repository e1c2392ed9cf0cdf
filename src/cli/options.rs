//! The options of `glass`. Each is declared once; help, errors and Node's other spellings follow
//! from the declaration.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Parser, ValueEnum};

use crate::heap::GcMode;
use crate::host::node::process::UnhandledRejections;

/// Node's exit code for options that are not understood.
pub const BAD_OPTION: i32 = 9;

/// Size of the value stack unless an option says another.
const STACK_KIB: usize = 1024;
/// Sizes that it may have, in KiB.
const STACK_SIZES: std::ops::RangeInclusive<usize> = 64..=1 << 20;

/// The collectors.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Collector {
    /// Marks and sweeps while the program stands still.
    StopTheWorld,
    /// Marks in steps that aim at a quarter of a millisecond.
    Incremental,
    /// Incremental, with cycles over the young objects alone.
    Generational,
    /// Counts references; does not free circles.
    Refcount,
    /// Never collects but on gc() and at the limit: to measure against.
    None,
}

impl Collector {
    /// The heap's mode for it.
    ///
    /// # Errors
    /// There is no such collector yet, in words.
    pub fn mode(self) -> Result<GcMode, &'static str> {
        match self {
            Collector::StopTheWorld => Ok(GcMode::StopTheWorld),
            Collector::Incremental => Ok(GcMode::Incremental),
            Collector::Generational => Ok(GcMode::Generational),
            Collector::Refcount => Ok(GcMode::Refcount),
            Collector::None => Ok(GcMode::None),
        }
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Collector::StopTheWorld => "stop-the-world",
            Collector::Incremental => "incremental",
            Collector::Generational => "generational",
            Collector::Refcount => "refcount",
            Collector::None => "none",
        }
    }
}

/// What texts are parsed as.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum InputType {
    /// A CommonJS module.
    Commonjs,
    /// An ECMAScript module.
    Module,
}

/// What becomes of rejected promises that nobody handles.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Rejections {
    /// The event unhandledRejection; without a listener an uncaught exception.
    Throw,
    /// An uncaught exception; once that is handled, the event.
    Strict,
    /// The event and a warning.
    Warn,
    /// The event.
    None,
    /// The event; without a listener a warning, and exit code 1.
    WarnWithErrorCode,
}

impl From<Rejections> for UnhandledRejections {
    fn from(mode: Rejections) -> UnhandledRejections {
        match mode {
            Rejections::Throw => UnhandledRejections::Throw,
            Rejections::Strict => UnhandledRejections::Strict,
            Rejections::Warn => UnhandledRejections::Warn,
            Rejections::None => UnhandledRejections::None,
            Rejections::WarnWithErrorCode => UnhandledRejections::WarnWithErrorCode,
        }
    }
}

/// A JavaScript runtime with a heap made of glass.
#[derive(Parser, Clone, PartialEq, Debug)]
#[command(
    name = "glass",
    version,
    about,
    disable_version_flag = true,
    disable_help_subcommand = true,
    override_usage = "glass [OPTIONS] [FILE | -] [ARGUMENTS]...\n       glass leaks|blame|lines|check [OPTIONS] FILE [ARGUMENTS]...\n       glass bench-gc [OPTIONS] [SCRIPT] [-- ARGUMENTS]\n       glass heap|why|waste|diff|query [OPTIONS] SNAPSHOT …\n       glass mcp [OPTIONS]",
    after_help = "Commands (each with --help; a file of such a name is './heap'):\n  leaks     Tell whether a program leaks, which line keeps what it leaks, and how to mend it\n  blame     Tell who created the reference that keeps an object\n  lines     Show the source with what each line holds\n  check     Hold a program to budgets of growth, heap and pauses\n  bench-gc  Compare the collectors\n  heap      Tell what a heap snapshot holds\n  why       Tell what keeps an object of a heap snapshot\n  waste     Tell what a heap snapshot holds that the program could do without\n  diff      Tell what came and went between heap snapshots\n  query     List the nodes of a heap snapshot for which a function says yes\n  mcp       Serve these commands to programs (Model Context Protocol)"
)]
pub struct Cli {
    /// Run this text as a script
    #[arg(short, long, value_name = "SCRIPT")]
    pub eval: Option<String>,
    /// Run this text as a script and print its value
    #[arg(short, long, value_name = "SCRIPT", conflicts_with = "eval")]
    pub print: Option<String>,
    /// Open the prompt even when standard input is not a terminal
    #[arg(short, long)]
    pub interactive: bool,
    /// Check the syntax and run nothing
    #[arg(short, long)]
    pub check: bool,
    /// What the text of -e, of standard input or of --check is
    #[arg(long, value_name = "TYPE")]
    pub input_type: Option<InputType>,
    /// Behave as the standard says where the lesson's behaviour differs
    #[arg(long)]
    pub ecma: bool,
    /// Let calls in tail position of strict functions leave their frame first
    #[arg(long)]
    pub harmony_tailcalls: bool,
    /// Print the bytecode before it runs
    #[arg(long)]
    pub print_bytecode: bool,
    /// Accepted for Node's sake: gc() is always there
    #[arg(long)]
    pub expose_gc: bool,
    /// Size of the value stack in KiB
    #[arg(long, value_name = "KIB", default_value_t = STACK_KIB, value_parser = parse_stack_size)]
    pub stack_size: usize,
    /// The most that the heap may hold, in MiB
    #[arg(long, value_name = "MIB", value_parser = parse_mebibytes)]
    pub max_old_space_size: Option<usize>,
    /// What becomes of rejected promises that nobody handles
    #[arg(long, value_name = "MODE", default_value = "throw")]
    pub unhandled_rejections: Rejections,
    /// Let the program read this file or folder, too
    #[arg(long, value_name = "PATH")]
    pub allow_fs_read: Vec<PathBuf>,
    /// Let the program read and write this file or folder, too
    #[arg(long, value_name = "PATH")]
    pub allow_fs_write: Vec<PathBuf>,
    /// Let the program read no files but its own modules, and write none
    #[arg(long)]
    pub no_allow_fs: bool,
    /// Let the program see this variable of the environment, or all of them
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, default_missing_value = "*")]
    pub allow_env: Vec<String>,
    /// Print a line about every collection
    #[arg(long)]
    pub trace_gc: bool,
    /// And another line with the times of its phases
    #[arg(long)]
    pub trace_gc_verbose: bool,
    /// The collector
    #[arg(long, value_name = "COLLECTOR", default_value = "generational")]
    pub gc: Collector,
    /// Mark beside the program, on a thread of its own, however small the heap
    #[arg(long, overrides_with = "no_concurrent_marking")]
    pub concurrent_marking: bool,
    /// Mark on the program's thread only
    #[arg(long)]
    pub no_concurrent_marking: bool,
    /// Collect at every safepoint, poison what is freed, verify the heap
    #[arg(long)]
    pub gc_stress: bool,
    /// Bytes between collections, in KiB, for tests with small heaps
    #[arg(long, value_name = "KIB", hide = true)]
    pub gc_headroom: Option<usize>,
    /// Verify the heap after collections
    #[arg(long)]
    pub verify_heap: bool,
    /// Let the clock jump from timer to timer
    #[arg(long)]
    pub virtual_time: bool,
    /// Make every run the same: virtual time, a fixed start and seed, collections by bytes alone
    #[arg(long)]
    pub deterministic: bool,
    /// When a virtual clock starts: milliseconds since 1970, or a date such as 2025-01-01T00:00:00Z
    #[arg(long, value_name = "TIME", value_parser = parse_epoch)]
    pub epoch: Option<Duration>,
    /// What random numbers begin with
    #[arg(long, value_name = "N")]
    pub random_seed: Option<u64>,
    /// Note for each cell the line that made it, and for each reference the line that wrote it
    #[arg(long)]
    pub track_allocations: bool,
    /// Write a heap snapshot when this signal comes, such as SIGUSR2
    #[arg(long, value_name = "SIGNAL", value_parser = parse_signal)]
    pub heapsnapshot_signal: Option<i32>,
    /// Write a heap snapshot before a full heap ends the program: so many at most
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub heapsnapshot_near_heap_limit: u32,
    /// Write no texts of the program into heap snapshots, but their length and a hash
    #[arg(long)]
    pub redact: bool,
    /// Write at the end of the run what is alive by the functions that allocated it
    #[arg(long)]
    pub heap_prof: bool,
    /// The file of --heap-prof
    #[arg(long, value_name = "FILE", requires = "heap_prof")]
    pub heap_prof_name: Option<PathBuf>,
    /// The folder of --heap-prof
    #[arg(long, value_name = "FOLDER", requires = "heap_prof")]
    pub heap_prof_dir: Option<PathBuf>,
    /// Accepted for Node's sake: every allocation counts
    #[arg(long, value_name = "BYTES", requires = "heap_prof")]
    pub heap_prof_interval: Option<u64>,
    /// The folder of heap snapshots and profiles that get a name by themselves
    #[arg(long, value_name = "FOLDER")]
    pub diagnostic_dir: Option<PathBuf>,
    /// End the run after this much time of its clock: 500ms, 10s, 5m, 2h30m
    #[arg(long = "for", value_name = "TIME", value_parser = parse_span)]
    pub span: Option<Duration>,
    /// Print the version
    #[arg(short = 'v', short_alias = 'V', long, action = clap::ArgAction::Version)]
    pub version: Option<bool>,
    /// The script and its arguments
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    pub script: Vec<OsString>,
}

impl Cli {
    /// What a normalised command line says.
    ///
    /// # Errors
    /// It is not understood, or asks for help: in clap's words.
    pub fn read(arguments: Vec<OsString>) -> Result<Cli, clap::Error> {
        // The commonest command line is a script and what is the script's: clap's declaration need
        // not be built to read that.
        match arguments.get(1) {
            Some(first) if !first.as_encoded_bytes().starts_with(b"-") => {
                Ok(Cli { script: arguments.into_iter().skip(1).collect(), ..Cli::plain() })
            }
            _ => Cli::try_parse_from(arguments),
        }
    }

    /// What a command line without a word says; a test holds that it is what clap makes of it.
    pub fn plain() -> Cli {
        Cli {
            eval: None,
            print: None,
            interactive: false,
            check: false,
            input_type: None,
            ecma: false,
            harmony_tailcalls: false,
            print_bytecode: false,
            expose_gc: false,
            stack_size: STACK_KIB,
            max_old_space_size: None,
            unhandled_rejections: Rejections::Throw,
            allow_fs_read: Vec::new(),
            allow_fs_write: Vec::new(),
            no_allow_fs: false,
            allow_env: Vec::new(),
            trace_gc: false,
            trace_gc_verbose: false,
            gc: Collector::Generational,
            concurrent_marking: false,
            no_concurrent_marking: false,
            gc_stress: false,
            gc_headroom: None,
            verify_heap: false,
            virtual_time: false,
            deterministic: false,
            epoch: None,
            random_seed: None,
            track_allocations: false,
            heapsnapshot_signal: None,
            heapsnapshot_near_heap_limit: 0,
            redact: false,
            heap_prof: false,
            heap_prof_name: None,
            heap_prof_dir: None,
            heap_prof_interval: None,
            diagnostic_dir: None,
            span: None,
            version: None,
            script: Vec::new(),
        }
    }
}

/// A limit of memory: a whole number of MiB.
pub fn parse_mebibytes(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| String::from("it must be a whole number of MiB without a unit, such as 64"))
}

/// A moment: milliseconds since 1970, or a date of ISO 8601 with its offset from UTC.
pub fn parse_epoch(text: &str) -> Result<Duration, String> {
    let date = || u64::try_from(text.parse::<jiff::Timestamp>().ok()?.as_millisecond()).ok();
    let millis = text.parse::<u64>().ok().or_else(date);
    // ECMA-262 §21.4.1.1
    const MOST: u64 = 8_640_000_000_000_000;
    millis
        .filter(|&millis| millis <= MOST)
        .map(Duration::from_millis)
        .ok_or_else(|| format!("'{text}' is neither milliseconds since 1970 nor a date such as 2025-01-01T00:00:00Z"))
}

/// A signal by its name, as far as a program may take it.
fn parse_signal(text: &str) -> Result<i32, String> {
    use signal_hook::consts::*;
    const NAMES: [(&str, i32); 11] = [
        ("SIGHUP", SIGHUP),
        ("SIGINT", SIGINT),
        ("SIGQUIT", SIGQUIT),
        ("SIGUSR1", SIGUSR1),
        ("SIGUSR2", SIGUSR2),
        ("SIGALRM", SIGALRM),
        ("SIGTERM", SIGTERM),
        ("SIGCONT", SIGCONT),
        ("SIGWINCH", SIGWINCH),
        ("SIGIO", SIGIO),
        ("SIGPIPE", SIGPIPE),
    ];
    let found = NAMES.iter().find(|(name, _)| *name == text);
    found.map(|(_, signal)| *signal).ok_or_else(|| format!("'{text}' is not a signal such as SIGUSR2"))
}

/// The size of the value stack.
fn parse_stack_size(text: &str) -> Result<usize, String> {
    let size = text.parse().ok().filter(|size| STACK_SIZES.contains(size));
    let (least, most) = STACK_SIZES.into_inner();
    size.ok_or_else(|| format!("it must be a whole number of KiB, from {least} to {most}"))
}

/// The option that was meant by one that there is not, if one is near.
pub fn suggestion(argument: &str) -> Option<String> {
    let command = Cli::command().mut_arg("script", |arg| arg.trailing_var_arg(false).allow_hyphen_values(false));
    let error = command.try_get_matches_from(["glass", argument]).err()?;
    match error.get(ContextKind::SuggestedArg)? {
        ContextValue::String(option) => Some(option.clone()),
        _ => None,
    }
}

/// A span of time: numbers with units, the largest first, or a plain number of seconds.
pub fn parse_span(text: &str) -> Result<Duration, String> {
    const UNITS: [(&str, f64); 5] = [("ms", 1e-3), ("s", 1.0), ("m", 60.0), ("h", 3600.0), ("d", 86_400.0)];
    let bad = || format!("'{text}' is not a time such as 500ms, 10s, 5m or 2h30m");
    let mut seconds = 0.0;
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err(bad());
    }
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number: f64 = rest[..end].parse().map_err(|_| bad())?;
        let letters = rest[end..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |n| end + n);
        let unit = rest[end..letters].trim();
        let factor = match UNITS.iter().find(|(name, _)| *name == unit) {
            Some((_, factor)) => *factor,
            None if unit.is_empty() && letters == rest.len() => 1.0,
            None => return Err(bad()),
        };
        seconds += number * factor;
        rest = &rest[letters..];
    }
    Duration::try_from_secs_f64(seconds).map_err(|_| bad())
}

/// Rewrites V8's spellings (`--max_old_space_size`) before the script's name into ours.
pub fn normalise(mut arguments: Vec<OsString>) -> Vec<OsString> {
    for argument in arguments.iter_mut().skip(1) {
        match argument.to_str() {
            // Node's two in one.
            Some("-pe") => *argument = "-p".into(),
            Some(text) if text.starts_with('-') => {}
            _ => break,
        }
    }
    for i in 1..arguments.len() {
        let takes_text = arguments[i - 1].to_str().is_some_and(|a| matches!(a, "-e" | "--eval" | "-p" | "--print"));
        // An empty script is one, though clap takes it for none.
        if takes_text && arguments[i].is_empty() {
            arguments[i] = " ".into();
        }
    }
    let odd = |argument: &OsString| argument.to_str().is_some_and(|a| a.starts_with("--") && a.contains('_'));
    if !arguments.iter().any(odd) {
        return arguments;
    }
    let command = Cli::command();
    let takes_value = |name: &str| {
        command.get_opts().any(|option| {
            let long = option.get_long().is_some_and(|long| name == format!("--{long}"));
            let short = option.get_short().is_some_and(|short| name == format!("-{short}"));
            (long || short) && option.get_action().takes_values()
        })
    };
    let mut out = Vec::with_capacity(arguments.len());
    let mut rest = arguments.into_iter();
    out.extend(rest.next());
    while let Some(argument) = rest.next() {
        let Some(text) = argument.to_str().filter(|text| text.starts_with('-') && *text != "-" && *text != "--") else {
            out.push(argument);
            break;
        };
        let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
        let name = if name.starts_with("--") { name.replace('_', "-") } else { name.to_string() };
        let waits = value.is_none() && takes_value(&name);
        out.push(value.map_or(name.clone(), |value| format!("{name}={value}")).into());
        if waits {
            out.extend(rest.next());
        }
    }
    out.extend(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn collectors_go_by_the_names_of_the_command_line() {
        for collector in Collector::value_variants() {
            assert_eq!(Collector::from_str(collector.name(), false), Ok(*collector));
        }
    }

    #[test]
    fn spans() {
        let millis = |text| parse_span(text).map(|span| span.as_millis());
        assert_eq!(millis("500ms"), Ok(500));
        assert_eq!(millis("2h30m"), Ok(9_000_000));
        assert_eq!(millis("1h"), Ok(3_600_000));
        assert_eq!(millis("1.5s"), Ok(1500));
        assert_eq!(millis("10"), Ok(10_000));
        assert!(parse_span("").is_err() && parse_span("5x").is_err() && parse_span("h").is_err());
    }

    #[test]
    fn v8_spellings_before_the_script_only() {
        let given = ["glass", "--max_old_space_size", "64", "--stack_size=2048", "a.js", "--keep_this"];
        let out = normalise(given.iter().map(OsString::from).collect());
        assert_eq!(out, ["glass", "--max-old-space-size", "64", "--stack-size=2048", "a.js", "--keep_this"]);
    }

    #[test]
    fn a_plain_command_line_is_read_as_clap_reads_it() {
        for given in
            [&["glass"][..], &["glass", "a.js"], &["glass", "a.js", "--trace-gc", "-e", "--", "x"], &["glass", ""]]
        {
            let arguments: Vec<OsString> = given.iter().map(OsString::from).collect();
            assert_eq!(Cli::read(arguments).ok(), Cli::try_parse_from(given).ok(), "{given:?}");
        }
        assert_eq!(Cli::plain(), Cli::parse_from(["glass"]));
    }

    #[test]
    fn what_follows_the_script_is_the_scripts() {
        let cli = Cli::parse_from(["glass", "--trace-gc", "a.js", "--trace-gc", "-e", "x"]);
        assert_eq!(cli.script, ["a.js", "--trace-gc", "-e", "x"]);
        assert!(cli.trace_gc && cli.eval.is_none());
    }
}
