//! A word: 64 bits in a slot of a cell, or on the value stack, as far as the heap looks at it.
//!
//! Invariant: a word references a cell exactly when it is not zero and none of the bits of
//! [`NOT_CELL_MASK`] is set. Everything else (numbers, undefined, booleans, raw bits) is opaque to
//! the heap. That is the NaN-boxing in which pointers are stored as they are and have the top 15
//! bits and bit 1 clear.

use std::sync::atomic::{AtomicU64, Ordering};

/// The bits that are clear in every word that references a cell.
pub const NOT_CELL_MASK: u64 = 0xFFFE_0000_0000_0002;

/// Whether the word references a cell.
#[inline(always)]
pub const fn is_cell(word: u64) -> bool {
    word & NOT_CELL_MASK == 0 && word != 0
}

/// Reads a word of a cell that the mutator may be writing to. What it wrote before it stored a
/// reference is there for who follows it.
///
/// # Safety
/// The word is readable and aligned.
#[inline(always)]
pub unsafe fn read(word: *const u64) -> u64 {
    // SAFETY: the caller vouches for the word; the mutator writes words of published cells
    // atomically.
    unsafe { AtomicU64::from_ptr(word.cast_mut()) }.load(Ordering::Acquire)
}

/// Writes a word of a published cell, which a marker may be reading.
///
/// # Safety
/// The word is writable and aligned, and the barrier has seen the write.
#[inline(always)]
pub unsafe fn write(word: *mut u64, value: u64) {
    // SAFETY: the caller vouches for the word.
    unsafe { AtomicU64::from_ptr(word) }.store(value, Ordering::Release);
}
