//! Source texts and places in them.
//!
//! A place is a byte offset into UTF-8 text; what people see (lines, columns) is derived on demand,
//! with columns counted in UTF-16 code units as Node counts them. A source is at most `u32::MAX`
//! bytes long: `SourceFile::new` guarantees it.

mod excerpt;
mod file;

pub use excerpt::excerpt;
pub use file::{Origin, SourceFile};

/// A half-open range of byte offsets in one source text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    #[inline]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty range at `at`.
    #[inline]
    pub const fn at(at: u32) -> Self {
        Self { start: at, end: at }
    }

    /// The smallest range that covers both.
    #[inline]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
