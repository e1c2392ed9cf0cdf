//! The heap: cells of any kind, allocated, marked, swept and given back. It knows no concrete type of cell: what it needs to
//! know stands in the kind table that it is made with.
#![allow(unsafe_code)]

mod arena;
mod blocks;
pub mod cell;
mod collect;
pub mod kind;
mod large;
mod log;
mod mark;
mod os;
pub mod rss;
mod size_class;
mod space;
mod stats;
#[cfg(test)]
mod tests;
pub mod tracer;
mod verify;
pub mod word;

pub use cell::{CellRef, GRANULE, HEADER_BYTES, Header, POISON_KIND};
pub use collect::{GcReason, Marking, RootProvider, WeakProvider};
pub use kind::{KindInfo, trace_nothing};
pub use space::{Heap, HeapConfig};
pub use stats::{GcCycle, HeapStats, VerifyReport};
pub use tracer::Tracer;
pub use word::{NOT_CELL_MASK, is_cell};
