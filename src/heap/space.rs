//! The heap itself: its configuration, the allocation of cells, the write barrier, the safepoint
//! poll and its figures.
//!
//! Invariants:
//! - `claimed` counts the live cells of the last collection and every bump range and large cell
//!   handed out since, so `heap_used` is `claimed` less what is left of the bump ranges in use, to
//!   the byte;
//! - `held` is `claimed + external + outside`: the one number that safepoints and limits look at;
//! - allocation never starts a collection; it may sweep.

use std::ptr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::arena;
use super::barrier::{self, SlowStates};
use super::blocks::{Bump, SmallSpace};
use super::cell::{CellRef, GRANULE, Header, state};
#[cfg(feature = "cli")]
use super::cell_names::Names;
use super::concurrent::Concurrent;
use super::cycle::Cycle;
use super::ephemerons::EphemeronTable;
use super::give_back::{Asked, Pending};
use super::helper::Helper;
use super::kind::KindInfo;
use super::large::LargeSpace;
use super::limit::slack;
use super::log::CycleLog;
use super::newborn::Newborn;
use super::outside::Outside;
use super::pacing::Pacing;
use super::pieces::SegmentedStack;
use super::poll::Poll;
use super::refcount::Counting;
use super::rss;
#[cfg(feature = "cli")]
use super::sampling::Sampling;
use super::size_class::{APART, CLASS_BYTES, CLASSES, FINALIZABLE, LISTS, MAX_SMALL, class_of};
#[cfg(any(test, feature = "cli"))]
use super::stats::Pause;
use super::stats::{GcCycle, HeapStats};
use super::supply::ArenaPool;
use super::tracer::{Numbered, Tracer};
#[cfg(feature = "cli")]
use super::tracking::Tracking;

/// Which collector a heap has (`--gc=`).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum GcMode {
    /// Mark and sweep in one go.
    StopTheWorld,
    /// Marking of a snapshot in steps.
    Incremental,
    /// As incremental; and minor cycles, which collect young cells only.
    Generational,
    /// Deferred reference counting, without a collection of circles.
    Refcount,
    /// No collection but those asked for: what measurements compare with.
    None,
}

/// How a heap is to be.
#[derive(Clone, Debug)]
pub struct HeapConfig {
    /// The most that the heap may hold (`--max-old-space-size`), memory owned outside of it
    /// included.
    pub max_bytes: usize,
    /// Collect at every safepoint, poison what is freed, verify the heap (`--gc-stress`).
    pub stress: bool,
    /// In stress mode, verify after every so many collections; 0 for never.
    pub verify_every: u32,
    /// Verify after every collection, in any mode (`--verify-heap`).
    pub verify: bool,
    /// Keep a record of every pause (see [`Heap::take_pauses`]).
    pub record_pauses: bool,
    /// The collector.
    pub mode: GcMode,
    /// Bytes allocated between two cycles however little is alive, in place of the usual megabytes
    /// (`--gc-headroom`, in KiB). Steps are then counted in cells, so that a small heap, too, has
    /// many cycles of many steps, the same in every run.
    pub headroom: Option<usize>,
    /// Whether a thread may mark beside the mutator; `None`: if the machine has a second processor
    /// and the heap is worth it.
    pub concurrent: Option<bool>,
    /// Only what cells own counts, in figures and for when to collect: what Rust's allocator has
    /// handed out beside that differs a little from run to run. It is limited all the same.
    pub cells_alone: bool,
    /// Called with the bytes asked for when there is no memory left, or when the heap exceeds its
    /// limit by more than a native function may in one go.
    pub on_out_of_memory: fn(&mut Heap, usize) -> !,
    /// The hook unwinds, and the heap is used again afterwards.
    pub recovers: bool,
}

impl Default for HeapConfig {
    fn default() -> HeapConfig {
        HeapConfig {
            max_bytes: default_max_bytes(),
            stress: false,
            verify_every: 16,
            verify: false,
            record_pauses: false,
            mode: GcMode::StopTheWorld,
            headroom: None,
            concurrent: None,
            cells_alone: false,
            on_out_of_memory: exit_out_of_memory,
            recovers: false,
        }
    }
}

/// Half of the machine's memory, at most 4 GiB, as Node has it.
fn default_max_bytes() -> usize {
    const MOST: usize = 4 << 30;
    rss::physical_bytes().map_or(MOST / 2, |bytes| (bytes / 2).clamp(64 << 20, MOST))
}

fn exit_out_of_memory(_: &mut Heap, _: usize) -> ! {
    eprintln!("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory");
    std::process::exit(134);
}

