//! The limit (`--max-old-space-size`), and what ends a program that reaches it. All of it is here.
//!
//! Only a collection can tell what is alive, and a collection runs only at a safepoint. So the rule
//! is:
//! 1. At a safepoint a heap over its limit is collected in full, and the program ends if it still
//!    is (`Vm::safepoint`). Nothing else decides that a heap is full of what lives. With
//!    `--gc=none` it ends without the collection.
//! 2. Between two safepoints, in a native function, the heap may grow to its limit and a [`slack`]
//!    beyond. What the function wants beyond that ends the program.
//! 3. So that garbage never ends it, there is never more garbage than the slack: the goal of a
//!    collection is at most what was alive and the slack ([`Heap::most_goal`]), and a heap that has
//!    outgrown that by a quarter of it, because its marking lags behind, is collected in full at
//!    the next safepoint ([`Heap::must_collect`]). A native function that ends the program has thus
//!    asked for more than the limit leaves beside what was proven alive.
//!
//! The end is the process's (the command `glass`), or only that of what runs: then the hook unwinds
//! the stack ([`super::HeapConfig::recovers`]), and the heap must be whole wherever memory is
//! claimed.
//!
//! With a limit of L and what is alive below it, the heap is at most 5/4 L, or L and 16 MiB for a
//! small L. What is free, or ready ahead of need, is in memory only as long as the whole process
//! stays below that.

use super::give_back::Pending;
use super::space::{GcMode, Heap};

/// So much may be free and stay in memory, however full the heap is.
const FREE: usize = 1 << 20;

/// What the process takes beside its heap: its code, and what the system's libraries begin with;
/// and what tables that grow may take before the heap is asked for memory again.
const PROCESS: usize = 16 << 20;

/// When the process may take less than this, nothing is in memory ahead of need any more.
pub(super) const NEAR: usize = limit!(16 << 20, small = 1 << 20);

/// What a native function may take beyond the limit, and how much garbage there may be.
pub(super) fn slack(limit: usize) -> usize {
    (limit / 4).max(16 << 20)
}

impl Heap {
    /// The highest goal that a collection may set.
    pub(super) fn most_goal(&self) -> usize {
        self.held.saturating_add(slack(self.config.max_bytes))
    }

    /// Whether a safepoint must collect in full, whatever a cycle is doing: the heap is over its
    /// limit, or holds more garbage than a native function that follows could bear.
    pub fn must_collect(&self) -> bool {
        let paced = matches!(self.config.mode, GcMode::Incremental | GcMode::Generational);
        self.over_limit() || (paced && self.held > self.proven.saturating_add(slack(self.config.max_bytes) / 4 * 5))
    }

    /// Whether so many bytes more would be beyond what may be held between two safepoints.
    pub fn would_exceed_limit(&self, bytes: usize) -> bool {
        self.held.saturating_add(bytes) > self.hard_limit
    }

    /// Tells the heap that its cells own so many bytes outside it, more or less than before.
    pub fn add_external(&mut self, bytes: isize) {
        let before = self.external;
        // Shapes take off what they own when they die and report a part of it only: what buffers
        // own stays counted whole.
        self.external = before.saturating_add_signed(bytes).max(self.buffers);
        self.held = self.held - before + self.external;
        if bytes > 0 && self.would_exceed_limit(0) {
            if self.config.recovers {
                self.overdraw();
            } else {
                self.make_room(0);
            }
        }
    }

    /// Whether cells own more outside of the heap than they may. Where a full heap is only the end
    /// of a run, whoever reports that is in the midst of a change: so the run ends at the next
    /// safepoint, or at the next look of a native function that takes long.
    pub fn is_overdrawn(&self) -> bool {
        self.overdrawn
    }

    /// Whether what runs is to end: for loops that see nothing but the heap.
    #[inline]
    pub fn must_end(&self) -> bool {
        self.poll() && (self.overdrawn || self.poll.is_asked())
    }

    /// The run has ended, or a collection has found that the heap is not full.
    pub fn forgive_overdraft(&mut self) {
        if std::mem::take(&mut self.overdrawn) {
            self.poll.set_always(self.poll_always);
        }
    }

    #[cold]
    fn overdraw(&mut self) {
        if self.pending == Pending::Sweep {
            self.finish_sweep();
        }
        if self.would_exceed_limit(0) {
            self.overdrawn = true;
            self.poll.set_always(true);
        }
    }

    /// Counts what an allocation takes out of the free memory; out of memory if that is too much.
    pub(super) fn claim(&mut self, bytes: usize) {
        self.sync_outside();
        self.drop_free_memory(bytes);
        if self.would_exceed_limit(bytes) {
            self.make_room(bytes);
        }
        self.held += bytes;
        self.limit_outside();
    }

    /// Before memory is taken: what is free but still in memory goes back to the system where it
    /// would bring the process beyond what the heap may take.
    #[inline]
    fn drop_free_memory(&mut self, bytes: usize) {
        if bytes > self.unused() {
            self.drop_all_free_memory();
        }
    }

    #[cold]
    fn drop_all_free_memory(&mut self) {
        if self.supply.made_ready {
            self.supply.trim(true);
        }
        if self.small.dirty_bytes() + self.large.dirty_bytes() > FREE {
            self.finish_sweep();
            self.pending = Pending::GiveBack(self.begin_give_back_all());
            self.finish_sweep();
        }
    }

    /// What the system is asked for; when it has nothing, asks once more after everything that no
    /// cell uses went back to it.
    pub(super) fn or_after_giving_back<T>(&mut self, mut ask: impl FnMut(&mut Heap) -> Option<T>) -> Option<T> {
        ask(self).or_else(|| {
            self.booked(Heap::give_back_addresses);
            ask(self)
        })
    }

    #[cold]
    fn give_back_addresses(&mut self) {
        self.large.give_back_reserves();
        self.finish_sweep();
        self.pending = Pending::GiveBack(self.begin_give_back_all());
        self.finish_sweep();
        self.supply.trim(true);
    }

    /// Bytes that the process may still take.
    #[inline]
    pub(super) fn unused(&self) -> usize {
        let taken = self.committed() + self.external + self.outside.bytes;
        self.hard_limit.saturating_sub(PROCESS).saturating_sub(taken)
    }

    /// Tells the supply how far the heap may grow, before it is asked for more.
    pub(super) fn brief_supply(&mut self) {
        self.supply.growth = self.goal.saturating_sub(self.held);
        self.supply.room = self.unused().saturating_sub(NEAR);
    }

    /// What dead cells own outside is counted until they are swept: that is done now. Out of memory
    /// if it does not suffice.
    #[cold]
    fn make_room(&mut self, bytes: usize) {
        if self.pending == Pending::Sweep {
            self.finish_sweep();
        }
        self.sync_outside();
        if self.would_exceed_limit(bytes) {
            self.out_of_memory(bytes);
        }
    }
}
