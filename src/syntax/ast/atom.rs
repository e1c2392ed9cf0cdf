//! Interned names and string contents.
//!
//! Equal contents have equal atoms. A content without lone surrogates is always stored as UTF-8,
//! any other as UTF-16, so that equality of atoms is equality of JavaScript strings.

use std::num::NonZeroU32;

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// An interned JavaScript string: compare by value, look the content up in [`Atoms`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Atom(NonZeroU32);

impl Atom {
    #[inline]
    const fn nth(index: u32) -> Self {
        match NonZeroU32::new(index + 1) {
            Some(id) => Self(id),
            None => panic!("an atom index is far below u32::MAX"),
        }
    }

    #[inline]
    pub(in crate::syntax) const fn to_bits(self) -> u32 {
        self.0.get()
    }

    /// The atom of `to_bits`.
    #[inline]
    pub(in crate::syntax) const fn from_bits(bits: u32) -> Self {
        match NonZeroU32::new(bits) {
            Some(id) => Self(id),
            None => known::EMPTY,
        }
    }

    /// Dense index from 0, for side tables.
    #[inline]
    pub const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The content of an atom.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AtomText<'a> {
    /// Text without lone surrogates.
    Utf8(&'a str),
    /// Text with at least one lone surrogate.
    Utf16(&'a [u16]),
}

impl std::fmt::Display for AtomText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Utf8(text) => f.write_str(text),
            Self::Utf16(units) => f.write_str(&String::from_utf16_lossy(units)),
        }
    }
}

