//! String: the constructor and the methods of its prototype by family.

mod case;
mod constructor;
mod html;
mod search;

pub(super) use constructor::install;
