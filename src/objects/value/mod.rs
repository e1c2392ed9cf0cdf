//! The JavaScript value: eight bytes, NaN-boxed as in JavaScriptCore.
//!
//! ```text
//!   0000 0000 0000 0000   hole (never seen by a script)
//!   0000 PPPP PPPP PPP0   reference to a cell, 16-byte aligned, below 2^48
//!   0000 0000 0000 00xx   undefined 0x0a, null 0x02, false 0x06, true 0x07
//!   0002 … to FFFC …      double, its bits plus 2^49
//!   FFFE 0000 IIII IIII   int32
//! ```
//!
//! Invariants: a NaN is always the canonical one; the heap's rule for references
//! (`heap::is_reference`) agrees with [`Value::is_cell`].

pub mod bigint;
pub mod cell;
pub(super) mod equality;
mod find;
pub(super) mod interner;
pub mod key;
pub mod names;
pub mod string;
pub mod symbol;

use crate::heap::{CellRef, Header};

use crate::objects::kind::Kind;

const NUMBER_TAG: u64 = 0xFFFE_0000_0000_0000;
const DOUBLE_OFFSET: u64 = 1 << 49;
const OTHER_TAG: u64 = 0x2;
const NOT_CELL: u64 = NUMBER_TAG | OTHER_TAG;

/// A JavaScript value, or the hole.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Value(u64);

impl Value {
    /// The mark of an uninitialised binding or an absent element.
    pub const HOLE: Value = Value(0);
    /// `undefined`
    pub const UNDEFINED: Value = Value(0x0a);
    /// `null`
    pub const NULL: Value = Value(0x02);
    /// `false`
    pub const FALSE: Value = Value(0x06);
    /// `true`
    pub const TRUE: Value = Value(0x07);
    /// `NaN`
    pub const NAN: Value = Value(0x7ff8_0000_0000_0000 + DOUBLE_OFFSET);
    /// The int32 zero.
    pub const ZERO: Value = Value::int(0);

    /// An int32.
    #[inline(always)]
    pub const fn int(i: i32) -> Value {
        Value(NUMBER_TAG | i as u32 as u64)
    }

    /// A double kept as a double, whatever its value.
    #[inline(always)]
    pub const fn double(d: f64) -> Value {
        if d.is_nan() { Value::NAN } else { Value(d.to_bits().wrapping_add(DOUBLE_OFFSET)) }
    }

    /// A number in its shortest form: int32 when it is one (-0 is not).
    #[inline(always)]
    pub fn number(d: f64) -> Value {
        let i = d as i32;
        if i as f64 == d && (i != 0 || d.to_bits() == 0) { Value::int(i) } else { Value::double(d) }
    }

    /// A length or count.
    #[inline(always)]
    pub fn length(n: usize) -> Value {
        if n <= i32::MAX as usize { Value::int(n as i32) } else { Value::double(n as f64) }
    }

    /// A boolean.
    #[inline(always)]
    pub const fn boolean(b: bool) -> Value {
        Value(0x06 | b as u64)
    }

    /// A reference.
    #[inline(always)]
    pub fn cell(cell: CellRef) -> Value {
        Value(cell.addr())
    }

    /// The raw word.
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// A value from its raw word.
    #[inline(always)]
    pub const fn from_bits(bits: u64) -> Value {
        Value(bits)
    }

    /// Whether it is an int32.
    #[inline(always)]
    pub const fn is_int(self) -> bool {
        self.0 >= NUMBER_TAG
    }

    /// Whether it is a number held as a double.
    #[inline(always)]
    pub const fn is_double(self) -> bool {
        self.is_number() && !self.is_int()
    }

    /// Whether it is a number.
    #[inline(always)]
    pub const fn is_number(self) -> bool {
        self.0 & NUMBER_TAG != 0
    }

    /// Whether it refers to a cell.
    #[inline(always)]
    pub const fn is_cell(self) -> bool {
        self.0 & NOT_CELL == 0 && self.0 != 0
    }

    /// Whether it is the hole.
    #[inline(always)]
    pub const fn is_hole(self) -> bool {
        self.0 == 0
    }

    /// Whether it is `undefined`.
    #[inline(always)]
    pub const fn is_undefined(self) -> bool {
        self.0 == Value::UNDEFINED.0
    }

    /// Whether it is `null`.
    #[inline(always)]
    pub const fn is_null(self) -> bool {
        self.0 == Value::NULL.0
    }

    /// Whether it is `undefined` or `null`.
    #[inline(always)]
    pub const fn is_nullish(self) -> bool {
        self.0 & !8 == Value::NULL.0
    }

