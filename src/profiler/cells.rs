//! Which cells are the program's own.

use crate::heap::CellRef;
use crate::objects::{Gc, Kind, Object, Value};

/// Whether a cell is an object of the program, as opposed to the engine's storage behind one.
pub(super) fn is_visible(cell: CellRef) -> bool {
    let kind = Kind::of(cell);
    kind.is_object() || kind <= Kind::Symbol || kind == Kind::SuspendedFrame
}

/// The object that a cell is.
pub(super) fn as_object(cell: CellRef) -> Option<Gc<Object>> {
    Gc::from_value(Value::cell(cell))
}
