//! The verifier: walks all cells and all references, and tells what is wrong.
//!
//! It trusts nothing that it has not checked: an address is compared with the tables before it is touched.

use std::collections::HashSet;

use super::arena;
use super::cell::{CellRef, state};
use super::mark;
use super::space::Heap;
use super::stats::VerifyReport;
use super::{GRANULE, RootProvider};

impl Heap {
    /// Checks every header, every reference and the accounting, and counts what is there. To be called at a safepoint, when
    /// all cells are initialised.
    pub fn verify(&mut self, roots: &mut dyn RootProvider) -> Result<VerifyReport, String> {
        let mut cells = Vec::new();
        self.for_each_cell(|cell, bytes| cells.push((cell, bytes)));
        self.small.check()?;
        let large: HashSet<usize> = self.large.cells().collect();
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
            scratch.take_weak();
        }
        if report.bytes != self.used() {
            return Err(format!("the walk counts {} bytes, the heap {}", report.bytes, self.used()));
        }
        self.check_reachable(roots, &large, &mut report)?;
        Ok(report)
    }

    fn check_reachable(
        &self,
        roots: &mut dyn RootProvider,
        large: &HashSet<usize>,
        report: &mut VerifyReport,
    ) -> Result<(), String> {
        let mut tracer = self.new_tracer();
        let mut seen = HashSet::new();
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
        if !(state::OLD..=state::LOGGED).contains(&header.gc_state()) {
            return Err(format!("{} with the collector's state {}", kind.name, header.gc_state()));
        }
        let size = (kind.size)(cell);
        if Heap::rounded_size(size) != bytes {
            return Err(format!("{} of {size} bytes in a cell of {bytes}", kind.name));
        }
        if arena::is_marked(cell.addr() as usize) && !self.allocate_black {
            return Err(format!("{} is marked though no collection runs", kind.name));
        }
        Ok(())
    }

    fn check_edge(&self, word: u64, large: &HashSet<usize>) -> Result<(), String> {
        let addr = word as usize;
        if addr.is_multiple_of(GRANULE) && (self.small.is_cell_start(addr) || large.contains(&addr)) {
            return Ok(());
        }
        let place = if self.owns_arena(addr) { "no cell starts there" } else { "outside the heap" };
        Err(format!("references {word:#x}, but {place}"))
    }
}