    /// Whether it is a boolean.
    #[inline(always)]
    pub const fn is_boolean(self) -> bool {
        self.0 & !1 == Value::FALSE.0
    }

    /// The int32 it holds; meaningful when [`Value::is_int`].
    #[inline(always)]
    pub const fn as_int_unchecked(self) -> i32 {
        self.0 as i32
    }

    /// The double it holds; meaningful when [`Value::is_double`].
    #[inline(always)]
    pub const fn as_double_unchecked(self) -> f64 {
        f64::from_bits(self.0.wrapping_sub(DOUBLE_OFFSET))
    }

    /// The int32, if it is one.
    #[inline(always)]
    pub const fn as_int(self) -> Option<i32> {
        if self.is_int() { Some(self.0 as i32) } else { None }
    }

    /// The number, if it is one.
    #[inline(always)]
    pub const fn as_number(self) -> Option<f64> {
        if self.is_int() {
            Some(self.0 as i32 as f64)
        } else if self.is_number() {
            Some(self.as_double_unchecked())
        } else {
            None
        }
    }

    /// The boolean, if it is one.
    #[inline(always)]
    pub const fn as_boolean(self) -> Option<bool> {
        if self.is_boolean() { Some(self.0 & 1 != 0) } else { None }
    }

    /// The cell it refers to, if any.
    #[inline(always)]
    pub fn as_cell(self) -> Option<CellRef> {
        if self.is_cell() { Some(self.cell_unchecked()) } else { None }
    }

    /// The cell it refers to; the caller has seen that [`Value::is_cell`].
    #[inline(always)]
    pub fn cell_unchecked(self) -> CellRef {
        debug_assert!(self.is_cell());
        // SAFETY: only `Value::cell` makes words that pass `is_cell`, and the caller checked it.
        unsafe { CellRef::from_addr(self.0) }
    }

    /// The kind of the cell it refers to, if any.
    #[inline(always)]
    pub fn kind(self) -> Option<Kind> {
        if self.is_cell() { Some(Kind::of(self.cell_unchecked())) } else { None }
    }

    /// Whether it is a string.
    #[inline(always)]
    pub fn is_string(self) -> bool {
        self.is_cell() && header(self).kind() <= Kind::LAST_STRING as u8
    }

    /// Whether it is a BigInt.
    #[inline(always)]
    pub fn is_bigint(self) -> bool {
        self.is_cell() && header(self).kind() == Kind::BigInt as u8
    }

    /// Whether it is a cell that another one may be the same value as: a string or a BigInt.
    #[inline(always)]
    pub fn is_by_content(self) -> bool {
        self.is_cell() && header(self).kind() <= Kind::LAST_BY_CONTENT as u8
    }

    /// Whether it is a symbol.
    #[inline(always)]
    pub fn is_symbol(self) -> bool {
        self.is_cell() && header(self).kind() == Kind::Symbol as u8
    }

    /// Whether it is an object.
    #[inline(always)]
    pub fn is_object(self) -> bool {
        self.is_cell() && header(self).kind() >= Kind::FIRST_OBJECT as u8
    }

    /// Whether it is callable: a function object of any kind.
    #[inline(always)]
    pub fn is_callable(self) -> bool {
        self.is_cell() && {
            let kind = header(self).kind();
            kind >= Kind::FIRST_CALLABLE as u8 && kind <= Kind::LAST_CALLABLE as u8
        }
    }
}

#[inline(always)]
fn header(value: Value) -> &'static Header {
    // SAFETY: a reference points to a live cell while it is reachable (heap invariant), and cells
    // do not move; the borrow ends in the caller's expression.
    unsafe { &*(value.bits() as *const Header) }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::boolean(b)
    }
}
impl From<i32> for Value {
    fn from(i: i32) -> Value {
        Value::int(i)
    }
}
impl From<f64> for Value {
    fn from(d: f64) -> Value {
        Value::number(d)
    }
}
impl From<CellRef> for Value {
    fn from(cell: CellRef) -> Value {
        Value::cell(cell)
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Value::HOLE => f.write_str("hole"),
            Value::UNDEFINED => f.write_str("undefined"),
            Value::NULL => f.write_str("null"),
            v => match (v.as_boolean(), v.as_number()) {
                (Some(b), _) => write!(f, "{b}"),
                (_, Some(n)) => write!(f, "{n}"),
                _ => write!(f, "{:?}@{:#x}", v.kind(), v.0),
            },
        }
    }
}
