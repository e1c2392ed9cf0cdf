//! A growing string in either width, for builtins that put strings together.
//!
//! Invariant: the text never grows past [`MAX_LENGTH`]: an append that would is dropped and
//! remembered, and `finish` turns it into the RangeError.

use crate::characters::is_space;
use crate::objects::value::string::MAX_LENGTH;
use crate::objects::{Chars, Gc, JsString, Space, Value};
use crate::vm::{JsResult, Leaf, messages};

/// Text under construction: Latin-1 until the first wider code unit comes.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextBuffer {
    narrow: Vec<u8>,
    wide: Vec<u16>,
    is_wide: bool,
    overflow: bool,
}

impl TextBuffer {
    /// An empty text.
    pub(crate) fn new() -> TextBuffer {
        TextBuffer::default()
    }

    /// An empty text with room for `capacity` code units.
    pub(crate) fn with_capacity(capacity: usize) -> TextBuffer {
        TextBuffer { narrow: Vec::with_capacity(capacity), ..TextBuffer::default() }
    }

    /// Length in code units.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        if self.is_wide { self.wide.len() } else { self.narrow.len() }
    }

    fn has_room(&mut self, more: usize) -> bool {
        self.overflow |= self.len() + more > MAX_LENGTH;
        !self.overflow
    }

    /// Whether something was dropped because the text is too long: there is no sense in going on.
    pub(crate) fn is_full(&self) -> bool {
        self.overflow
    }

    #[cold]
    fn widen(&mut self) {
        let narrow = std::mem::take(&mut self.narrow);
        self.wide.reserve(narrow.capacity());
        self.wide.extend(narrow.iter().map(|&b| u16::from(b)));
        self.is_wide = true;
    }

    /// Appends a code unit.
    pub(crate) fn push(&mut self, unit: u16) {
        if !self.has_room(1) {
            return;
        }
        if !self.is_wide {
            if unit < 0x100 {
                self.narrow.push(unit as u8);
                return;
            }
            self.widen();
        }
        self.wide.push(unit);
    }

    /// Appends a code point.
    pub(crate) fn push_code_point(&mut self, code_point: u32) {
        if code_point < 0x10000 {
            return self.push(code_point as u16);
        }
        let offset = code_point - 0x10000;
        self.push(0xD800 + (offset >> 10) as u16);
        self.push(0xDC00 + (offset & 0x3FF) as u16);
    }

    /// Appends characters.
    pub(crate) fn push_chars(&mut self, chars: Chars<'_>) {
        if !self.has_room(chars.len()) {
            return;
        }
        match chars {
            Chars::Latin1(more) if self.is_wide => self.wide.extend(more.iter().map(|&b| u16::from(b))),
            Chars::Latin1(more) => self.narrow.extend_from_slice(more),
            Chars::Utf16(more) => {
                if !self.is_wide {
                    self.widen();
                }
                self.wide.extend_from_slice(more);
            }
        }
    }

    /// Appends the same characters again and again; nothing is written if all of it would be too
    /// long.
    pub(crate) fn push_repeated(&mut self, chars: Chars<'_>, count: u64) {
        let total = (chars.len() as u64).saturating_mul(count);
        if total > 0 && self.has_room(total.min(MAX_LENGTH as u64 + 1) as usize) {
            (0..count).for_each(|_| self.push_chars(chars));
        }
    }

    /// Appends Latin-1 characters.
    #[inline(always)]
    pub(crate) fn push_latin1(&mut self, bytes: &[u8]) {
        if !self.is_wide && self.narrow.len() + bytes.len() <= MAX_LENGTH {
            self.narrow.extend_from_slice(bytes);
        } else {
            self.push_chars(Chars::Latin1(bytes));
        }
    }

    /// Appends one Latin-1 character.
    #[inline(always)]
    pub(crate) fn push_byte(&mut self, byte: u8) {
        if !self.is_wide && self.narrow.len() < MAX_LENGTH {
            self.narrow.push(byte);
        } else {
            self.push(byte.into());
        }
    }

    /// Appends an integer in decimal.
    pub(crate) fn push_int(&mut self, i: i32) {
        let mut digits = [0_u8; 11];
        let mut at = digits.len();
        let mut rest = i.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if i < 0 {
            at -= 1;
            digits[at] = b'-';
        }
        self.push_latin1(&digits[at..]);
    }

    /// Appends a number as Number::toString has it.
    pub(crate) fn push_number(&mut self, n: f64) {
        self.push_latin1(ryu_js::Buffer::new().format(n).as_bytes());
    }

    /// Appends another text.
    #[inline]
    pub(crate) fn append(&mut self, other: &TextBuffer) {
        self.push_chars(if other.is_wide { Chars::Utf16(&other.wide) } else { Chars::Latin1(&other.narrow) });
    }

    /// The characters so far.
    pub(crate) fn chars(&self) -> Chars<'_> {
        if self.is_wide { Chars::Utf16(&self.wide) } else { Chars::Latin1(&self.narrow) }
    }

    /// Appends text.
    pub(crate) fn push_str(&mut self, text: &str) {
        if text.is_ascii() {
            self.push_chars(Chars::Latin1(text.as_bytes()));
        } else {
            text.encode_utf16().for_each(|unit| self.push(unit));
        }
    }

    /// The string, or `None` when it got too long.
    pub(crate) fn into_string(self, space: &mut Space) -> Option<Gc<JsString>> {
        match (self.overflow, self.is_wide) {
            (true, _) => None,
            (_, true) => Some(space.new_utf16(&self.wide)),
            (_, false) => Some(space.new_latin1(&self.narrow)),
        }
    }

    /// The string, or a RangeError when it got too long.
    pub(crate) fn finish(self, leaf: &mut Leaf<'_>) -> JsResult {
        match self.into_string(leaf) {
            Some(string) => Ok(string.value()),
            None => Err(leaf.range_error(messages::STRING_LENGTH)),
        }
    }
}

