//! String: the constructor and the methods of its prototype by family, and the text that builtins put strings together with.

mod case;
mod constructor;
mod html;
pub(super) mod search;
pub(super) mod substitution;
pub(super) mod text_buffer;

pub(super) use constructor::install;
