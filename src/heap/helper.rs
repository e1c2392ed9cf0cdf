//! The helper: one thread that does what need not keep the mutator waiting. It marks (see
//! `concurrent.rs`) and gets memory from the system (see `supply.rs`).
//!
//! One thread and not two: what the system does for a first touch takes the processor as marking
//! does, and a third busy thread on two processors would take its time from the mutator's, in
//! slices of some milliseconds.
//!
//! Invariants:
//! - it starts when it is first needed, and not on a machine with one processor unless that is
//!   asked for;
//! - while there is something to mark, requests of the supply take at most a third of its time, and
//!   none when the mutator is in debt (see `pacing.rs`): memory that nobody marks for is a heap
//!   that grows;
//! - a request is short, or one system call.

use std::cell::{Cell, RefCell};
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::Instant;

use super::concurrent::mark_batch;
use super::handoff::{Handoff, Returned, Work};
use super::kind::KindInfo;
use super::supply::Store;
use super::tracer::{EdgeBatch, Tracer};

/// What the threads share.
#[derive(Default)]
pub(super) struct Shared {
    pub handoff: Handoff,
    pub store: Store,
    /// Bytes that the helper has marked in this cycle, told or not yet told to the mutator.
    pub marked: AtomicUsize,
}

/// After a request in the midst of marking so many times its length goes to marking.
const MARKING_SHARE: u32 = 2;

/// When the next request may be run in the midst of marking.
pub(super) struct Requests {
    from: Cell<Instant>,
}

impl Requests {
    fn new() -> Requests {
        Requests { from: Cell::new(Instant::now()) }
    }

    /// Whether a request is to be run now. `marking`: there is something to mark, too.
    pub fn is_due(&self, store: &Store, marking: bool) -> bool {
        store.has_request() && (!marking || (!store.is_held() && Instant::now() >= self.from.get()))
    }

    fn run(&self, store: &Store) {
        let began = Instant::now();
        store.run_request();
        let end = Instant::now();
        self.from.set(end + (end - began) * MARKING_SHARE);
    }
}

enum Thread {
    NotYet,
    Runs(JoinHandle<()>),
    /// A test does what the thread would do, or there is none to be had.
    ByHand,
}

/// The helper, from the mutator's side.
pub(super) struct Helper {
    pub shared: Arc<Shared>,
    thread: RefCell<Thread>,
    kinds: &'static [KindInfo],
    /// Marked cells become old ones.
    promote: bool,
}

impl Helper {
    pub fn new(kinds: &'static [KindInfo], promote: bool) -> Helper {
        Helper { shared: Arc::default(), thread: RefCell::new(Thread::NotYet), kinds, promote }
    }

    /// A helper without a thread.
    #[cfg(test)]
    pub fn by_hand() -> Helper {
        let helper = Helper::new(&[], false);
        helper.thread.replace(Thread::ByHand);
        helper
    }

    /// Starts the thread if it does not run; false if the system has none to give.
    pub fn start(&self) -> bool {
        let mut thread = self.thread.borrow_mut();
        if matches!(*thread, Thread::NotYet) {
            let (shared, kinds, promote) = (Arc::clone(&self.shared), self.kinds, self.promote);
            let builder = std::thread::Builder::new().name("glass-helper".to_owned()).stack_size(256 << 10);
            match builder.spawn(move || run(&shared, kinds, promote)) {
                Ok(handle) => *thread = Thread::Runs(handle),
                Err(_) => return false,
            }
        }
        true
    }

    /// Whether the thread runs.
    pub fn runs(&self) -> bool {
        matches!(*self.thread.borrow(), Thread::Runs(_))
    }

    /// Ends the thread, which then reads no cell any more and holds no memory.
    pub fn stop(&self) {
        self.shared.handoff.quit();
        if let Thread::Runs(handle) = self.thread.replace(Thread::ByHand) {
            let _ = handle.join();
        }
    }
}

/// Whether a thread beside the mutator gains anything.
pub(super) fn has_second_processor() -> bool {
    static PROCESSORS: OnceLock<usize> = OnceLock::new();
    *PROCESSORS.get_or_init(|| std::thread::available_parallelism().map_or(1, |count| count.get())) > 1
}

/// The thread.
fn run(shared: &Shared, kinds: &'static [KindInfo], promote: bool) {
    let work = std::panic::AssertUnwindSafe(|| {
        let mut tracer = Tracer::remote();
        let requests = Requests::new();
        while let Some(work) = shared.handoff.next(|marking| requests.is_due(&shared.store, marking)) {
            match work {
                Work::Request => requests.run(&shared.store),
                Work::Mark(batch) => {
                    if batch.new_marking {
                        tracer.count_numbers_once(true);
                    }
                    tracer.put(batch.edges);
                    let (rest, left) = mark_batch(shared, &requests, kinds, promote, &mut tracer);
                    shared.handoff.rest(rest, left);
                }
            }
        }
        shared.store.close();
    });
    if std::panic::catch_unwind(work).is_err() {
        // The mutator hears of it at its next look, and ends as after a panic of its own.
        shared.handoff.rest(Returned { failed: true, ..Returned::default() }, EdgeBatch::default());
    }
}
