//! Standard output and standard error: those of the process, and what takes their place in a
//! runtime ([`Stdio`]).
//!
//! Invariant: what one runtime writes to sinks of its own is seen by no other. The process's
//! streams are shared by all that write to them.
//!
//! Output to a file or pipe is gathered for a few milliseconds: the first text after a pause goes
//! out at once, what follows it soon goes out together, at the latest when the background flusher
//! wakes. Output to a terminal is never held back. Whoever writes to stderr, waits, or ends the
//! process flushes first. A reader that went away closes stdout quietly: later text is dropped and
//! [`is_closed`] tells.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Text is held back at most about this long.
const HOLD: Duration = Duration::from_millis(5);
/// Text beyond this goes out at once.
const CAPACITY: usize = limit!(64 << 10, small = 16);

struct Held {
    held: Vec<u8>,
    last_flush: Option<Instant>,
    direct: bool,
    asked: bool,
    closed: bool,
    discarded: bool,
    has_flusher: bool,
}

static OUTPUT: Mutex<Held> = Mutex::new(Held {
    held: Vec::new(),
    last_flush: None,
    direct: false,
    asked: false,
    closed: false,
    discarded: false,
    has_flusher: false,
});
static HELD: Condvar = Condvar::new();

fn lock() -> MutexGuard<'static, Held> {
    OUTPUT.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Held {
    fn flush(&mut self) {
        if self.held.is_empty() {
            self.last_flush = Some(Instant::now());
        } else {
            let held = std::mem::take(&mut self.held);
            self.write(&held);
            self.held = held;
            self.held.clear();
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut stdout = io::stdout().lock();
        let result = stdout.write_all(bytes).and_then(|()| stdout.flush());
        if result.is_err_and(|error| error.kind() != io::ErrorKind::WouldBlock) {
            self.closed = true;
        }
        self.last_flush = Some(Instant::now());
    }
}

/// Writes to standard output.
pub fn write_stdout(bytes: &[u8]) {
    let mut output = lock();
    if output.closed || output.discarded {
        return;
    }
    if !output.asked {
        output.asked = true;
        output.direct |= io::stdout().is_terminal();
    }
    if output.held.len() + bytes.len() > CAPACITY {
        output.flush();
    }
    if bytes.len() > CAPACITY {
        return output.write(bytes);
    }
    output.held.extend_from_slice(bytes);
    let rested = output.last_flush.is_none_or(|last| last.elapsed() >= HOLD);
    if output.direct || rested || output.held.len() >= CAPACITY {
        output.flush();
        return;
    }
    if !output.has_flusher {
        output.has_flusher =
            std::thread::Builder::new().name("stdout".into()).stack_size(64 << 10).spawn(flusher).is_ok();
        output.direct = !output.has_flusher;
    }
    drop(output);
    HELD.notify_one();
}

/// Sends out what no further text pushes out.
fn flusher() {
    let mut output = lock();
    loop {
        while output.held.is_empty() {
            output = HELD.wait(output).unwrap_or_else(PoisonError::into_inner);
        }
        drop(output);
        std::thread::sleep(HOLD);
        output = lock();
        output.flush();
    }
}

/// Writes to standard error, after what stdout holds. Errors are nobody's business: there is no
/// place to report them.
pub fn write_stderr(bytes: &[u8]) {
    flush();
    let _ = io::stderr().write_all(bytes);
}

/// Writes the process's final report to standard error, in the middle of whatever it was doing: of
/// stdout what it holds, unless it is being written to.
#[cfg(feature = "cli")]
pub fn write_last_words(bytes: &[u8]) {
    if let Ok(mut output) = OUTPUT.try_lock() {
        output.flush();
    }
    let _ = io::stderr().write_all(bytes);
}

/// Sends out what stdout holds.
pub fn flush() {
    lock().flush();
}

/// Never holds text back: when something else writes to the same place.
#[cfg(feature = "cli")]
pub fn write_through() {
    lock().direct = true;
}

/// Drops all that is written to stdout from now on.
#[cfg(feature = "cli")]
pub fn discard() {
    lock().discarded = true;
}

/// Whether the reader of stdout is gone.
pub fn is_closed() -> bool {
    lock().closed
}

/// Where a runtime writes one of its streams.
#[derive(Default)]
pub struct Sink(Kind);

#[derive(Default)]
enum Kind {
    #[default]
    Process,
    Discard,
    Buffer(Output),
    Writer(Box<dyn Write>),
}

impl Sink {
    /// The process's own stream.
    pub fn inherit() -> Sink {
        Sink(Kind::Process)
    }

    /// Nowhere.
    pub fn discard() -> Sink {
        Sink(Kind::Discard)
    }

    /// A writer, which gets each text at once. Its errors are dropped: a script could do nothing
    /// about them.
    pub fn writer(writer: impl Write + 'static) -> Sink {
        Sink(Kind::Writer(Box::new(writer)))
    }

    fn write(&mut self, stream: Stream, bytes: &[u8]) {
        match &mut self.0 {
            Kind::Process if stream == Stream::Stdout => write_stdout(bytes),
            Kind::Process => write_stderr(bytes),
            Kind::Discard => {}
            Kind::Buffer(output) => output.lock().extend_from_slice(bytes),
            Kind::Writer(writer) => drop(writer.write_all(bytes)),
        }
    }

    fn flush(&mut self) {
        match &mut self.0 {
            Kind::Process => flush(),
            Kind::Writer(writer) => drop(writer.flush()),
            Kind::Discard | Kind::Buffer(_) => {}
        }
    }
}

impl std::fmt::Debug for Sink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            Kind::Process => "Sink::inherit()",
            Kind::Discard => "Sink::discard()",
            Kind::Buffer(_) => "Output::sink()",
            Kind::Writer(_) => "Sink::writer(..)",
        })
    }
}

