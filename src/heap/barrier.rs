//! The write barrier: what happens before a reference in a published cell is overwritten.
//!
//! Marking works on a snapshot: a cycle keeps what was reachable when it took its roots, and
//! everything born since. The barrier sees to it that the marker learns of every reference that the
//! mutator overwrites before the marker has read it.
//!
//! A cell's header has a state byte, and the heap a table that says which states take the slow path
//! in the current phase:
//!
//! | state | it says of the cell | idle | idle, before a minor cycle | marking |
//! |---|---|---|---|---|
//! | `OLD` | survived a cycle, or was born in its marking | - | slow | slow |
//! | `SCANNED` | in `scanned`: written to in the last marking, after its references were read | - | slow | - |
//! | `REMEMBERED` | in `remembered`: written to since the last cycle | - | - | slow |
//! | `YOUNG` | born since the last cycle | - | - | slow |
//! | `BORN` | born in the last major marking (see `newborn.rs`), or in this | - | - | slow, or - |
//!
//! The slow path while marking reads all references of a small owner into the marker's stack, marks
//! the owner, and makes it `SCANNED`, so that each cell pays once a cycle. (A marked owner was read
//! before, unless a thread marks beside the mutator: that may be in the midst of it.) Of a large
//! owner it reads the words that are overwritten, every time. The slow path before a minor cycle
//! makes the owner `REMEMBERED`; of a large one it remembers the slot.
//!
//! Invariants, which `model.rs` checks over all interleavings of small programs:
//! 1. *Snapshot.* While marking, every cell that was reachable at the snapshot and is not marked is
//!    reachable from the marker's stack by references as they were at the snapshot. So when the
//!    stack is empty, all of them are marked.
//! 2. *Born black.* A cell born while marking is marked at birth; it needs no scan, for it can
//!    refer only to cells of the snapshot and to others born since.
//! 3. *Remembered.* When a minor cycle takes its snapshot, every reference from an old cell to a
//!    young one lies in a cell of `remembered` or in a slot of `remembered_slots`. After a cycle
//!    there are none but those to the newborn of a major marking: all survivors are old, and so are
//!    the newborn of a minor one.
//! 4. *Lists.* A cell in state `SCANNED` is in `scanned`, one in state `REMEMBERED` in
//!    `remembered`; both lists name living or not yet swept cells only, for each is worked off
//!    before the sweep that could free its cells: `scanned` before the next snapshot, `remembered`
//!    before the end of the next marking.
//!
//! The log, which is the top of the marker's stack, stays short: beyond [`HAND_OVER`] edges the
//! next safepoint takes a step. Until then it can grow by what one native function overwrites,
//! which is at most what the cells that it writes to hold.

use super::arena;
use super::cell::{CellRef, state};
use super::cycle::Phase;
use super::mark;
use super::space::{GcMode, Heap};
use super::word;

/// By state: whether a write takes the slow path.
pub(super) type SlowStates = [bool; 256];

/// The remembered set's size at which a minor cycle starts, so that its snapshot stays small.
const MOST_REMEMBERED: usize = limit!(16 << 10, small = 3);

const fn slow_states(slow: &[u8]) -> SlowStates {
    let mut table = [false; 256];
    let mut i = 0;
    while i < slow.len() {
        table[slow[i] as usize] = true;
        i += 1;
    }
    table
}

/// The same for slots of large cells.
const MOST_SLOTS: usize = limit!(64 << 10, small = 3);
/// A run of more words makes a large owner remembered as a whole.
const SHORT_RUN: usize = limit!(64, small = 2);

/// So many edges in the barrier's log are worked off, or handed over, at the next safepoint.
const HAND_OVER: usize = limit!(8 << 10, small = 2);

/// No write takes the slow path.
pub(super) static OFF: SlowStates = slow_states(&[]);
/// Between cycles, when the next one may be minor.
pub(super) static REMEMBERING: SlowStates = slow_states(&[state::OLD, state::SCANNED]);
/// While marking.
pub(super) static MARKING: SlowStates =
    slow_states(&[state::OLD, state::REMEMBERED, state::YOUNG, state::BORN[0], state::BORN[1]]);
