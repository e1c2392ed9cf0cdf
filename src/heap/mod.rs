//! The heap: cells of any kind, allocated, marked, swept and given back. It knows no concrete type
//! of cell: what it needs to know stands in the kind table that it is made with.
//!
//! | file | what is there |
//! |---|---|
//! | `cell.rs`, `word.rs` | a cell's header, the reference to a cell, the words that are references |
//! | `kind.rs`, `tracer.rs` | what a kind of cell tells the heap, and how it reports its references |
//! | `space.rs` | [`Heap`]: allocation, safepoint poll, limits, figures |
//! | `os.rs`, `supply.rs` | memory of the system, and arenas made ready ahead |
//! | `arena.rs`, `size_class.rs` | the division of memory into blocks, the bitmaps |
//! | `blocks.rs`, `large.rs`, `grow.rs` | small and large cells: free runs, sweep; huge ones that grow |
//! | `barrier.rs` | the write barrier and the invariants that it keeps |
//! | `collect.rs`, `cycle.rs` | who drives a collection and what it gets to see; the phases of a cycle |
//! | `helper.rs` | a thread that marks beside the mutator and gets memory from the system |
//! | `concurrent.rs`, `handoff.rs` | marking beside the mutator, what the two threads pass to each other |
//! | `pacing.rs`, `budget.rs` | when a cycle starts, when its steps come, how long they may take |
//! | `pieces.rs` | a stack whose growth copies nothing |
//! | `poll.rs` | what a safepoint looks at, and how other threads ask for one |
//! | `mark.rs`, `ephemerons.rs` | the marking loop, values that wait for their keys |
//! | `refcount.rs`, `leaks.rs` | reference counting instead of tracing, and what it leaked |
//! | `give_back.rs` | what is left to do after a collection, in small steps |
//! | `model.rs`, `slow_marker.rs`, `churn.rs`, `counted.rs`, `tests.rs` | all schedules of small programs, random long ones, counting, tests of each part |
//! | `stats.rs`, `log.rs`, `rss.rs`, `verify.rs` | figures, `--trace-gc`, resident memory, the verifier |
//! | `outside.rs`, `counting_allocator.rs` | the account of memory outside the heap, and who keeps it |
//! | `buffers.rs` | the memory of array buffers |
//! | `tracking.rs` | which line made each cell, and which wrote each reference |
//! | `numbering.rs`, `cell_names.rs` | all cells by number, and the ids that they keep from snapshot to snapshot |
//! | `sampling.rs`, `walk.rs` | for the final report of a full heap: which lines filled it, and what holds what |
//!
//! What holds everywhere:
//! - a cell never moves, and keeps kind and size as long as it lives;
//! - a collection starts at a safepoint only, when the owner of the heap calls [`Heap::collect`];
//!   allocation never does. So what a native function holds in locals lives until it returns;
//! - every store of a reference into a published cell goes through [`Heap::write_word`], or
//!   [`Heap::barrier`] comes before it.
#![allow(unsafe_code)]

mod arena;
mod barrier;
mod blocks;
#[cfg(test)]
mod bound;
mod budget;
pub mod buffers;
pub mod cell;
#[cfg(feature = "cli")]
mod cell_names;
#[cfg(test)]
mod churn;
mod collect;
mod concurrent;
#[cfg(test)]
mod counted;
#[cfg(feature = "cli")]
mod counting_allocator;
mod cycle;
mod ephemerons;
mod give_back;
mod grow;
mod handoff;
mod helper;
pub mod kind;
mod large;
#[cfg(any(test, feature = "cli"))]
mod leaks;
mod limit;
mod log;
mod mark;
#[cfg(test)]
mod model;
mod newborn;
#[cfg(feature = "cli")]
mod numbering;
mod os;
mod outside;
mod pacing;
mod pieces;
mod poll;
mod refcount;
pub mod rss;
#[cfg(feature = "cli")]
mod sampling;
pub mod shared;
mod size_class;
#[cfg(test)]
mod slow_marker;
mod slow_pages;
mod space;
mod stats;
mod supply;
#[cfg(test)]
mod tests;
pub mod tracer;
#[cfg(feature = "cli")]
mod tracking;
mod verify;
#[cfg(feature = "cli")]
mod walk;
#[cfg(feature = "cli")]
mod watch;
pub mod word;

pub use buffers::Memory;
#[cfg(any(test, feature = "internals"))]
pub use cell::HEADER_BYTES;
pub use cell::{CellRef, GRANULE, Header, POISON_KIND};
pub use collect::{GcReason, Marking, RootProvider, WeakProvider};
#[cfg(feature = "cli")]
pub use counting_allocator::CountingAllocator;
pub use kind::KindInfo;
#[cfg(any(test, feature = "internals"))]
pub use kind::trace_nothing;
#[cfg(any(test, feature = "cli"))]
pub use leaks::LeakReport;
#[cfg(feature = "cli")]
pub use numbering::Numbers;
#[cfg(feature = "cli")]
pub use os::{fix_addresses, share_one_arena};
pub use outside::allocated_bytes;
pub use poll::Poll;
#[cfg(feature = "cli")]
pub use sampling::{Sites, Write};
pub use space::{GcMode, Heap, HeapConfig};
#[cfg(feature = "cli")]
pub use stats::GcPhase;
#[cfg(any(test, feature = "internals"))]
pub use stats::VerifyReport;
pub use stats::{GcCycle, HeapStats};
pub use tracer::{Numbered, Tracer};
#[cfg(feature = "cli")]
pub use walk::CellSet;
#[cfg(feature = "cli")]
pub use watch::{Event, Happening, Read, Watch, Watched};
#[cfg(test)]
pub use word::is_cell;
