//! The one number that safepoints compare with what the heap holds: where the next one does
//! something. Library functions that take long compare with it, too, in their loops.
//!
//! Other threads, and signal handlers, may ask for the program's attention: they raise a flag, then
//! set the number to zero. Whoever sets another number looks at the flag afterwards, so that no
//! request is lost. All of that is sequentially consistent; the look at each safepoint need not be.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The number, and the flag.
#[derive(Clone, Debug, Default)]
pub struct Poll {
    trigger: Arc<AtomicUsize>,
    asked: Arc<AtomicBool>,
    /// Where the collector wants to do something; `trigger` is the same, or 0.
    due: Arc<AtomicUsize>,
    /// Every safepoint does something.
    always: Arc<AtomicBool>,
}

impl Poll {
    /// Where the next safepoint does something.
    #[inline(always)]
    pub(super) fn trigger(&self) -> usize {
        self.trigger.load(Ordering::Relaxed)
    }

    /// Sets it, unless somebody asks for attention.
    pub(super) fn set_trigger(&self, bytes: usize) {
        self.due.store(bytes, Ordering::Relaxed);
        let trigger = if self.always.load(Ordering::Relaxed) { 0 } else { bytes };
        self.trigger.store(trigger, Ordering::SeqCst);
        if self.asked.load(Ordering::SeqCst) {
            self.trigger.store(0, Ordering::SeqCst);
        }
    }

    /// Makes the next safepoint do something.
    pub(super) fn pull(&self) {
        self.due.store(0, Ordering::Relaxed);
        self.trigger.store(0, Ordering::Relaxed);
    }

    /// Where the collector wants to do something.
    pub(super) fn due(&self) -> usize {
        self.due.load(Ordering::Relaxed)
    }

    /// From now on every safepoint does something, or those alone at which something is due.
    pub(super) fn set_always(&self, always: bool) {
        self.always.store(always, Ordering::Relaxed);
        self.set_trigger(self.due());
    }

    /// Asks for attention, from any thread.
    pub fn ask(&self) {
        self.asked.store(true, Ordering::SeqCst);
        self.trigger.store(0, Ordering::SeqCst);
    }

    /// Whether somebody asks for it.
    #[inline]
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// The request was heard.
    pub fn clear(&self) {
        self.asked.store(false, Ordering::SeqCst);
    }

    /// What a signal handler sets to true, then to zero.
    pub fn parts(&self) -> (Arc<AtomicBool>, Arc<AtomicUsize>) {
        (Arc::clone(&self.asked), Arc::clone(&self.trigger))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_outlasts_new_triggers() {
        let poll = Poll::default();
        let other = poll.clone();
        poll.set_trigger(100);
        assert_eq!((poll.trigger(), poll.is_asked()), (100, false));
        other.ask();
        assert_eq!((poll.trigger(), poll.is_asked()), (0, true));
        poll.set_trigger(100);
        assert_eq!(poll.trigger(), 0);
        poll.clear();
        poll.set_trigger(100);
        assert_eq!(poll.trigger(), 100);
    }

    #[test]
    fn what_always_polls_knows_what_is_due() {
        let poll = Poll::default();
        poll.set_trigger(100);
        poll.set_always(true);
        assert_eq!((poll.trigger(), poll.due()), (0, 100));
        poll.set_trigger(200);
        assert_eq!((poll.trigger(), poll.due()), (0, 200));
        poll.set_always(false);
        assert_eq!((poll.trigger(), poll.due()), (200, 200));
    }
}
