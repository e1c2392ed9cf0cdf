//! Standard output and standard error of the process.
//!
//! Output to a file or pipe is gathered for a few milliseconds: the first text after a pause goes out at once, what follows it soon goes out
//! together, at the latest when the background flusher wakes. Output to a terminal is never held back. Whoever writes to stderr, waits, or ends the
//! process flushes first. A reader that went away closes stdout quietly: later text is dropped and [`is_closed`] tells.

use std::io::{self, IsTerminal, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Text is held back at most about this long.
const HOLD: Duration = Duration::from_millis(5);
/// Text beyond this goes out at once.
const CAPACITY: usize = limit!(64 << 10, small = 16);

struct Output {
    held: Vec<u8>,
    last_flush: Option<Instant>,
    direct: bool,
    asked: bool,
    closed: bool,
    discarded: bool,
    has_flusher: bool,
}

static OUTPUT: Mutex<Output> = Mutex::new(Output {
    held: Vec::new(),
    last_flush: None,
    direct: false,
    asked: false,
    closed: false,
    discarded: false,
    has_flusher: false,
});
static HELD: Condvar = Condvar::new();

fn lock() -> MutexGuard<'static, Output> {
    OUTPUT.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Output {
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

/// Writes to standard error, after what stdout holds. Errors are nobody's business: there is no place to report them.
pub fn write_stderr(bytes: &[u8]) {
    flush();
    let _ = io::stderr().write_all(bytes);
}

/// Writes the process's last words to standard error, in the middle of whatever it was doing: of stdout what it holds, unless it is being written to.
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
pub fn write_through() {
    lock().direct = true;
}

/// Drops all that is written to stdout from now on.
pub fn discard() {
    lock().discarded = true;
}

/// Whether the reader of stdout is gone.
pub fn is_closed() -> bool {
    lock().closed
}
