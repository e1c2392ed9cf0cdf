//! What a heap says about its program: which lines fill it, and what keeps the memory of a full
//! one.

mod cells;
pub mod growth;
mod paths;
pub mod places;
pub mod reach;
pub mod retainers;
pub mod retaining;
mod roots;
pub mod runs;
pub mod sites;
pub mod suspects;
mod walk;
pub mod words;
