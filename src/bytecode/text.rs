//! Text of a script as compiled code has it.

use std::rc::Rc;

/// Text of a script: identifiers and string literals, which may hold lone surrogates. Invariant:
/// `Utf16` only when the text is not valid UTF-16, so that equal texts are equal values.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Text {
    /// Well-formed text.
    Utf8(Rc<str>),
    /// Text with a lone surrogate.
    Utf16(Rc<[u16]>),
}

impl Text {
    /// Whether it has no characters.
    pub fn is_empty(&self) -> bool {
        match self {
            Text::Utf8(text) => text.is_empty(),
            Text::Utf16(units) => units.is_empty(),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::Utf8(text.into())
    }
}
