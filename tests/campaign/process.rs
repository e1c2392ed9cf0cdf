//! Runs a script as a process under limits of time, memory and output, and judges how it ended.

use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// A run that waits has so many times its patience; the time in which no processor was free for it
/// does not count.
const WAITING: u32 = 5;
/// A run that prints more than this is ended.
const MOST_OUTPUT: u64 = 64 << 20;
/// Of `/proc/PID/stat`.
const TICKS_PER_SECOND: u64 = 100;
const PAGE: u64 = 4096;

/// What is run, and within what.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    pub program: &'a Path,
    pub flags: &'a [String],
    pub script: &'a Path,
    /// Time of the processor, where the system tells; a run that takes longer hangs.
    pub patience: Duration,
    /// Resident memory, where the system tells.
    pub most_bytes: u64,
}

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    Code(i32),
    Signal(i32),
    TimedOut,
    TooLarge(u64),
    TooMuchOutput,
}

/// What a run did.
pub struct Outcome {
    pub end: End,
    /// Time of the processor, when last looked.
    pub cpu: Duration,
    pub stdout: String,
    pub stderr: String,
}

/// Something that no script may do to `glass`.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The same for all scripts that find the same fault, as far as one can tell.
    pub signature: String,
    /// What was seen.
    pub text: String,
}

impl Run<'_> {
    /// Runs it; what it prints goes to files beside the script.
    pub fn run(&self) -> Outcome {
        let out = self.script.with_extension("out");
        let err = self.script.with_extension("err");
        let create = |path: &Path| Stdio::from(std::fs::File::create(path).expect("the folder can be written to"));
        let mut command = Command::new(self.program);
        crate::process::prepare(&mut command, None).expect("nothing is read");
        command.args(self.flags).arg(self.script).stdout(create(&out)).stderr(create(&err));
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", self.program.display()));
        let started = Instant::now();
        let mut used = Duration::ZERO;
        let end = crate::process::watch(&mut child, |child| {
            let (cpu, bytes) = usage(child.id()).unwrap_or((started.elapsed(), 0));
            used = cpu;
            let printed = [&out, &err].map(|path| std::fs::metadata(path).map_or(0, |data| data.len()));
            let late = started.elapsed() > self.patience * WAITING
                && started.elapsed().saturating_sub(queued(child.id())) > self.patience * WAITING;
            if cpu > self.patience || late {
                Some(End::TimedOut)
            } else if bytes > self.most_bytes {
                Some(End::TooLarge(bytes))
            } else {
                printed.iter().any(|&length| length > MOST_OUTPUT).then_some(End::TooMuchOutput)
            }
        });
        let end = end.map_or_else(|ended| ended, end_of);
        let read = |path: &Path| String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned();
        Outcome { end, cpu: used, stdout: read(&out), stderr: read(&err) }
    }

    /// The command, for the reader.
    pub fn words(&self) -> String {
        format!("{} {} {}", self.program.display(), self.flags.join(" "), self.script.display())
    }
}

#[cfg(unix)]
fn end_of(status: ExitStatus) -> End {
    use std::os::unix::process::ExitStatusExt;
    status.code().map_or_else(|| End::Signal(status.signal().unwrap_or(0)), End::Code)
}

#[cfg(not(unix))]
fn end_of(status: ExitStatus) -> End {
    status.code().map_or(End::Signal(0), End::Code)
}

/// Processor time and resident bytes of a process.
fn usage(id: u32) -> Option<(Duration, u64)> {
    let text = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name stands in parentheses and may hold anything.
    let fields: Vec<&str> = text[text.rfind(')')? + 1..].split_whitespace().collect();
    let field = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
    let ticks = field(14)? + field(15)?;
    Some((Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND), field(24)? * PAGE))
}

/// How long a process was ready to run and no processor was free, where the system tells: of its
/// threads, the one that waited most.
fn queued(id: u32) -> Duration {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{id}/task")) else { return Duration::ZERO };
    let waited = threads.flatten().filter_map(|thread| {
        let text = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split_whitespace().nth(1)?.parse().ok()
    });
    Duration::from_nanos(waited.max().unwrap_or(0))
}

impl Outcome {
    /// What is wrong with a run of `glass`, whatever the script was. A time-out is for the caller
    /// to judge.
    pub fn fault(&self) -> Option<Fault> {
        let errors = &self.stderr;
        let after = |words: &str| errors.find(words).map(|at| &errors[at + words.len()..]);
        let signature = if let Some(rest) = after("the heap is corrupt after collection ") {
            format!("corrupt heap: {}", without_digits(rest.lines().next().unwrap_or("")))
        } else if let Some(rest) = after("panicked at ") {
            let place = rest.split_whitespace().next().unwrap_or("");
            format!("panic at {}", place.trim_end_matches(':'))
        } else if errors.contains("overflowed its stack") {
            "stack overflow".into()
        } else if errors.contains("memory allocation of") {
            "failed memory allocation".into()
        } else {
            match self.end {
                End::Signal(signal) => format!("signal {signal}"),
                End::TooLarge(bytes) => {
                    return Some(Fault {
                        signature: "memory beyond the limit".into(),
                        text: format!("{} MB resident\n{}", bytes >> 20, self.texts()),
                    });
                }
                End::Code(134) if !self.is_out_of_memory() => "exit code 134".into(),
                // Without a word it is what the script set.
                End::Code(code @ (70 | 101)) if !errors.is_empty() => format!("exit code {code}"),
                _ => return None,
            }
        };
        Some(Fault { signature, text: format!("{:?}\n{}", self.end, self.texts()) })
    }

    /// Whether the heap's limit ended it, with the heap's final report.
    pub fn is_out_of_memory(&self) -> bool {
        self.stderr.contains("JavaScript heap out of memory")
    }

    /// Whether it is no program.
    pub fn is_syntax_error(&self) -> bool {
        self.end == End::Code(1) && self.stderr.lines().take(12).any(|line| line.starts_with("SyntaxError: "))
    }

    fn texts(&self) -> String {
        let cut = |text: &str| text.chars().take(3000).collect::<String>();
        format!("stderr:\n{}\nstdout:\n{}", cut(&self.stderr), cut(&self.stdout))
    }
}

/// Addresses and sizes differ between scripts that find the same.
fn without_digits(text: &str) -> String {
    let mut words = String::new();
    for character in text.chars() {
        let character = if character.is_ascii_digit() { '0' } else { character };
        if character != '0' || !words.ends_with('0') {
            words.push(character);
        }
    }
    words
}
