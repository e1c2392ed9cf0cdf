//! What stops a script from outside: another thread, or the end of its time.
//!
//! Invariant: a time limit that strikes after its run has ended stops nothing: the thread that
//! watches the time strikes, and the run ends, under one lock.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use crate::heap::Poll;

/// Stops what a runtime runs, from any thread.
///
/// The script ends at its next loop or call, or in the midst of a function of the library that
/// takes long, with an error of the kind
/// [`Interrupted`](crate::JsErrorKind::Interrupted) that it cannot catch; `finally` blocks do not
/// run. The runtime can be used again. When nothing runs, what runs next is stopped at its
/// beginning.
///
/// ```
/// use glassheap::{JsErrorKind, Runtime};
///
/// let mut runtime = Runtime::new();
/// let handle = runtime.interrupt_handle();
/// std::thread::spawn(move || handle.interrupt());
/// let error = runtime.eval::<()>("for (;;);", "endless.js").unwrap_err();
/// assert_eq!(error.kind(), JsErrorKind::Interrupted);
/// assert_eq!(runtime.eval::<f64>("1 + 1", "next.js").unwrap(), 2.0);
/// ```
#[derive(Clone, Debug)]
pub struct InterruptHandle {
    pub(super) poll: Poll,
    pub(super) thread: Thread,
}

impl InterruptHandle {
    /// Stops it.
    pub fn interrupt(&self) {
        self.poll.ask();
        // It may be waiting for a timer.
        self.thread.unpark();
    }
}

/// The time limit of a runtime, and the thread that watches it, once there is one.
#[derive(Default)]
pub(super) struct Watch {
    limit: Option<Duration>,
    shared: Option<Arc<Shared>>,
}

struct Shared {
    state: Mutex<Deadline>,
    changed: Condvar,
}

#[derive(Default)]
struct Deadline {
    at: Option<Instant>,
    /// It has passed, and the run was stopped.
    struck: bool,
    /// The runtime is gone.
    ended: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Deadline> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch {
    /// From the next run on, runs last at most so long. Whether there is a thread that watches.
    pub fn set_limit(&mut self, limit: Option<Duration>, handle: InterruptHandle) -> bool {
        self.limit = limit;
        if limit.is_some() && self.shared.is_none() {
            let shared = Arc::new(Shared { state: Mutex::default(), changed: Condvar::new() });
            let watched = Arc::clone(&shared);
            let thread = thread::Builder::new().name("time limit".into()).stack_size(64 << 10);
            if thread.spawn(move || watch(&watched, &handle)).is_err() {
                return false;
            }
            self.shared = Some(shared);
        }
        true
    }

    /// A run begins.
    pub fn begin(&self) {
        if let (Some(limit), Some(shared)) = (self.limit, &self.shared) {
            let mut state = shared.lock();
            state.at = Instant::now().checked_add(limit);
            state.struck = false;
            shared.changed.notify_one();
        }
    }

    /// Whether the run was stopped because its time was over.
    pub fn is_over(&self) -> bool {
        self.shared.as_ref().is_some_and(|shared| shared.lock().struck)
    }

    /// A run has ended. Whether its time was over before that.
    pub fn end(&self) -> bool {
        let Some(shared) = &self.shared else { return false };
        let mut state = shared.lock();
        state.at = None;
        std::mem::take(&mut state.struck)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(shared) = &self.shared {
            shared.lock().ended = true;
            shared.changed.notify_one();
        }
    }
}

fn watch(shared: &Shared, handle: &InterruptHandle) {
    let mut state = shared.lock();
    while !state.ended {
        let now = Instant::now();
        state = match state.at {
            Some(at) if at <= now => {
                state.at = None;
                state.struck = true;
                handle.interrupt();
                state
            }
            Some(at) => shared.changed.wait_timeout(state, at - now).unwrap_or_else(PoisonError::into_inner).0,
            None => shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
        };
    }
}
