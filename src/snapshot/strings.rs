//! The strings of a snapshot: one text with the places where each ends.
//!
//! What the file escapes as a lone surrogate stands here as its three bytes (WTF-8), so that
//! strings are equal where they were; it is shown as U+FFFD.

use std::borrow::Cow;

/// Strings by number.
#[derive(Default)]
pub struct Strings {
    pub(super) bytes: Vec<u8>,
    /// Where each string ends.
    pub(super) ends: Vec<u64>,
}

impl Strings {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A string's bytes; none if there is no such string.
    pub fn bytes(&self, index: u32) -> &[u8] {
        let index = index as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.bytes.get(start as usize..end as usize).unwrap_or(&[])
    }

    /// A string as text.
    pub fn text(&self, index: u32) -> Cow<'_, str> {
        String::from_utf8_lossy(self.bytes(index))
    }

    /// The number of the string that is this text, if there is one.
    pub fn find(&self, text: &str) -> Option<u32> {
        (0..self.len() as u32).find(|&index| self.bytes(index) == text.as_bytes())
    }
}
