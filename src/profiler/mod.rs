//! What a heap says about its program: which lines fill it, and what keeps the memory of a full
//! one.

mod paths;
pub mod retainers;
mod roots;
pub mod sites;
mod walk;
