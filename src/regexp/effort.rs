//! How long a search has taken: backtracking may take for ever, so it looks every so often at a
//! flag that others raise, and at a number of looks that it may take.
//!
//! Invariant: work is counted across searches, so that many short ones come to a look as a long one
//! does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Why a search gave no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stopped {
    /// Backtracking needed more room than it may have.
    TooDeep,
    /// Somebody asked for the end, or all looks were taken.
    Interrupted,
}

/// Units of work between two looks: a way tried anew, or some characters passed.
const PORTION: i64 = limit!(1 << 12, small = 4);
/// Characters that are passed in a unit of work.
const CHARACTERS: usize = 16;

/// The work of searches.
#[derive(Debug)]
pub struct Effort {
    /// Units of work to the next look; below zero once the search was stopped.
    left: i64,
    stopped: Option<Stopped>,
    asked: Arc<AtomicBool>,
    /// Looks that the search may still take.
    pub looks: u64,
}

impl Default for Effort {
    fn default() -> Effort {
        Effort::new(Arc::default())
    }
}

impl Effort {
    /// None yet; searches end when the flag is raised.
    pub fn new(asked: Arc<AtomicBool>) -> Effort {
        Effort { left: PORTION, stopped: None, asked, looks: u64::MAX }
    }

    /// Another search begins.
    pub fn begin(&mut self) {
        if self.stopped.take().is_some() {
            self.left = PORTION;
        }
    }

    /// Counts a unit of work: whether it is time to ask [`Effort::may_go_on`].
    #[inline(always)]
    pub fn tires(&mut self) -> bool {
        self.left -= 1;
        self.left < 0
    }

    /// Counts characters that were passed.
    #[inline(always)]
    pub fn pass(&mut self, characters: usize) {
        self.left -= (characters / CHARACTERS) as i64;
    }

    /// A whole search by another matcher, which counts nothing, is about to begin: whether it may.
    pub fn look(&mut self) -> Result<(), Stopped> {
        self.begin();
        if self.may_go_on() { Ok(()) } else { Err(Stopped::Interrupted) }
    }

    /// Takes a look, unless the search was stopped before.
    #[cold]
    #[inline(never)]
    pub fn may_go_on(&mut self) -> bool {
        if self.stopped.is_some() {
            return false;
        }
        if self.looks == 0 || self.asked.load(Ordering::Relaxed) {
            self.stop(Stopped::Interrupted);
            return false;
        }
        self.looks -= 1;
        self.left = PORTION;
        true
    }

    /// Ends the search.
    #[cold]
    pub fn stop(&mut self, why: Stopped) {
        self.stopped = self.stopped.or(Some(why));
        self.left = -1;
    }

    /// Why the search was stopped, if it was.
    #[inline]
    pub fn stopped(&self) -> Option<Stopped> {
        self.stopped
    }
}
