//! Property keys: an interned string, a symbol, or an array index. Invariant: a string key is
//! interned and is never the canonical text of an array index, so that keys are equal exactly when
//! their words are.

use super::Value;

/// A property key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Key(Value);

const INDEX_TAG: u64 = 0xFFFF_0000_0000_0000;

impl Key {
    /// The largest array index, 2^32 - 2 (ECMA-262 §6.1.7).
    pub const MAX_INDEX: u32 = u32::MAX - 1;

    /// The key of an array index.
    #[inline(always)]
    pub const fn index(index: u32) -> Key {
        Key(Value::from_bits(INDEX_TAG | index as u64))
    }

    /// The key of an interned string that is not an index, or of a symbol. The interner and the
    /// symbol maker are the only sensible callers.
    #[inline(always)]
    pub const fn name(name: Value) -> Key {
        Key(name)
    }

    /// The array index, if it is one.
    #[inline(always)]
    pub const fn as_index(self) -> Option<u32> {
        if self.0.bits() >= INDEX_TAG { Some(self.0.bits() as u32) } else { None }
    }

    /// The string or symbol; `None` for an index.
    #[inline(always)]
    pub fn as_name(self) -> Option<Value> {
        if self.0.bits() >= INDEX_TAG { None } else { Some(self.0) }
    }

    /// The word: a reference for names.
    #[inline(always)]
    pub const fn word(self) -> Value {
        self.0
    }

    /// Whether it is a symbol (private names included).
    #[inline(always)]
    pub fn is_symbol(self) -> bool {
        self.as_name().is_some_and(Value::is_symbol)
    }

    /// A cheap hash of the word.
    #[inline(always)]
    pub fn hash(self) -> u32 {
        ((self.0.bits() >> 4) as u32).wrapping_mul(0x9E37_79B1)
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_index() {
            Some(i) => write!(f, "[{i}]"),
            None => write!(f, "{:?}", self.0),
        }
    }
}