macro_rules! known_atoms {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Atoms that every table holds, so that they can be compared without a look-up.
        #[allow(missing_docs)]
        pub mod known {
            use super::Atom;
            #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
            #[allow(dead_code)]
            enum Order { $($name,)* }
            // Many keywords are there for the order alone.
            $($(#[$doc])* #[allow(dead_code)] pub const $name: Atom = Atom::nth(Order::$name as u32);)*
            pub(in crate::syntax) const ALL: &[&str] = &[$($text,)*];
        }
    };
}

known_atoms! {
    // The reserved words come first, in the order of `token::KEYWORDS`, then `enum`.
    BREAK = "break",
    CASE = "case",
    CATCH = "catch",
    CLASS = "class",
    CONST = "const",
    CONTINUE = "continue",
    DEBUGGER = "debugger",
    DEFAULT = "default",
    DELETE = "delete",
    DO = "do",
    ELSE = "else",
    EXPORT = "export",
    EXTENDS = "extends",
    FALSE = "false",
    FINALLY = "finally",
    FOR = "for",
    FUNCTION = "function",
    IF = "if",
    IMPORT = "import",
    IN = "in",
    INSTANCEOF = "instanceof",
    NEW = "new",
    NULL = "null",
    RETURN = "return",
    SUPER = "super",
    SWITCH = "switch",
    THIS = "this",
    THROW = "throw",
    TRUE = "true",
    TRY = "try",
    TYPEOF = "typeof",
    VAR = "var",
    VOID = "void",
    WHILE = "while",
    WITH = "with",
    ENUM = "enum",
    // Contextual keywords: an identifier unless the place decides otherwise.
    LET = "let",
    STATIC = "static",
    YIELD = "yield",
    AWAIT = "await",
    ASYNC = "async",
    GET = "get",
    SET = "set",
    OF = "of",
    AS = "as",
    USING = "using",
    FROM = "from",
    IMPLEMENTS = "implements",
    INTERFACE = "interface",
    PACKAGE = "package",
    PRIVATE = "private",
    PROTECTED = "protected",
    PUBLIC = "public",
    ARGUMENTS = "arguments",
    EVAL = "eval",
    // Up to here: names that the parser has to look at twice.
    EMPTY = "",
    PROTO = "__proto__",
    CONSTRUCTOR = "constructor",
    PROTOTYPE = "prototype",
    /// The local name of `export default` of an expression or of an anonymous declaration; no
    /// identifier can be it.
    STAR_DEFAULT = "*default*",
    USE_STRICT = "use strict",
    TARGET = "target",
    META = "meta",
    DEFER = "defer",
    SOURCE = "source",
    UNDEFINED = "undefined",
    NAME = "name",
    LENGTH = "length",
    EXPORTS = "exports",
    REQUIRE = "require",
    MODULE = "module",
    FILENAME = "__filename",
    DIRNAME = "__dirname",
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    start: u32,
    len: u32,
    hash: u32,
    wide: bool,
}

/// The table of atoms of one program.
#[derive(Debug)]
pub struct Atoms {
    narrow: String,
    wide: Vec<u16>,
    entries: Vec<Entry>,
    /// Open addressing with linear probing; 0 is free, otherwise the hash above and entry index + 1
    /// below. The length is a power of two.
    slots: Vec<u64>,
    /// The atoms of one ASCII character, plus 1; 0 is none yet. In minified texts every other name
    /// is one.
    single: [u32; 128],
}

impl Default for Atoms {
    fn default() -> Self {
        Self::with_capacity(64)
    }
}

impl Atoms {
    /// An empty table (but for the known atoms) with room for about `atoms` different contents.
    pub fn with_capacity(atoms: usize) -> Self {
        let slots = (atoms.max(known::ALL.len()) * 2).next_power_of_two();
        let mut table = Self {
            narrow: String::with_capacity(atoms * 8),
            wide: Vec::new(),
            entries: Vec::with_capacity(atoms),
            slots: vec![0; slots],
            single: [0; 128],
        };
        for text in known::ALL {
            table.intern(text);
        }
        table
    }

    /// Number of different atoms; valid indices are below it.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The atom of a text.
    #[inline]
    pub fn intern(&mut self, text: &str) -> Atom {
        if let [byte] = *text.as_bytes() {
            return self.intern_single(byte, text);
        }
        self.find_or_insert(text)
    }

    /// `byte` is all there is of `text`, so it is ASCII.
    #[inline]
    fn intern_single(&mut self, byte: u8, text: &str) -> Atom {
        match self.single[usize::from(byte & 0x7f)] {
            0 => {
                let atom = self.find_or_insert(text);
                self.single[usize::from(byte & 0x7f)] = atom.index() as u32 + 1;
                atom
            }
            number => Atom::nth(number - 1),
        }
    }

    /// The atom of a text, if the table has it.
    pub fn find(&self, text: &str) -> Option<Atom> {
        let hash = hash_bytes(text.as_bytes());
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            let slot = self.slots[at];
            let atom = Atom::nth(slot as u32 - 1);
            if (slot >> 32) as u32 == hash && self.str(atom) == Some(text) {
                return Some(atom);
            }
            at = (at + 1) & mask;
        }
        None
    }

    fn find_or_insert(&mut self, text: &str) -> Atom {
        let hash = hash_bytes(text.as_bytes());
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            let slot = self.slots[at];
            if (slot >> 32) as u32 == hash {
                let index = slot as u32 - 1;
                let entry = self.entries[index as usize];
                if entry.len as usize == text.len()
                    && !entry.wide
                    && same_bytes(&self.narrow.as_bytes()[entry.start as usize..][..text.len()], text.as_bytes())
                {
                    return Atom::nth(index);
                }
            }
            at = (at + 1) & mask;
        }
        let start = self.narrow.len() as u32;
        self.narrow.push_str(text);
        self.insert(at, Entry { start, len: text.len() as u32, hash, wide: false })
    }

    /// The atom of a sequence of UTF-16 code units.
    pub fn intern_utf16(&mut self, units: &[u16]) -> Atom {
        if let Ok(text) = String::from_utf16(units) {
            return self.intern(&text);
        }
        let mut hasher = FxHasher::default();
        for &unit in units {
            hasher.write_u16(unit);
        }
        let hash = fold(hasher.finish());
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            let index = self.slots[at] as u32 - 1;
            let entry = self.entries[index as usize];
            if entry.hash == hash
                && entry.wide
                && self.wide[entry.start as usize..entry.start as usize + entry.len as usize] == *units
            {
                return Atom::nth(index);
            }
            at = (at + 1) & mask;
        }
        let start = self.wide.len() as u32;
        self.wide.extend_from_slice(units);
        self.insert(at, Entry { start, len: units.len() as u32, hash, wide: true })
    }

    fn insert(&mut self, at: usize, entry: Entry) -> Atom {
        self.entries.push(entry);
        self.slots[at] = slot(entry.hash, self.entries.len());
        let atom = Atom::nth(self.entries.len() as u32 - 1);
        if self.entries.len() * 2 > self.slots.len() {
            self.grow();
        }
        atom
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let mut slots = vec![0; mask + 1];
        for (index, entry) in self.entries.iter().enumerate() {
            let mut at = entry.hash as usize & mask;
            while slots[at] != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = slot(entry.hash, index + 1);
        }
        self.slots = slots;
    }

    /// The content of an atom of this table.
    #[inline]
    pub fn get(&self, atom: Atom) -> AtomText<'_> {
        let entry = self.entries[atom.index()];
        let range = entry.start as usize..entry.start as usize + entry.len as usize;
        if entry.wide { AtomText::Utf16(&self.wide[range]) } else { AtomText::Utf8(&self.narrow[range]) }
    }

    /// The content as a `str`, if it has no lone surrogate (identifiers never have).
    #[inline]
    pub fn str(&self, atom: Atom) -> Option<&str> {
        match self.get(atom) {
            AtomText::Utf8(text) => Some(text),
            AtomText::Utf16(_) => None,
        }
    }

    /// The content for messages: lone surrogates become U+FFFD.
    pub fn display(&self, atom: Atom) -> String {
        self.get(atom).to_string()
    }
}

