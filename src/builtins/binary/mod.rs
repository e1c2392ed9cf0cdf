//! Binary data: buffers, typed arrays, DataViews, Atomics (ECMA-262 §23.2, §25.1 to §25.4).
//!
//! What runs script code may detach, shrink or grow a buffer: whoever has run some asks a view for
//! its length anew before the elements are touched. `Gc<View>` answers for itself.

mod access;
pub(crate) mod array_buffer;
mod atomics;
mod data_view;
pub(crate) mod text;
pub(crate) mod typed_array;
mod waiting;

use crate::builtins::Installer;

pub(super) fn install(installer: &mut Installer<'_>) {
    array_buffer::install(installer);
    typed_array::install(installer);
    text::install(installer);
    data_view::install(installer);
    atomics::install(installer);
}