/// While marking, when the cells born meanwhile have a state of their own.
pub(super) static BEARING: [SlowStates; 2] = [
    slow_states(&[state::OLD, state::REMEMBERED, state::YOUNG, state::BORN[1]]),
    slow_states(&[state::OLD, state::REMEMBERED, state::YOUNG, state::BORN[0]]),
];

/// Every write takes the slow path: of a tracked heap.
#[cfg(feature = "cli")]
static ALL: SlowStates = [true; 256];

impl Heap {
    /// Says which writes take the slow path in the phase that begins.
    pub(super) fn set_slow_states(&mut self, states: &'static SlowStates) {
        #[cfg(feature = "cli")]
        {
            self.phase_states = states;
            if self.tracking.on {
                self.slow_states = ALL;
                return;
            }
        }
        self.slow_states = *states;
    }

    /// Whether a tracked heap came to the slow path of a write for the tracking alone.
    fn is_tracking_only(&self, owner: CellRef) -> bool {
        #[cfg(feature = "cli")]
        if self.tracking.on {
            return !self.phase_states[usize::from(owner.header().gc_state())];
        }
        let _ = owner;
        false
    }

    /// Stores a word into a slot of `owner`: the one write path of references.
    ///
    /// # Safety
    /// `slot` lies in the payload of `owner` and is aligned, and holds a word.
    #[inline(always)]
    pub unsafe fn write_word(&mut self, owner: CellRef, slot: *mut u64, word: u64) {
        if !cfg!(feature = "no-barrier") && self.slow_states[usize::from(owner.header().gc_state())] {
            // SAFETY: the caller vouches for the slot.
            let word = unsafe { self.before_write(owner, slot, word) };
            // SAFETY: as above.
            return unsafe { word::write(slot, word) };
        }
        // SAFETY: the caller vouches for the slot.
        unsafe { word::write(slot, word) };
    }

    /// Whether references are counted.
    #[inline(always)]
    pub fn counts_references(&self) -> bool {
        self.config.mode == GcMode::Refcount
    }

    /// The write barrier alone: to be called before any words of `owner`, or what it owns outside
    /// the heap, are changed.
    #[inline(always)]
    pub fn barrier(&mut self, owner: CellRef) {
        if !cfg!(feature = "no-barrier") && self.slow_states[usize::from(owner.header().gc_state())] {
            self.before_writes(owner);
        }
    }

    /// The write barrier alone: to be called before a run of words of `owner` is overwritten.
    ///
    /// # Safety
    /// The run lies in the payload of `owner`, is aligned, and holds words.
    #[inline(always)]
    pub unsafe fn barrier_words(&mut self, owner: CellRef, first: *mut u64, len: usize) {
        if !cfg!(feature = "no-barrier") && self.slow_states[usize::from(owner.header().gc_state())] {
            // SAFETY: the caller vouches for the run.
            unsafe { self.before_run(owner, first, len) };
        }
    }

    /// The slow path of one write; gives what is to be written.
    #[cold]
    #[inline(never)]
    unsafe fn before_write(&mut self, owner: CellRef, slot: *mut u64, word: u64) -> u64 {
        #[cfg(feature = "cli")]
        let word = self.book_write_of(owner, slot.addr(), word);
        if !self.is_tracking_only(owner) {
            // SAFETY: the caller vouches for the slot.
            unsafe { self.note_write(owner, slot, word) };
        }
        word
    }

    /// What the phase needs to know of a write.
    unsafe fn note_write(&mut self, owner: CellRef, slot: *mut u64, word: u64) {
        if !arena::is_large(owner.addr() as usize) {
            return self.before_writes(owner);
        }
        if self.config.mode == GcMode::Refcount {
            // SAFETY: the caller vouches for the slot.
            self.note_slot(unsafe { slot.read() }, word);
        } else if self.cycle.phase == Phase::Marking {
            // SAFETY: as above.
            self.keep_old_word(unsafe { slot.read() });
            if word::is_cell(word) {
                self.note_owner(owner);
            }
        } else if word::is_cell(word) {
            self.remember_slot(slot);
        }
    }

