//! The verifier: walks all cells and all references, and tells what is wrong.
//!
//! It trusts nothing that it has not checked: an address is compared with the tables before it is
//! touched.

use rustc_hash::{FxHashMap, FxHashSet};

use super::arena;
use super::cell::{CellRef, state};
use super::cycle::Phase;
use super::mark;
use super::space::Heap;
use super::stats::VerifyReport;
use super::{GRANULE, RootProvider};

impl Heap {
    /// Checks every header, every reference and the accounting, and counts what is there. To be
    /// called at a safepoint, when all cells are initialised.
    pub fn verify(&mut self, roots: &mut dyn RootProvider) -> Result<VerifyReport, String> {
        let mut cells = Vec::new();
        self.for_each_cell(|cell, bytes| cells.push((cell, bytes)));
        self.check_counts(roots)?;
        self.small.check()?;
        let large: FxHashSet<usize> = self.large.cells().collect();
        let mut report = VerifyReport::default();
        for &(cell, bytes) in &cells {
            self.check_cell(cell, bytes).map_err(|fault| format!("{cell:?}: {fault}"))?;
            report.cells += 1;
            report.bytes += bytes;
            let kind = &self.kinds[usize::from(cell.kind())];
            report.external += kind.external.map_or(0, |external| external(cell));
        }
        let mut scratch = self.new_tracer();
        for &(cell, _) in &cells {
            mark::trace(self.kinds, cell, &mut scratch);
            while let Some(word) = scratch.pop() {
                report.edges += 1;
                self.check_edge(word, &large).map_err(|fault| format!("{} {cell:?}: {fault}", self.kind_name(cell)))?;
            }
            while let Some((key, value)) = scratch.pop_ephemeron() {
                for word in [key, value] {
                    self.check_edge(word, &large)
                        .map_err(|fault| format!("{} {cell:?}: {fault}", self.kind_name(cell)))?;
                }
            }
            scratch.take_weak();
        }
        if report.bytes != self.used() {
            return Err(format!("the walk counts {} bytes, the heap {}", report.bytes, self.used()));
        }
        self.check_reachable(roots, &large, &mut report)?;
        Ok(report)
    }

    /// Checks a complete marking: everything that is reachable now is marked, and so is what the
    /// unreachable marked cells refer to.
    pub(super) fn check_marks(&mut self, roots: &mut dyn RootProvider) -> Result<(), String> {
        self.check_reachable_marks(roots)?;
        self.flush_starts();
        let (mut tracer, mut fault) = (self.new_tracer(), None);
        self.for_each_start(|at| {
            if !arena::is_marked(at) {
                return;
            }
            // SAFETY: start bits stand for allocated cells.
            let cell = unsafe { CellRef::from_addr(at as u64) };
            mark::trace(self.kinds, cell, &mut tracer);
            while let Some(word) = tracer.pop() {
                if !arena::is_marked(word as usize) {
                    let state = cell.header().gc_state();
                    fault = Some(format!("{} {at:#x} (state {state}) -> {word:#x}", self.kind_name(cell)));
                }
            }
            while tracer.pop_ephemeron().is_some() {}
            tracer.take_weak();
        });
        fault.map_or(Ok(()), Err)
    }

    fn check_reachable_marks(&self, roots: &mut dyn RootProvider) -> Result<(), String> {
        let mut tracer = self.new_tracer();
        let mut seen: FxHashMap<u64, u64> = FxHashMap::default();
        roots.trace_roots(&mut tracer);
        let mut from = 0;
        let mut todo = Vec::new();
        loop {
            while let Some(word) = tracer.pop() {
                if seen.contains_key(&word) {
                    continue;
                }
                seen.insert(word, from);
                if !arena::is_marked(word as usize) {
                    return Err(self.path_to(word, &seen));
                }
                todo.push(word);
            }
            while let Some((key, value)) = tracer.pop_ephemeron() {
                if arena::is_marked(key as usize) && !arena::is_marked(value as usize) {
                    return Err(format!("{value:#x} under the key {key:#x} in {}", self.path_to(from, &seen)));
                }
            }
            tracer.take_weak();
            let Some(word) = todo.pop() else { return Ok(()) };
            from = word;
            // SAFETY: it is marked, so it is a cell.
            mark::trace(self.kinds, unsafe { CellRef::from_addr(word) }, &mut tracer);
        }
    }

    /// How an unmarked cell is reached, in words.
    fn path_to(&self, word: u64, seen: &FxHashMap<u64, u64>) -> String {
        let mut path = format!("{word:#x}");
        let mut at = word;
        for _ in 0..8 {
            match seen.get(&at) {
                Some(&from) if from != 0 => {
                    // SAFETY: the way to it leads over marked cells.
                    let cell = unsafe { CellRef::from_addr(from) };
                    path = format!("{} {from:#x} (state {}) -> {path}", self.kind_name(cell), cell.header().gc_state());
                    at = from;
                }
                _ => return format!("root -> {path}"),
            }
        }
        format!("... -> {path}")
    }

    fn check_reachable(
        &self,
        roots: &mut dyn RootProvider,
        large: &FxHashSet<usize>,
        report: &mut VerifyReport,
    ) -> Result<(), String> {
        let mut tracer = self.new_tracer();
        let mut seen = FxHashSet::default();
        roots.trace_roots(&mut tracer);
        while let Some(word) = tracer.pop() {
            if !seen.insert(word) {
                continue;
            }
            // Only roots can still be wrong: all other edges were checked.
            self.check_edge(word, large).map_err(|fault| format!("a root: {fault}"))?;
            report.reachable_cells += 1;
            report.reachable_bytes += arena::cell_bytes(word as usize);
            // SAFETY: an allocated cell, as was just checked.
            mark::trace(self.kinds, unsafe { CellRef::from_addr(word) }, &mut tracer);
        }
        Ok(())
    }

    fn kind_name(&self, cell: CellRef) -> &'static str {
        self.kinds.get(usize::from(cell.header().kind())).map_or("cell", |kind| kind.name)
    }

    fn check_cell(&self, cell: CellRef, bytes: usize) -> Result<(), String> {
        let header = cell.header();
        let Some(kind) = self.kinds.get(usize::from(header.kind())) else {
            return Err(format!("unknown kind {}", header.kind()));
        };
        if header.gc_state() > state::BORN[1] {
            return Err(format!("{} with the collector's state {}", kind.name, header.gc_state()));
        }
        let size = (kind.size)(cell);
        if Heap::rounded_size(size) != bytes {
            return Err(format!("{} of {size} bytes in a cell of {bytes}", kind.name));
        }
        if arena::is_marked(cell.addr() as usize) && self.cycle.phase == Phase::Idle && !self.small.keeps_marks() {
            return Err(format!("{} is marked though no collection runs", kind.name));
        }
        Ok(())
    }

    fn check_edge(&self, word: u64, large: &FxHashSet<usize>) -> Result<(), String> {
        let addr = word as usize;
        if addr.is_multiple_of(GRANULE) && (self.small.is_cell_start(addr) || large.contains(&addr)) {
            return Ok(());
        }
        let place = if self.owns_arena(addr) { "no cell starts there" } else { "outside the heap" };
        Err(format!("references {word:#x}, but {place}"))
    }
}