/// The heap: allocates cells, and frees those that no root reaches.
pub struct Heap {
    /// The bump range of each list of blocks.
    pub(super) bumps: [Bump; LISTS],
    pub(super) held: usize,
    pub(super) poll: Poll,
    /// State byte of new cells.
    pub(super) birth_state: u8,
    /// The states of owners for which the barrier takes its slow path.
    pub(super) slow_states: SlowStates,
    /// The same as the phase has it, whatever a tracked heap makes of it.
    #[cfg(feature = "cli")]
    pub(super) phase_states: &'static SlowStates,
    /// New cells are marked at birth: what a collector that runs beside the mutator needs.
    pub(super) allocate_black: bool,
    pub(super) external: usize,
    /// Of that the memory of array buffers, of which Rust's allocator knows nothing.
    pub(super) buffers: usize,
    pub(super) outside: Outside,
    /// Beyond this an allocation in the middle of a native function fails.
    pub(super) hard_limit: usize,
    /// The next collection's goal for `held`.
    pub(super) goal: usize,
    pub(super) small: SmallSpace,
    pub(super) large: LargeSpace,
    /// Old cells written to since the last cycle, when the next one may be minor.
    pub(super) remembered: Vec<CellRef>,
    /// The same for single slots of large cells.
    pub(super) remembered_slots: Vec<usize>,
    /// The marker's stack at which the barrier's log is long.
    pub(super) log_limit: usize,
    /// Cells that the barrier scanned in the last marking.
    pub(super) scanned: SegmentedStack<CellRef>,
    pub(super) cycle: Cycle,
    pub(super) helper: Rc<Helper>,
    pub(super) concurrent: Concurrent,
    pub(super) newborn: Newborn,
    pub(super) supply: ArenaPool,
    pub(super) pacing: Pacing,
    pub(super) counting: Counting,
    /// Ephemerons whose keys are not marked.
    pub(super) waiting: EphemeronTable,
    /// Bytes of young cells that the last cycle marked, and bytes of young cells that there were.
    pub(super) survived: (usize, usize),
    /// The tracer's stacks, kept for the next collection.
    pub(super) tracer: Tracer,
    pub(super) pending: Pending,
    /// Whether the last collection was asked for, so that little free memory is kept.
    pub(super) release_all: bool,
    /// How often it was.
    pub(super) asked: Asked,
    /// `held` after the last full collection.
    pub(super) proven: usize,
    /// Bytes alive after the last collection.
    pub(super) live_bytes: usize,
    pub(super) allocated_before: u64,
    pub(super) kinds: &'static [KindInfo],
    pub(super) config: HeapConfig,
    pub(super) started: Instant,
    pub(super) log: CycleLog,
    #[cfg(feature = "cli")]
    pub(super) sampling: Sampling,
    #[cfg(feature = "cli")]
    pub(super) tracking: Tracking,
    #[cfg(feature = "cli")]
    pub(super) names: Names,
    /// Address of the owner, which the out-of-memory hook may ask where the mutator is; 0 for none.
    pub owner: usize,
    /// See [`Heap::abandon`].
    pub(super) abandoned: bool,
    /// See [`Heap::is_overdrawn`].
    pub(super) overdrawn: bool,
    pub(super) poll_always: bool,
}

impl Heap {
    /// An empty heap for cells of these kinds. It takes no memory of the system before the first
    /// cell.
    pub fn new(config: HeapConfig, kinds: &'static [KindInfo]) -> Heap {
        assert!(kinds.len() < usize::from(super::POISON_KIND), "too many kinds of cells");
        let slack = slack(config.max_bytes);
        let helper = Rc::new(Helper::new(kinds, config.mode == GcMode::Generational));
        let mut heap = Heap {
            bumps: [Bump::EMPTY; LISTS],
            held: 0,
            poll: Poll::default(),
            birth_state: state::YOUNG,
            slow_states: barrier::OFF,
            #[cfg(feature = "cli")]
            phase_states: &barrier::OFF,
            allocate_black: false,
            external: 0,
            buffers: 0,
            outside: Outside::default(),
            hard_limit: config.max_bytes.saturating_add(slack),
            goal: 0,
            small: SmallSpace::new(),
            large: LargeSpace::default(),
            remembered: Vec::new(),
            remembered_slots: Vec::new(),
            log_limit: 0,
            scanned: SegmentedStack::default(),
            cycle: Cycle::new(),
            newborn: Newborn::default(),
            supply: ArenaPool::new(Rc::clone(&helper)),
            helper,
            concurrent: Concurrent::default(),
            pacing: Pacing::new(),
            counting: Counting::default(),
            waiting: EphemeronTable::default(),
            survived: (0, 0),
            tracer: Tracer::default(),
            pending: Pending::Nothing,
            release_all: false,
            asked: Asked::default(),
            proven: 0,
            live_bytes: 0,
            allocated_before: 0,
            kinds,
            config,
            started: Instant::now(),
            log: CycleLog::default(),
            #[cfg(feature = "cli")]
            sampling: Sampling::new(),
            #[cfg(feature = "cli")]
            tracking: Tracking::default(),
            #[cfg(feature = "cli")]
            names: Names::default(),
            owner: 0,
            abandoned: false,
            overdrawn: false,
            poll_always: false,
        };
        heap.log.pauses = heap.config.record_pauses.then(Vec::new);
        heap.set_goal();
        heap
    }