    /// The slow path of a run of writes.
    #[cold]
    #[inline(never)]
    unsafe fn before_run(&mut self, owner: CellRef, first: *mut u64, len: usize) {
        #[cfg(feature = "cli")]
        if self.tracking.on {
            self.book_writes(first.addr(), len);
        }
        if self.is_tracking_only(owner) {
            return;
        }
        if !arena::is_large(owner.addr() as usize) {
            return self.before_writes(owner);
        }
        if self.config.mode == GcMode::Refcount {
            self.note_references(owner);
        } else if self.cycle.phase == Phase::Marking {
            // SAFETY: the caller vouches for the run.
            (0..len).for_each(|i| self.keep_old_word(unsafe { first.add(i).read() }));
            self.note_owner(owner);
        } else if len <= SHORT_RUN {
            // SAFETY: as above.
            (0..len).for_each(|i| self.remember_slot(unsafe { first.add(i) }));
        } else {
            self.before_writes(owner);
        }
    }

    fn keep_old_word(&mut self, old: u64) {
        if word::is_cell(old) && !arena::is_marked(old as usize) {
            self.tracer.word(old);
            self.look_at_log();
        }
    }

    /// A long log makes the next safepoint work it off, or hand it over.
    fn look_at_log(&mut self) {
        if self.log_is_long() {
            self.poll.pull();
        }
    }

    /// Whether the mutator has logged so much since the last step that it is to be looked at.
    pub(super) fn log_is_long(&self) -> bool {
        self.cycle.phase == Phase::Marking && self.tracer.len() >= self.log_limit
    }

    /// What the marker's stack holds now is no log: a step has seen it.
    pub(super) fn limit_log(&mut self) {
        self.log_limit = self.tracer.len() + HAND_OVER;
    }

    /// A slot of a large cell: the cell as a whole would be too much to look through after each
    /// write.
    fn remember_slot(&mut self, slot: *mut u64) {
        self.remembered_slots.push(slot.expose_provenance());
        if self.remembered_slots.len() >= MOST_SLOTS {
            self.poll.pull();
        }
    }

    /// The slow path for an owner of which any word may be overwritten.
    #[cold]
    #[inline(never)]
    fn before_writes(&mut self, owner: CellRef) {
        if self.is_tracking_only(owner) {
            return;
        }
        if self.config.mode == GcMode::Refcount {
            return self.note_references(owner);
        }
        let before = owner.header().gc_state();
        if self.cycle.phase != Phase::Marking {
            owner.header().set_gc_state(state::REMEMBERED);
            self.remembered.push(owner);
            if self.remembered.len() >= MOST_REMEMBERED {
                self.poll.pull();
            }
            return;
        }
        let (addr, large) = (owner.addr() as usize, arena::is_large(owner.addr() as usize));
        let unmarked = arena::mark_shared(addr);
        if unmarked {
            self.cycle.marked.count(addr);
            self.waiting.wake(addr as u64, &mut self.tracer);
        }
        // A marked cell has been read already, but for the rests of large ones, and the remembered
        // ones of a minor cycle.
        if unmarked || large || self.concurrent.on || (self.cycle.minor && before == state::REMEMBERED) {
            let gathered = self.tracer.len();
            mark::trace_now(self.kinds, owner, &mut self.tracer);
            self.tracer.drop_marked_since(gathered);
        }
        self.look_at_log();
        if !large {
            owner.header().set_gc_state(state::SCANNED);
            self.scanned.push(owner);
        } else {
            if state::is_young(before) && self.config.mode == GcMode::Generational {
                // The marker, which finds it marked, will not make it an old one.
                owner.header().set_gc_state(state::OLD);
            }
            self.note_owner(owner);
        }
    }

    /// A cell that was found through a weak reference is used again: keeps it alive if a cycle is
    /// marking. False if it is dead already, although its memory still stands; then the weak
    /// reference must be taken for empty.
    #[inline]
    pub fn revive(&mut self, cell: CellRef) -> bool {
        match self.cycle.phase {
            _ if self.config.mode == GcMode::Refcount => self.revive_counted(cell),
            Phase::Marking => {
                if !arena::is_marked(cell.addr() as usize) {
                    self.tracer.cell(cell);
                }
                true
            }
            Phase::WeakProcessing => arena::is_marked(cell.addr() as usize),
            Phase::Idle | Phase::Sweeping | Phase::Clearing | Phase::BarrierReset => true,
        }
    }
}
