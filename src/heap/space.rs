//! The heap itself.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use super::cell::{CellRef, GRANULE, Header, state};
use super::collect::{GcReason, RootProvider, WeakProvider};
use super::kind::KindInfo;
use super::stats::{GcCycle, HeapStats, VerifyReport};
use super::tracer::Tracer;

/// How a heap is to be.
#[derive(Clone, Debug)]
pub struct HeapConfig {
    /// The most that the heap may hold (`--max-old-space-size`).
    pub max_bytes: usize,
    /// Collect at every safepoint, poison what is freed, verify the heap (`--gc-stress`).
    pub stress: bool,
    /// In stress mode, verify after every so many collections; 0 for never.
    pub verify_every: u32,
    /// Write a line about every collection to stdout (`--trace-gc`).
    pub trace_gc: bool,
    /// Called when there is no memory left, or when the heap exceeds its limit in the middle of a native function.
    pub on_out_of_memory: fn(&Heap, usize) -> !,
}

impl Default for HeapConfig {
    fn default() -> HeapConfig {
        HeapConfig { max_bytes: 4 << 30, stress: false, verify_every: 1, trace_gc: false, on_out_of_memory: die }
    }
}

fn die(_: &Heap, requested: usize) -> ! {
    eprintln!("FATAL ERROR: out of memory: {requested} bytes");
    std::process::exit(134);
}

/// The heap: allocates cells, collects those that no root reaches.
pub struct Heap {
    cells: BTreeMap<CellRef, usize>,
    threshold: u8,
    debt: usize,
    trigger: usize,
    used: usize,
    external: usize,
    kinds: &'static [KindInfo],
    config: HeapConfig,
    started: Instant,
    stats: HeapStats,
    log: Vec<GcCycle>,
    trace_context: usize,
}

/// The marks of the running collection, as weak holders see them.
pub struct Marking<'a> {
    marked: &'a mut HashSet<CellRef>,
    pending: Vec<CellRef>,
}

impl Marking<'_> {
    /// Whether the cell is alive.
    pub fn is_marked(&self, cell: CellRef) -> bool {
        self.marked.contains(&cell)
    }

    /// Whether the word is no reference, or one to a cell that is alive.
    pub fn is_live_word(&self, word: u64) -> bool {
        // SAFETY: words of the heap that look like references are references.
        unsafe { CellRef::from_word(word) }.is_none_or(|cell| self.is_marked(cell))
    }

    /// Keeps the cell that the word references, and all that it reaches, alive.
    pub fn mark(&mut self, word: u64) {
        // SAFETY: words of the heap that look like references are references.
        self.pending.extend(unsafe { CellRef::from_word(word) });
    }
}

impl Heap {
    /// An empty heap for cells of these kinds.
    pub fn new(config: HeapConfig, kinds: &'static [KindInfo]) -> Heap {
        Heap {
            cells: BTreeMap::new(),
            threshold: state::BARRIER_OFF,
            debt: 0,
            trigger: if config.stress { 0 } else { 8 << 20 },
            used: 0,
            external: 0,
            kinds,
            config,
            started: Instant::now(),
            stats: HeapStats::default(),
            log: Vec::new(),
            trace_context: 0,
        }
    }

    /// Allocates a cell of `size` bytes, header included. The header is written, the payload is not: the caller writes every
    /// word of it before the next safepoint. Never collects and never fails.
    #[inline(always)]
    pub fn alloc(&mut self, kind: u8, size: usize, flags: u16, data: u32) -> CellRef {
        let rounded = size.next_multiple_of(GRANULE);
        let layout = std::alloc::Layout::from_size_align(rounded, GRANULE).expect("a cell's size fits");
        // SAFETY: the layout is not empty; the header is written before the cell is handed out.
        let cell = unsafe {
            let at = std::alloc::alloc_zeroed(layout);
            if at.is_null() {
                (self.config.on_out_of_memory)(self, size);
            }
            at.cast::<u64>().write(Header::pack(kind, state::YOUNG, flags, data));
            CellRef::from_addr(at.expose_provenance() as u64)
        };
        self.cells.insert(cell, rounded);
        self.used += rounded;
        self.debt += rounded;
        cell
    }

    /// Allocates a cell of a kind that has a finaliser.
    pub fn alloc_finalizable(&mut self, kind: u8, size: usize, flags: u16, data: u32) -> CellRef {
        self.alloc(kind, size, flags, data)
    }

    /// Stores a word into a slot of `owner`: the one write path of references.
    ///
    /// # Safety
    /// `slot` lies in the payload of `owner` and is aligned.
    #[inline(always)]
    pub unsafe fn write_word(&mut self, owner: CellRef, slot: *mut u64, word: u64) {
        self.barrier(owner);
        // SAFETY: the caller vouches for the slot.
        unsafe { slot.write(word) };
    }

    /// To be called before words are copied into `owner` in bulk.
    #[inline(always)]
    pub fn barrier(&mut self, owner: CellRef) {
        if owner.header().gc_state() < self.threshold {
            self.log_cell(owner);
        }
    }

    #[cold]
    #[inline(never)]
    fn log_cell(&mut self, owner: CellRef) {
        owner.header().set_gc_state(state::LOGGED);
    }

    /// Whether the next safepoint is to collect.
    #[inline(always)]
    pub fn poll(&self) -> bool {
        self.debt >= self.trigger
    }

    /// Makes the next [`Heap::poll`] true.
    pub fn request_collection(&mut self) {
        self.trigger = 0;
    }

    /// Whether the heap holds more than it may: asked after a full collection.
    pub fn over_limit(&self) -> bool {
        self.used + self.external > self.config.max_bytes
    }

