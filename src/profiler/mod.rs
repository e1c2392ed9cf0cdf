//! What a heap says about its program: which lines fill it, and what keeps the memory of a full
//! one.

pub mod blame;
mod cells;
pub mod growth;
mod paths;
pub mod pending;
pub mod places;
pub mod reach;
pub mod retainers;
pub mod retaining;
mod roots;
pub mod runs;
pub mod sites;
pub mod snapshot;
pub mod suspects;
mod weights;
pub mod words;
