//! Symbols and private names. A private name is a symbol that only `#name` syntax reaches;
//! reflection skips it.

use super::Value;
use super::cell::{Gc, HeapCell, Slot};
use super::key::Key;
use crate::heap::{CellRef, Header, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;

/// Header flag: a private name.
pub const PRIVATE: u16 = 1;
/// Header flag: made by `Symbol.for`.
pub const REGISTERED: u16 = 2;

/// A symbol. The header's data field is a hash for diagnostics only; identity is the address.
#[repr(C)]
pub struct Symbol {
    header: Header,
    /// A string, or undefined.
    pub description: Slot,
}

impl HeapCell for Symbol {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Symbol
    }
}

impl Gc<Symbol> {
    /// The property key it is.
    pub fn key(self) -> Key {
        Key::name(self.value())
    }

    /// Whether it is a private name.
    pub fn is_private(self) -> bool {
        self.header.flags() & PRIVATE != 0
    }

    /// Whether `Symbol.for` made it.
    pub fn is_registered(self) -> bool {
        self.header.flags() & REGISTERED != 0
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<Symbol>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    Gc::<Symbol>::from_cell(cell).description.trace(tracer);
}

impl Space {
    /// A new symbol; `flags` are this module's.
    pub fn new_symbol(&mut self, description: Value, flags: u16) -> Gc<Symbol> {
        let cell = self.heap.alloc(Kind::Symbol as u8, std::mem::size_of::<Symbol>(), flags, 0);
        let symbol = Gc::<Symbol>::from_cell(cell);
        symbol.description.init(description);
        symbol
    }
}

/// Whether the key is a private name, which reflection skips.
pub fn is_private(key: Key) -> bool {
    key.as_name().and_then(Gc::<Symbol>::from_value).is_some_and(Gc::<Symbol>::is_private)
}