    /// Allocates a cell of `size` bytes, header included. The header is written, the payload is
    /// not: the caller writes every word of it before the next safepoint. Never collects and never
    /// fails (see [`HeapConfig::on_out_of_memory`]).
    #[inline(always)]
    pub fn alloc(&mut self, kind: u8, size: usize, flags: u16, data: u32) -> CellRef {
        let at = if size <= MAX_SMALL { self.bump(class_of(size), 0) } else { self.alloc_large(size, false) };
        self.publish(at, kind, flags, data)
    }

    /// As [`Heap::alloc`], in a block of cells that were all allocated so.
    #[inline(always)]
    pub fn alloc_apart(&mut self, kind: u8, size: usize, flags: u16, data: u32) -> CellRef {
        let at = if size <= MAX_SMALL { self.bump(class_of(size), APART) } else { self.alloc_large(size, false) };
        self.publish(at, kind, flags, data)
    }

    /// Allocates a cell of a kind that has a finaliser: as [`Heap::alloc`] otherwise.
    pub fn alloc_finalizable(&mut self, kind: u8, size: usize, flags: u16, data: u32) -> CellRef {
        debug_assert!(self.kinds[usize::from(kind)].finalize.is_some());
        let at = if size <= MAX_SMALL { self.bump(class_of(size), FINALIZABLE) } else { self.alloc_large(size, true) };
        self.publish(at, kind, flags, data)
    }

    /// Takes the next cell of a class; `offset` leads to its list.
    #[inline(always)]
    fn bump(&mut self, class: usize, offset: usize) -> usize {
        debug_assert!(class < CLASSES && class + offset < self.bumps.len());
        // SAFETY: `class` comes from the table of classes, whose entries are below CLASSES;
        // `offset` is 0, FINALIZABLE or APART.
        let (bump, bytes) =
            unsafe { (self.bumps.get_unchecked_mut(class + offset), *CLASS_BYTES.get_unchecked(class)) };
        let at = bump.cursor;
        if at < bump.limit {
            bump.cursor = at + usize::from(bytes);
            at
        } else {
            self.refill(class + offset)
        }
    }

    #[inline(always)]
    pub(super) fn publish(&mut self, at: usize, kind: u8, flags: u16, data: u32) -> CellRef {
        let header = Header::pack(kind, self.birth_state, flags, data);
        // SAFETY: `at` is the start of a free cell of at least 16 bytes in a standing arena.
        unsafe {
            ptr::with_exposed_provenance_mut::<u64>(at).write(header);
            CellRef::from_addr(at as u64)
        }
    }

    /// What a cell of `size` bytes really takes: for choosing capacities that waste nothing.
    pub const fn rounded_size(size: usize) -> usize {
        if size <= MAX_SMALL { CLASS_BYTES[class_of(size)] as usize } else { size.next_multiple_of(arena::PAGE_BYTES) }
    }

    /// Whether the next safepoint is to collect.
    #[inline(always)]
    pub fn poll(&self) -> bool {
        self.held >= self.poll.trigger()
    }

    /// How other threads make the next [`Heap::poll`] true.
    pub fn poll_handle(&self) -> &Poll {
        &self.poll
    }

    /// Whether the collector wants to do something now.
    pub fn is_due(&self) -> bool {
        self.held >= self.poll.due()
    }

    /// From now on [`Heap::poll`] is always true, or when something is due.
    pub fn poll_always(&mut self, always: bool) {
        self.poll_always = always;
        self.poll.set_always(always || self.overdrawn);
    }

    /// Makes the next [`Heap::poll`] true.
    pub fn request_collection(&mut self) {
        self.poll.pull();
    }

    /// Whether the heap holds more than it may. Only a full collection that finds so ends the
    /// program: see `limit`.
    pub fn over_limit(&self) -> bool {
        self.used() + self.external + self.outside.bytes > self.config.max_bytes
    }