fn slot(hash: u32, number: usize) -> u64 {
    u64::from(hash) << 32 | number as u64
}

/// Equality of two texts of the same length: nearly all are short, and a call of `memcmp` is not.
#[inline]
fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    if let (Some((a_head, _)), Some((b_head, _))) = (a.split_first_chunk::<8>(), b.split_first_chunk::<8>()) {
        if a.len() > 16 {
            return a == b;
        }
        let tails = (a.split_last_chunk::<8>(), b.split_last_chunk::<8>());
        return a_head == b_head && matches!(tails, (Some((_, a_tail)), Some((_, b_tail))) if a_tail == b_tail);
    }
    if let (Some((a_head, _)), Some((b_head, _))) = (a.split_first_chunk::<4>(), b.split_first_chunk::<4>()) {
        let tails = (a.split_last_chunk::<4>(), b.split_last_chunk::<4>());
        return a_head == b_head && matches!(tails, (Some((_, a_tail)), Some((_, b_tail))) if a_tail == b_tail);
    }
    a.iter().zip(b).all(|(a, b)| a == b)
}

#[inline]
fn hash_bytes(bytes: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    fold(hasher.finish())
}

/// FxHash leaves its entropy in the high bits.
#[inline]
fn fold(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_contents_are_equal_atoms() {
        let mut atoms = Atoms::default();
        let many: Vec<Atom> = (0..1000).map(|i| atoms.intern(&format!("name{i}"))).collect();
        assert_eq!(many[7], atoms.intern("name7"));
        assert_eq!(atoms.intern("eval"), known::EVAL);
        assert_eq!(atoms.intern_utf16(&[0x65, 0x76, 0x61, 0x6c]), known::EVAL);
        let lone = atoms.intern_utf16(&[0xd800]);
        assert_eq!(lone, atoms.intern_utf16(&[0xd800]));
        assert_eq!(atoms.get(lone), AtomText::Utf16(&[0xd800]));
        assert_eq!(atoms.str(lone), None);
    }
}
