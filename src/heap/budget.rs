//! How much a step of the collector may do: until a moment, or so many cells.
//!
//! Invariant: work is granted in small portions, and every portion is preceded by a look at the
//! clock or at the count, so a step ends at most one portion late.

use std::time::{Duration, Instant};

/// Cells marked (or as much other work) between two looks at the clock: some three to five
/// microseconds.
const PORTION: usize = limit!(256, small = 2);

/// What is left of a step.
#[derive(Debug)]
pub(super) enum Budget {
    /// Everything, in one go.
    Unlimited,
    /// Until this moment.
    Until(Instant),
    /// So many cells' worth of work.
    Cells(usize),
}

impl Budget {
    /// The next portion of work, in cells; 0 if the budget is spent.
    #[inline]
    pub fn grant(&mut self) -> usize {
        match self {
            Budget::Unlimited => usize::MAX,
            Budget::Until(end) => {
                if Instant::now() < *end {
                    PORTION
                } else {
                    0
                }
            }
            Budget::Cells(left) => {
                let portion = PORTION.min(*left);
                *left -= portion;
                portion
            }
        }
    }

    /// What is left of its time; nothing if it is counted in cells.
    pub fn time_left(&self) -> Duration {
        match self {
            Budget::Until(end) => end.saturating_duration_since(Instant::now()),
            Budget::Unlimited | Budget::Cells(_) => Duration::ZERO,
        }
    }

    /// Whether it is spent. Takes a portion if it is not.
    pub fn is_spent(&mut self) -> bool {
        self.grant() == 0
    }
}