/// How many of the first bytes stand for themselves in a JSON string: up to a quote, a backslash or
/// a control character.
#[inline]
pub(crate) fn json_plain_prefix(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = ONES * 0x80;
    let mut at = 0;
    for portion in bytes.chunks_exact(8) {
        let word = portion.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
        let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
        // A borrow makes false findings only above a true one.
        let control = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        let found = control | zeros(word ^ (ONES * 0x22)) | zeros(word ^ (ONES * 0x5C));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes[at..].iter().position(|&b| b < 0x20 || b == b'"' || b == b'\\');
    at + rest.unwrap_or(bytes.len() - at)
}

/// The string that a converted receiver or argument is.
#[inline(always)]
pub(crate) fn string_of(value: Value) -> Gc<JsString> {
    Gc::from_cell(value.cell_unchecked())
}

/// The characters of a converted receiver or argument.
#[inline(always)]
pub(crate) fn chars_of<'a>(space: &mut Space, value: Value) -> Chars<'a> {
    space.chars(string_of(value))
}

/// The characters without white space at the start and (or) at the end.
pub(crate) fn trimmed(chars: Chars<'_>, start: bool, end: bool) -> (usize, usize) {
    let (mut from, mut to) = (0, chars.len());
    while start && from < to && is_space(chars.at(from)) {
        from += 1;
    }
    while end && from < to && is_space(chars.at(to - 1)) {
        to -= 1;
    }
    (from, to)
}

/// A converted integer argument as an index clamped to 0..=`len`.
#[inline]
pub(crate) fn clamp_index(value: Value, len: usize) -> usize {
    match value.as_int() {
        Some(i) => (i.max(0) as usize).min(len),
        None => value.as_number().unwrap_or(0.0).clamp(0.0, len as f64) as usize,
    }
}

/// A converted integer argument as an index relative to the end when negative, clamped to
/// 0..=`len`; undefined is `default`.
#[inline]
pub(crate) fn relative_index(value: Value, len: usize, default: usize) -> usize {
    match value.as_int() {
        Some(i) if i >= 0 => (i as usize).min(len),
        Some(i) => (len as i64 + i64::from(i)).max(0) as usize,
        None => match value.as_number() {
            Some(n) if n < 0.0 => (len as f64 + n).max(0.0) as usize,
            Some(n) => n.min(len as f64) as usize,
            None => default,
        },
    }
}