    /// Whether an allocation of so many bytes now would end in the out-of-memory hook.
    pub fn would_exceed_limit(&self, bytes: usize) -> bool {
        (self.used + self.external).saturating_add(bytes) > self.config.max_bytes
    }

    /// Collects: everything that the roots do not reach is freed.
    pub fn collect(&mut self, reason: GcReason, roots: &mut dyn RootProvider, weak: &mut dyn WeakProvider) {
        let began = Instant::now();
        let before = self.used;
        let mut marked = HashSet::new();
        let mut tracer = Tracer::with_context(self.trace_context);
        roots.trace_roots(&mut tracer);
        self.drain(&mut tracer, &mut marked);
        loop {
            let found = tracer.take_weak();
            let mut marking = Marking { marked: &mut marked, pending: Vec::new() };
            weak.mark_more(&mut marking, &found);
            let pending = marking.pending;
            let before = marked.len();
            pending.iter().for_each(|&cell| tracer.cell(cell));
            self.drain(&mut tracer, &mut marked);
            if marked.len() == before {
                break;
            }
        }
        weak.drop_dead(&Marking { marked: &mut marked, pending: Vec::new() });
        let kinds = self.kinds;
        let (mut used, mut external) = (0, self.external);
        self.cells.retain(|cell, &mut size| {
            if marked.contains(cell) {
                used += size;
                return true;
            }
            let kind = &kinds[usize::from(cell.kind())];
            external -= kind.external.map_or(0, |f| f(*cell));
            kind.finalize.inspect(|f| f(*cell));
            // SAFETY: allocated with this layout, and nothing references it.
            unsafe { std::alloc::dealloc(cell.field(0), std::alloc::Layout::from_size_align_unchecked(size, GRANULE)) };
            false
        });
        (self.used, self.external) = (used, external);
        self.debt = 0;
        self.trigger = if self.config.stress { 0 } else { (used + external).max(8 << 20) };
        self.stats.collections += 1;
        let pause = began.elapsed();
        self.stats.total_pause += pause;
        self.stats.longest_pause = self.stats.longest_pause.max(pause);
        self.log.push(GcCycle {
            number: self.stats.collections,
            reason,
            at: began - self.started,
            pause,
            used_before: before,
            used_after: used,
            total_before: before,
            total_after: used,
            live_cells: marked.len(),
        });
    }

    fn drain(&self, tracer: &mut Tracer, marked: &mut HashSet<CellRef>) {
        while let Some(word) = tracer.pop() {
            // SAFETY: the tracer holds references only.
            let cell = unsafe { CellRef::from_addr(word) };
            if marked.insert(cell) {
                (self.kinds[usize::from(cell.kind())].trace)(cell, tracer);
            }
        }
    }

    /// Sets the word that `trace` functions read as `Tracer::context`, in every walk of this heap.
    pub fn set_trace_context(&mut self, context: usize) {
        self.trace_context = context;
    }

    /// The heap's figures.
    pub fn stats(&self) -> HeapStats {
        HeapStats { heap_used: self.used, heap_total: self.used, external: self.external, ..self.stats.clone() }
    }

    /// The last collections, oldest first.
    pub fn recent_cycles(&self) -> impl Iterator<Item = &GcCycle> {
        self.log.iter()
    }

    /// Tells the heap that cells own so many bytes outside it, more or less than before.
    pub fn add_external(&mut self, bytes: isize) {
        self.external = self.external.saturating_add_signed(bytes);
        self.debt = self.debt.saturating_add_signed(bytes);
    }

    /// Bytes that the cell takes, rounded to its size class.
    pub fn cell_bytes(&self, cell: CellRef) -> usize {
        self.cells[&cell]
    }

    /// The kind table.
    pub fn kinds(&self) -> &'static [KindInfo] {
        self.kinds
    }

    /// How the heap was configured.
    pub fn config(&self) -> &HeapConfig {
        &self.config
    }

    /// Visits every allocated cell with its bytes.
    pub fn for_each_cell(&mut self, mut visit: impl FnMut(CellRef, usize)) {
        self.cells.iter().for_each(|(&cell, &size)| visit(cell, size));
    }

    /// Visits the cells that `cell` references.
    pub fn for_each_edge(&self, cell: CellRef, tracer: &mut Tracer, mut visit: impl FnMut(CellRef)) {
        (self.kinds[usize::from(cell.kind())].trace)(cell, tracer);
        while let Some(word) = tracer.pop() {
            // SAFETY: the tracer holds references only.
            visit(unsafe { CellRef::from_addr(word) });
        }
    }

    /// Walks all cells and all references, and tells what is wrong.
    pub fn verify(&mut self, roots: &mut dyn RootProvider) -> Result<VerifyReport, String> {
        let mut report = VerifyReport { cells: self.cells.len(), bytes: self.used, ..VerifyReport::default() };
        let mut tracer = Tracer::with_context(self.trace_context);
        let mut seen: HashMap<CellRef, ()> = HashMap::new();
        roots.trace_roots(&mut tracer);
        while let Some(word) = tracer.pop() {
            // SAFETY: checked against the table of cells before it is touched.
            let cell = unsafe { CellRef::from_addr(word) };
            let Some(size) = self.cells.get(&cell) else { return Err(format!("{cell:?} is no allocated cell")) };
            report.edges += 1;
            if seen.insert(cell, ()).is_none() {
                report.reachable_cells += 1;
                report.reachable_bytes += size;
                (self.kinds[usize::from(cell.kind())].trace)(cell, &mut tracer);
            }
        }
        Ok(report)
    }

    /// Finishes what the last collection left to do.
    pub fn finish_sweep(&mut self) {}
}

impl Drop for Heap {
    fn drop(&mut self) {
        self.collect(GcReason::Requested, &mut |_: &mut Tracer| (), &mut ());
        self.stats.total_pause = Duration::ZERO;
    }
}
