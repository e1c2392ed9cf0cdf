//! Array: the constructor and the methods of its prototype by family, with what they share.

mod constructor;
mod copying;
mod from_async;
pub(super) mod iteration;
pub(super) mod iterator;
mod mutation;
mod sort;
pub(super) mod support;

pub(super) use constructor::install;