    /// Ends the process, or what runs in it, by the configured hook.
    #[cold]
    pub fn out_of_memory(&mut self, bytes: usize) -> ! {
        (self.config.on_out_of_memory)(self, bytes)
    }

    /// Bytes of all cells, rounded to size classes.
    pub(super) fn used(&self) -> usize {
        self.held - self.external - self.outside.bytes - self.bumps.iter().map(Bump::left).sum::<usize>()
    }

    /// Bytes that the heap has of the system, reference counts apart.
    pub(super) fn committed(&self) -> usize {
        self.small.committed() + self.large.committed()
    }

    /// Bytes of the reference counts: one for each granule of small cells. Those of large cells are
    /// a page each at most.
    pub(super) fn count_bytes(&self) -> usize {
        if self.config.mode == GcMode::Refcount { self.small.committed() / GRANULE } else { 0 }
    }

    /// The heap's figures.
    pub fn stats(&self) -> HeapStats {
        let heap_used = self.used();
        HeapStats {
            heap_used,
            heap_total: self.committed(),
            external: self.external + self.unreported(),
            array_buffers: self.buffers,
            limit: self.config.max_bytes,
            goal: self.goal,
            allocated_total: self.allocated_before + (heap_used - self.live_bytes) as u64,
            collections: self.log.count,
            minor_collections: self.log.minor_count,
            total_pause: self.log.total_pause,
            longest_pause: self.log.longest_pause,
        }
    }

    /// The last collections, oldest first.
    pub fn recent_cycles(&self) -> impl Iterator<Item = &GcCycle> {
        self.log.recent.iter()
    }

    /// Collections so far.
    pub fn cycles(&self) -> u64 {
        self.log.count
    }

    /// The owner was broken off in the midst of something: nothing of the cells is looked at any
    /// more, also when the heap ends. What they own outside of it is lost.
    pub fn abandon(&mut self) {
        self.abandoned = true;
    }

    /// Whether cycles that end from now on are kept for [`Heap::take_cycles`]; if not, those that
    /// nobody has taken are dropped.
    pub fn watch_cycles(&mut self, watched: bool) {
        self.log.watched = watched.then(|| self.log.watched.take().unwrap_or_default());
    }

    /// The cycles that ended since the last call, while they were watched.
    pub fn take_cycles(&mut self) -> Vec<GcCycle> {
        self.log.watched.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// The moment of an age: see [`Heap::age`].
    pub fn moment(&self, age: Duration) -> Instant {
        self.started + age
    }

    /// Time since the heap was made: what pauses and cycles are dated by.
    #[cfg(any(test, feature = "cli"))]
    pub fn age(&self) -> Duration {
        self.started.elapsed()
    }

    /// The pauses since the last call, if they are recorded: collections and their steps, and
    /// sweeps in the middle of allocations.
    #[cfg(any(test, feature = "cli"))]
    pub fn take_pauses(&mut self) -> Vec<Pause> {
        self.log.pauses.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Bytes that the cell takes, rounded to its size class.
    #[cfg(any(test, feature = "cli"))]
    pub fn cell_bytes(&self, cell: CellRef) -> usize {
        arena::cell_bytes(cell.addr() as usize)
    }

    /// Says how cells are found that others report by a number (see `Tracer::numbered`), in every
    /// walk of this heap.
    ///
    /// While a cycle marks, a number stands for one cell, or for none any more: who gives a living
    /// cell another number shows the barrier the cells that report it, before they do so.
    pub fn set_numbered(&mut self, numbered: Numbered) {
        self.tracer.set_numbered(numbered);
    }

    /// An unused tracer for a walk of this heap.
    pub fn new_tracer(&self) -> Tracer {
        Tracer::with_numbered(self.tracer.how_numbered())
    }

    /// The kind table.
    #[cfg(feature = "cli")]
    pub fn kinds(&self) -> &'static [KindInfo] {
        self.kinds
    }

    /// How the heap was configured.
    pub fn config(&self) -> &HeapConfig {
        &self.config
    }

    /// Runs the finaliser of a dead cell.
    pub(super) fn finalize(&mut self, cell: CellRef) {
        if self.abandoned {
            return;
        }
        let kind = &self.kinds[usize::from(cell.kind())];
        if let Some(external) = kind.external {
            let bytes = -isize::try_from(external(cell)).unwrap_or(isize::MAX);
            if kind.is_buffer {
                self.add_buffers(bytes);
            } else {
                self.add_external(bytes);
            }
        }
        if let Some(finalize) = kind.finalize {
            finalize(cell);
        }
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        self.detach_thread();
        // It must not read what is about to go.
        self.helper.stop();
        self.finish_sweep();
        self.retire_ranges();
        self.free_all_blocks();
        self.free_all_large();
    }
}
