//! A word: 64 bits in a slot of a cell, or on the value stack, as far as the heap looks at it.
//!
//! Invariant: a word references a cell exactly when it is not zero and none of the bits of [`NOT_CELL_MASK`] is set. Everything
//! else (numbers, undefined, booleans, raw bits) is opaque to the heap. That is the NaN-boxing in which pointers are stored
//! as they are and have the top 15 bits and bit 1 clear.

/// The bits that are clear in every word that references a cell.
pub const NOT_CELL_MASK: u64 = 0xFFFE_0000_0000_0002;

/// Whether the word references a cell.
#[inline(always)]
pub const fn is_cell(word: u64) -> bool {
    word & NOT_CELL_MASK == 0 && word != 0
}