/// Text that a runtime wrote, kept in memory. Clones are the same text; they may be on other
/// threads.
#[derive(Clone, Default)]
pub struct Output(Arc<Mutex<Vec<u8>>>);

impl Output {
    /// Nothing yet.
    pub fn new() -> Output {
        Output::default()
    }

    /// A sink that writes here. Several may: those of stdout and stderr, and of several runtimes.
    pub fn sink(&self) -> Sink {
        Sink(Kind::Buffer(self.clone()))
    }

    /// What was written since the last call. Bytes that are not UTF-8 become U+FFFD.
    pub fn take(&self) -> String {
        let bytes = std::mem::take(&mut *self.lock());
        String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Output({:?})", String::from_utf8_lossy(&self.lock()))
    }
}

/// One of the two streams.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// The streams of a runtime.
#[derive(Debug, Default)]
pub struct Stdio {
    /// Where standard output goes.
    pub stdout: Sink,
    /// Where standard error goes.
    pub stderr: Sink,
}

impl Stdio {
    fn sink(&self, stream: Stream) -> &Sink {
        match stream {
            Stream::Stdout => &self.stdout,
            Stream::Stderr => &self.stderr,
        }
    }

    /// Writes to a stream.
    pub fn write(&mut self, stream: Stream, bytes: &[u8]) {
        match stream {
            Stream::Stdout => self.stdout.write(stream, bytes),
            Stream::Stderr => self.stderr.write(stream, bytes),
        }
    }

    /// Sends out what is held back.
    pub fn flush(&mut self) {
        self.stdout.flush();
        self.stderr.flush();
    }

    /// Whether nobody reads standard output any more.
    pub fn is_closed(&self) -> bool {
        matches!(self.stdout.0, Kind::Process) && is_closed()
    }

    /// Whether a stream is a terminal.
    pub fn is_terminal(&self, stream: Stream) -> bool {
        matches!(self.sink(stream).0, Kind::Process)
            && match stream {
                Stream::Stdout => io::stdout().is_terminal(),
                Stream::Stderr => io::stderr().is_terminal(),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sinks_are_apart() {
        let (first, second) = (Output::new(), Output::new());
        let mut streams = Stdio { stdout: first.sink(), stderr: Sink::discard() };
        let mut others = Stdio { stdout: second.sink(), stderr: second.sink() };
        streams.write(Stream::Stdout, b"a");
        streams.write(Stream::Stderr, b"lost");
        others.write(Stream::Stdout, b"b");
        others.write(Stream::Stderr, b"\xff");
        assert_eq!([first.take(), second.take(), first.take()], ["a", "b\u{fffd}", ""]);
        assert!(!others.is_terminal(Stream::Stdout) && !others.is_closed());
    }
}
