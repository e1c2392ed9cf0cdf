//! Number and Math.

mod constructor;
pub(super) mod math;

pub(super) use constructor::install;
