//! RegExp: the objects of the language; the engine is in the folder `regexp` of the lowest layer.

mod constructor;
mod escape;
mod exec;
mod replace;
mod state;
mod symbol_methods;

pub(crate) use constructor::literal_text;
pub(super) use constructor::{create, install, is_regexp};
