//! Heap snapshots in V8's format: reading and writing them, and what can be told from their graph.
//!
//! `parse` turns a file into a [`Graph`], whose indexes have all been checked; everything else
//! works on the graph alone and knows nothing of files, but for `write`, by which they are made.
//! Sizes are bytes. What DevTools shows for a snapshot follows rules of its own (which edges count,
//! whose an internal array is, how far a node is from the roots); they are kept, each where it is
//! computed, so that figures can be compared.

mod analysis;
mod attachment;
mod classes;
mod diff;
mod distances;
mod dominators;
mod duplicates;
mod ephemerons;
mod essential;
mod graph;
mod parse;
mod paths;
mod retainers;
mod shallow;
mod strings;
mod tables;
mod waste;
mod write;

pub use analysis::Analysis;
pub use classes::{ClassSum, Classes};
pub use diff::{Census, Change, changes};
pub use distances::{Distances, UNREACHED};
pub use duplicates::{Duplicate, duplicate_strings};
pub use graph::{EdgeKind, Graph, NodeKind};
pub use parse::{Phase, Watch, read};
pub use paths::{Ways, manners, ways};
pub use retainers::{Retainers, biggest_retainers, dominator_path};
pub use shallow::shallow_sizes;
pub use tables::{Collection, Slot, Table, script};
pub use waste::{Roomy, Waste, waste};
pub use write::{Counts, Node, Text, TraceFunction, Writer};
