//! The mathematical values of BigInts (ECMA-262 §6.1.6.2): sign and magnitude in limbs of 64 bits.
//! Values of at most two limbs are computed here without any allocation, and most of a few; beyond
//! that by dashu-int, whose multiplication, division, powers and conversions are better than
//! quadratic.
//!
//! Invariants: magnitudes have no leading zeros and zero has no sign; no result is longer than
//! `MAX_BITS`, and what would be is refused before memory is taken for it.

mod arithmetic;
mod bits;
mod convert;
mod few;
mod integer;
mod text;

pub use arithmetic::{add, divide, multiply, negate, power, remainder, subtract};
pub use bits::{and, as_int_n, as_uint_n, not, or, shift_left, shift_right, xor};
pub use convert::{compare, compare_number, from_number, to_i64, to_number};
pub use few::{short_product, short_quotient, short_remainder, short_sum};
pub use integer::{Fault, Int, Integer};
pub use text::{from_literal, from_short_decimal, from_string, is_long_literal, least_length, to_text};
