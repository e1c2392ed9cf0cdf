//! Text in the making: one byte a character while that is enough, 16 bits from the first character on that needs them.

use crate::objects::string::MAX_LENGTH;
use crate::objects::{Chars, Space, Value};
use crate::vm::{Cx, ErrorKind, JsResult};

/// A growing text.
pub(super) struct TextBuffer {
    narrow: Vec<u8>,
    wide: Option<Vec<u16>>,
    /// The text grew beyond what a string may be; further pushes are dropped.
    too_long: bool,
}

impl TextBuffer {
    /// An empty text.
    pub(super) fn new() -> TextBuffer {
        TextBuffer { narrow: Vec::new(), wide: None, too_long: false }
    }

    /// Its length in code units.
    pub(super) fn len(&self) -> usize {
        self.wide.as_ref().map_or(self.narrow.len(), Vec::len)
    }

    /// Whether there is no room for `more` code units.
    #[inline]
    fn is_full(&mut self, more: usize) -> bool {
        if self.len() + more > MAX_LENGTH {
            self.too_long = true;
        }
        self.too_long
    }

    /// Whether it became too long.
    pub(super) fn is_too_long(&self) -> bool {
        self.too_long
    }

    /// Appends Latin-1 characters.
    #[inline]
    pub(super) fn push_latin1(&mut self, bytes: &[u8]) {
        if self.is_full(bytes.len()) {
            return;
        }
        match &mut self.wide {
            None => self.narrow.extend_from_slice(bytes),
            Some(wide) => wide.extend(bytes.iter().map(|&b| u16::from(b))),
        }
    }

    /// Appends one Latin-1 character.
    #[inline]
    pub(super) fn push_byte(&mut self, byte: u8) {
        if self.is_full(1) {
            return;
        }
        match &mut self.wide {
            None => self.narrow.push(byte),
            Some(wide) => wide.push(byte.into()),
        }
    }

    /// Appends one code unit.
    #[inline]
    pub(super) fn push_unit(&mut self, unit: u16) {
        match u8::try_from(unit) {
            Ok(byte) => self.push_byte(byte),
            Err(_) => self.push_wide(&[unit]),
        }
    }

    fn push_wide(&mut self, units: &[u16]) {
        if self.is_full(units.len()) {
            return;
        }
        let narrow = &mut self.narrow;
        let wide = self.wide.get_or_insert_with(|| {
            let text = std::mem::take(narrow);
            let mut wide = Vec::with_capacity(text.len() * 2 + units.len());
            wide.extend(text.into_iter().map(u16::from));
            wide
        });
        wide.extend_from_slice(units);
    }

    /// Appends characters.
    #[inline]
    pub(super) fn push(&mut self, chars: Chars<'_>) {
        match chars {
            Chars::Latin1(bytes) => self.push_latin1(bytes),
            Chars::Utf16(units) => self.push_wide(units),
        }
    }

    /// Appends an integer in decimal.
    pub(super) fn push_int(&mut self, i: i32) {
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
    pub(super) fn push_number(&mut self, n: f64) {
        self.push_latin1(ryu_js::Buffer::new().format(n).as_bytes());
    }

    /// The string, made in the heap.
    pub(super) fn into_value(self, space: &mut Space) -> Value {
        match self.wide {
            None => space.new_latin1(&self.narrow).value(),
            Some(wide) => space.new_utf16_with(wide.len(), |out| out.copy_from_slice(&wide)).value(),
        }
    }

    /// The string, or the RangeError when it became too long.
    pub(super) fn finish(self, cx: &mut Cx<'_>) -> JsResult {
        if self.too_long {
            return Err(cx.throw(ErrorKind::Range, "Invalid string length"));
        }
        Ok(self.into_value(&mut cx.leaf()))
    }
}
