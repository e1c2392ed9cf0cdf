//! Number and Math.

mod constructor;
pub mod math;

pub(super) use constructor::install;
