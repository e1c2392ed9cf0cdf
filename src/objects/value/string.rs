//! Strings: flat Latin-1, flat UTF-16, ropes for concatenation, and slices that share the
//! characters of the string they were cut from.
//!
//! Invariants: a flat string's header data is its length in UTF-16 code units, its characters
//! follow at `CHARS`; a rope that was made flat keeps its kind and has a flat string in `left` and
//! in `right` a hole when it is the whole of that, else the number of the first character, as a
//! slice has; a slice is at least half of the flat string that it keeps alive; a flat string with
//! the flag `BUFFER` is nobody's value: it has room behind its characters, whose number is in the
//! hash field, and only ropes and slices refer to it, to characters that never change; an interned
//! string is flat and unique among interned strings of its content; `HASHED` is set once the hash
//! field is valid; `INDEX` is set on interned strings that are the canonical text of an array
//! index.

use std::borrow::Cow;
use std::cell::Cell;

use super::Value;
use super::cell::{Gc, HeapCell, Slot};
use super::key::Key;
use crate::bytecode::Text;
use crate::heap::{CellRef, Header, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;

/// Longest string in code units, as V8's on 64-bit machines.
pub const MAX_LENGTH: usize = (1 << 29) - 24;
/// Below this length a concatenation is copied flat at once.
const MIN_ROPE: usize = limit!(24, small = 2);
/// A shorter part is copied: that costs no more than a slice.
const MIN_SLICE: usize = limit!(128, small = 2);
const CHARS: usize = 12;

/// Header flag: canonical among strings of this content.
pub const INTERNED: u16 = 1;
const HASHED: u16 = 2;
const INDEX: u16 = 4;
const BUFFER: u16 = 16;

/// A string of any representation.
#[repr(C)]
pub struct JsString {
    header: Header,
}

#[repr(C)]
struct Flat {
    header: Header,
    hash: Cell<u32>,
}

/// A rope or a slice.
#[repr(C)]
struct Rope {
    header: Header,
    left: Slot,
    right: Slot,
}

impl HeapCell for JsString {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind >= Kind::Latin1 && kind <= Kind::LAST_STRING
    }
}
impl HeapCell for Flat {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        matches!(kind, Kind::Latin1 | Kind::Utf16)
    }
}
impl HeapCell for Rope {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        matches!(kind, Kind::Rope | Kind::Slice)
    }
}

/// The characters of a flat string.
#[derive(Clone, Copy, Debug)]
pub enum Chars<'a> {
    /// One byte a code unit, U+0000 to U+00FF.
    Latin1(&'a [u8]),
    /// UTF-16 code units.
    Utf16(&'a [u16]),
}

impl<'a> Chars<'a> {
    /// Length in code units.
    #[inline]
    pub fn len(self) -> usize {
        match self {
            Chars::Latin1(s) => s.len(),
            Chars::Utf16(s) => s.len(),
        }
    }

    /// Whether there is no character.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The code unit at `i`; `i` is in range.
    #[inline]
    pub fn at(self, i: usize) -> u16 {
        match self {
            Chars::Latin1(s) => s[i].into(),
            Chars::Utf16(s) => s[i],
        }
    }

    /// The code units.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = u16> + ExactSizeIterator + 'a {
        (0..self.len()).map(move |i| self.at(i))
    }

    /// The code units from `from` to `to`.
    pub fn slice(self, from: usize, to: usize) -> Chars<'a> {
        match self {
            Chars::Latin1(s) => Chars::Latin1(&s[from..to]),
            Chars::Utf16(s) => Chars::Utf16(&s[from..to]),
        }
    }

    /// The code point at `i` and its length in code units; a lone surrogate is itself (ECMAScript
    /// CodePointAt).
    pub fn code_point_at(self, i: usize) -> (u32, usize) {
        let first = self.at(i);
        if (0xD800..0xDC00).contains(&first) && i + 1 < self.len() {
            let second = self.at(i + 1);
            if (0xDC00..0xE000).contains(&second) {
                return (0x10000 + ((u32::from(first) - 0xD800) << 10) + (u32::from(second) - 0xDC00), 2);
            }
        }
        (first.into(), 1)
    }

    /// As UTF-16.
    pub fn to_utf16(self) -> Cow<'a, [u16]> {
        match self {
            Chars::Latin1(s) => Cow::Owned(s.iter().map(|&b| b.into()).collect()),
            Chars::Utf16(s) => Cow::Borrowed(s),
        }
    }

    /// As text; lone surrogates become U+FFFD.
    pub fn to_text(self) -> Cow<'a, str> {
        match self {
            Chars::Latin1(s) => match std::str::from_utf8(s) {
                Ok(text) if s.is_ascii() => Cow::Borrowed(text),
                _ => Cow::Owned(s.iter().map(|&b| b as char).collect()),
            },
            Chars::Utf16(s) => Cow::Owned(String::from_utf16_lossy(s)),
        }
    }

    fn hash(self) -> u32 {
        fn of(units: impl Iterator<Item = u32>) -> u32 {
            let hash = units.fold(0x811c_9dc5, |hash: u32, unit| (hash ^ unit).wrapping_mul(0x0100_0193));
            hash ^ (hash >> 15)
        }
        match self {
            Chars::Latin1(bytes) => of(bytes.iter().map(|&unit| unit.into())),
            Chars::Utf16(units) => of(units.iter().map(|&unit| unit.into())),
        }
    }

    /// The array index whose canonical text this is.
    pub fn as_array_index(self) -> Option<u32> {
        if self.is_empty() || self.len() > 10 || (self.at(0) == u16::from(b'0') && self.len() > 1) {
            return None;
        }
        let mut index = 0_u64;
        for unit in self.iter() {
            let digit = unit.wrapping_sub(u16::from(b'0'));
            if digit > 9 {
                return None;
            }
            index = index * 10 + u64::from(digit);
        }
        (index <= u64::from(Key::MAX_INDEX)).then_some(index as u32)
    }
}

impl PartialEq for Chars<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (*self, *other) {
            (Chars::Latin1(a), Chars::Latin1(b)) => a == b,
            (Chars::Utf16(a), Chars::Utf16(b)) => a == b,
            (a, b) => a.len() == b.len() && a.iter().eq(b.iter()),
        }
    }
}
impl Eq for Chars<'_> {}
impl PartialOrd for Chars<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Chars<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        match (*self, *other) {
            (Chars::Latin1(a), Chars::Latin1(b)) => a.cmp(b),
            (a, b) => a.iter().cmp(b.iter()),
        }
    }
}

impl Gc<JsString> {
    /// Length in UTF-16 code units.
    #[inline(always)]
    pub fn len(self) -> usize {
        self.header.data() as usize
    }

    /// Whether it is the empty string.
    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The characters, when it is flat or was made flat.
    #[inline]
    pub fn flat_chars<'a>(self) -> Option<Chars<'a>> {
        if self.kind() <= Kind::Utf16 {
            return Some(flat_chars(self.cell()));
        }
        if self.is_open() { None } else { self.shared_chars() }
    }

    /// The characters of a slice, or of a rope that was made flat.
    #[inline(never)]
    fn shared_chars<'a>(self) -> Option<Chars<'a>> {
        let (flat, start) = self.backing()?;
        Some(flat_chars(flat.cell()).slice(start, start + self.len()))
    }

    /// Whether it is a rope not yet flat.
    #[inline(always)]
    fn is_open(self) -> bool {
        self.kind() == Kind::Rope && Gc::<Rope>::from_cell(self.cell()).right.get().is_cell()
    }

    /// The flat string that holds the characters, and the first of them; `None` for a rope not yet
    /// flat.
    fn backing(self) -> Option<(Gc<Flat>, usize)> {
        let cell = self.cell();
        if self.kind() <= Kind::Utf16 {
            return Some((Gc::from_cell(cell), 0));
        }
        let rope = Gc::<Rope>::from_cell(cell);
        let right = rope.right.get();
        let start = if right.is_hole() { 0 } else { right.as_int()? as usize };
        Some((Gc::from_cell(rope.left.get().cell_unchecked()), start))
    }

    /// Whether it is the canonical string of its content.
    #[inline(always)]
    pub fn is_interned(self) -> bool {
        self.header.flags() & INTERNED != 0
    }
}

#[inline]
fn flat_chars<'a>(cell: CellRef) -> Chars<'a> {
    let len = cell.header().data() as usize;
    let start = cell.addr() as usize + CHARS;
    // SAFETY: a flat string's characters follow its header at `CHARS`, `len` of them, and are never
    // written after its making. Callers keep the cell reachable while they use the slice (no
    // collection runs inside a native function).
    unsafe {
        if Kind::of(cell) == Kind::Latin1 {
            Chars::Latin1(std::slice::from_raw_parts(start as *const u8, len))
        } else {
            Chars::Utf16(std::slice::from_raw_parts(start as *const u16, len))
        }
    }
}

pub(in crate::objects) fn flat_size(cell: CellRef) -> usize {
    let len = cell.header().data() as usize;
    CHARS + if Kind::of(cell) == Kind::Latin1 { len } else { 2 * len }
}
pub(in crate::objects) fn flat_trace(_: CellRef, _: &mut Tracer) {}
pub(in crate::objects) fn is_listed(cell: CellRef) -> bool {
    cell.header().flags() & INTERNED != 0
}
pub(in crate::objects) fn rope_size(_: CellRef) -> usize {
    std::mem::size_of::<Rope>()
}
pub(in crate::objects) fn rope_trace(cell: CellRef, tracer: &mut Tracer) {
    let rope = Gc::<Rope>::from_cell(cell);
    rope.left.trace(tracer);
    rope.right.trace(tracer);
}

/// The flat string's hash, computed once.
pub(in crate::objects) fn hash_of(string: Gc<JsString>) -> u32 {
    let flat = Gc::<Flat>::from_cell(string.cell());
    if flat.header.flags() & HASHED == 0 {
        flat.hash.set(flat_chars(string.cell()).hash());
        flat.header.set_flags(flat.header.flags() | HASHED);
    }
    flat.hash.get()
}

impl Space {
    /// A flat Latin-1 string of `len` characters that `fill` writes.
    pub fn new_latin1_with(&mut self, len: usize, fill: impl FnOnce(&mut [u8])) -> Gc<JsString> {
        if len == 0 {
            return self.strings.empty;
        }
        let cell = self.heap.alloc(Kind::Latin1 as u8, CHARS + len, 0, len as u32);
        // SAFETY: the cell was allocated with `len` bytes at `CHARS`; nobody else knows it yet.
        // Zeroing makes the slice initialised.
        unsafe {
            let chars = (cell.addr() as usize + CHARS) as *mut u8;
            std::ptr::write_bytes(chars, 0, len);
            fill(std::slice::from_raw_parts_mut(chars, len));
        }
        Gc::from_cell(cell)
    }

    /// A flat UTF-16 string of `len` code units that `fill` writes.
    pub fn new_utf16_with(&mut self, len: usize, fill: impl FnOnce(&mut [u16])) -> Gc<JsString> {
        if len == 0 {
            return self.strings.empty;
        }
        let cell = self.heap.alloc(Kind::Utf16 as u8, CHARS + 2 * len, 0, len as u32);
        // SAFETY: as in `new_latin1_with`, two bytes a unit.
        unsafe {
            let chars = (cell.addr() as usize + CHARS) as *mut u16;
            std::ptr::write_bytes(chars, 0, len);
            fill(std::slice::from_raw_parts_mut(chars, len));
        }
        Gc::from_cell(cell)
    }

    /// A string of Latin-1 bytes.
    pub fn new_latin1(&mut self, bytes: &[u8]) -> Gc<JsString> {
        match bytes {
            [] => self.strings.empty,
            [one] => self.strings.single[*one as usize],
            _ => {
                let cell = self.heap.alloc(Kind::Latin1 as u8, CHARS + bytes.len(), 0, bytes.len() as u32);
                let chars = (cell.addr() as usize + CHARS) as *mut u8;
                // SAFETY: the cell was allocated with so many bytes at `CHARS`; nobody else knows
                // it yet.
                unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), chars, bytes.len()) };
                Gc::from_cell(cell)
            }
        }
    }

    /// A string of UTF-16 code units, Latin-1 when they fit.
    pub fn new_utf16(&mut self, units: &[u16]) -> Gc<JsString> {
        if units.iter().all(|&unit| unit < 0x100) {
            if let [one] = units {
                return self.strings.single[*one as usize];
            }
            return self.new_latin1_with(units.len(), |chars| {
                for (to, &from) in chars.iter_mut().zip(units) {
                    *to = from as u8;
                }
            });
        }
        self.new_utf16_with(units.len(), |chars| chars.copy_from_slice(units))
    }

    /// A string of text.
    pub fn new_string(&mut self, text: &str) -> Gc<JsString> {
        if text.is_ascii() {
            return self.new_latin1(text.as_bytes());
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        self.new_utf16(&units)
    }

    /// The string of one code unit.
    #[inline]
    pub fn new_char(&mut self, unit: u16) -> Gc<JsString> {
        match self.strings.single.get(unit as usize) {
            Some(&string) => string,
            None => self.new_utf16_with(1, |chars| chars[0] = unit),
        }
    }

    /// The string of one code point.
    pub fn new_code_point(&mut self, code_point: u32) -> Gc<JsString> {
        if code_point < 0x10000 {
            return self.new_char(code_point as u16);
        }
        let offset = code_point - 0x10000;
        self.new_utf16(&[0xD800 + (offset >> 10) as u16, 0xDC00 + (offset & 0x3FF) as u16])
    }

    /// A string of flat characters.
    #[inline]
    pub fn new_chars(&mut self, chars: Chars<'_>) -> Gc<JsString> {
        match chars {
            Chars::Latin1(bytes) => self.new_latin1(bytes),
            Chars::Utf16(units) => self.new_utf16(units),
        }
    }

    /// The characters of any string; a rope is made flat, iteratively and once.
    #[inline]
    pub fn chars<'a>(&mut self, string: Gc<JsString>) -> Chars<'a> {
        match string.flat_chars() {
            Some(chars) => chars,
            None => self.flatten(string),
        }
    }

    /// Makes a rope flat. A text that is made flat again and again while it grows costs what is
    /// added to it: its characters are in a buffer, behind which the new ones are written.
    #[cold]
    fn flatten<'a>(&mut self, string: Gc<JsString>) -> Chars<'a> {
        let len = string.len();
        let first = first_leaf(string);
        let (flat, start) = match first.backing() {
            Some((buffer, start)) if has_room(string, buffer, start, first.len()) => {
                let used = start + first.len();
                self.work += start + len - used;
                write_leaves(string, Gc::from_cell(buffer.cell()), used..start + len);
                buffer.hash.set((start + len) as u32);
                (Gc::from_cell(buffer.cell()), Value::int(start as i32))
            }
            backing => {
                // It was made flat before and is most of the text; nothing else has grown out of
                // it.
                let grows = first.kind() == Kind::Rope
                    && first.len() >= len / 2
                    && len >= MIN_SLICE
                    && backing.is_some_and(|(flat, _)| !is_buffer(flat) || flat.hash.get() as usize == first.len());
                let room = if grows { (len + len / 2).min(MAX_LENGTH) } else { len };
                let flat = match is_latin1(string) {
                    true => self.new_latin1_with(room, |_| {}),
                    false => self.new_utf16_with(room, |_| {}),
                };
                write_leaves(string, flat, 0..len);
                self.work += len;
                if grows {
                    flat.header.set_flags(BUFFER);
                    Gc::<Flat>::from_cell(flat.cell()).hash.set(len as u32);
                    if is_latin1(first) == is_latin1(string) {
                        self.back_by(first, flat, Value::ZERO);
                    }
                }
                (flat, if grows { Value::ZERO } else { Value::HOLE })
            }
        };
        self.back_by(string, flat, start);
        let start = start.as_int().unwrap_or_default() as usize;
        flat_chars(flat.cell()).slice(start, start + len)
    }

    /// From now on a rope's or slice's characters are those of `flat`.
    fn back_by(&mut self, string: Gc<JsString>, flat: Gc<JsString>, start: Value) {
        let rope = Gc::<Rope>::from_cell(string.cell());
        self.store(rope.cell(), &rope.left, flat.value());
        self.store(rope.cell(), &rope.right, start);
    }

    /// The concatenation, or `None` when it would be longer than [`MAX_LENGTH`].
    pub fn concat(&mut self, left: Gc<JsString>, right: Gc<JsString>) -> Option<Gc<JsString>> {
        let (a, b) = (left.len(), right.len());
        if a == 0 {
            return Some(right);
        }
        if b == 0 {
            return Some(left);
        }
        let len = a + b;
        if len > MAX_LENGTH {
            return None;
        }
        if len < MIN_ROPE
            && let (Some(x), Some(y)) = (left.flat_chars(), right.flat_chars())
        {
            return Some(self.concat_flat(x, y));
        }
        let latin1 = (is_latin1(left) && is_latin1(right)) as u16;
        Some(self.new_rope(Kind::Rope, latin1 * ROPE_LATIN1, len, left.value(), right.value()))
    }

    /// A string with a text behind it, or before it, if they are so short that the result has
    /// characters of its own.
    pub fn concat_short(&mut self, string: Gc<JsString>, text: &[u8], behind: bool) -> Option<Gc<JsString>> {
        let text = Chars::Latin1(text);
        if string.is_empty() || string.len() + text.len() >= MIN_ROPE {
            return None;
        }
        let chars = string.flat_chars()?;
        Some(if behind { self.concat_flat(chars, text) } else { self.concat_flat(text, chars) })
    }

    fn concat_flat(&mut self, x: Chars<'_>, y: Chars<'_>) -> Gc<JsString> {
        if let (Chars::Latin1(x), Chars::Latin1(y)) = (x, y) {
            return self.new_latin1_with(x.len() + y.len(), |out| {
                out[..x.len()].copy_from_slice(x);
                out[x.len()..].copy_from_slice(y);
            });
        }
        self.new_utf16_with(x.len() + y.len(), |out| {
            for (to, unit) in out.iter_mut().zip(x.iter().chain(y.iter())) {
                *to = unit;
            }
        })
    }

    /// The code units from `from` to `to` (in range). A part that is most of the whole shares its
    /// characters; a shorter one is a copy, so that it never keeps the whole alive.
    pub fn substring(&mut self, string: Gc<JsString>, from: usize, to: usize) -> Gc<JsString> {
        if from == 0 && to == string.len() {
            return string;
        }
        let part = self.chars(string).slice(from, to);
        if part.len() >= MIN_SLICE
            && let Some((flat, start)) = string.backing()
            && part.len() >= flat.header.data() as usize / 2
        {
            let latin1 = u16::from(Kind::of(flat.cell()) == Kind::Latin1) * ROPE_LATIN1;
            return self.new_rope(Kind::Slice, latin1, part.len(), flat.value(), Value::int((start + from) as i32));
        }
        self.new_chars(part)
    }

    #[inline]
    fn new_rope(&mut self, kind: Kind, flags: u16, len: usize, left: Value, right: Value) -> Gc<JsString> {
        let cell = self.heap.alloc(kind as u8, std::mem::size_of::<Rope>(), flags, len as u32);
        let rope = Gc::<Rope>::from_cell(cell);
        rope.left.init(left);
        rope.right.init(right);
        Gc::from_cell(cell)
    }

    /// Whether two strings have the same content.
    pub fn string_eq(&mut self, a: Gc<JsString>, b: Gc<JsString>) -> bool {
        if a == b {
            return true;
        }
        if a.len() != b.len() || (a.is_interned() && b.is_interned()) {
            return false;
        }
        self.work += a.len();
        self.chars(a) == self.chars(b)
    }

    /// The property key of a string: an index when it is the canonical text of one, else its
    /// interned string.
    #[inline]
    pub fn string_key(&mut self, string: Gc<JsString>) -> Key {
        if string.header.flags() & (INTERNED | INDEX) == INTERNED {
            return Key::name(string.value());
        }
        self.string_key_slow(string)
    }

    fn string_key_slow(&mut self, string: Gc<JsString>) -> Key {
        let chars = self.chars(string);
        if let Some(index) = chars.as_array_index() {
            return Key::index(index);
        }
        Key::name(self.intern_string(string).value())
    }

    /// The property key of text.
    pub fn key(&mut self, text: &str) -> Key {
        if let Some(index) = Chars::Latin1(text.as_bytes()).as_array_index() {
            return Key::index(index);
        }
        Key::name(self.intern(text).value())
    }

    /// The canonical string of text.
    pub fn intern(&mut self, text: &str) -> Gc<JsString> {
        if text.is_ascii() {
            return self.intern_chars(Chars::Latin1(text.as_bytes()), None);
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        self.intern_units(&units)
    }

    /// The canonical string of a script's text.
    pub fn intern_text(&mut self, text: &Text) -> Gc<JsString> {
        match text {
            Text::Utf8(text) => self.intern(text),
            Text::Utf16(units) => self.intern_units(units),
        }
    }

    fn intern_units(&mut self, units: &[u16]) -> Gc<JsString> {
        if units.iter().all(|&unit| unit < 0x100) {
            let bytes: Vec<u8> = units.iter().map(|&unit| unit as u8).collect();
            return self.intern_chars(Chars::Latin1(&bytes), None);
        }
        self.intern_chars(Chars::Utf16(units), None)
    }

    /// The canonical string of the same content.
    pub fn intern_string(&mut self, string: Gc<JsString>) -> Gc<JsString> {
        if string.is_interned() {
            return string;
        }
        let chars = self.chars(string);
        if string.kind() <= Kind::Utf16 {
            return self.intern_chars(chars, Some(string));
        }
        let rope = Gc::<Rope>::from_cell(string.cell());
        let whole = rope.right.get().is_hole().then(|| Gc::from_cell(rope.left.get().cell_unchecked()));
        let canonical = self.intern_chars(chars, whole);
        // A rope that says Latin-1 has Latin-1 characters.
        if whole != Some(canonical) && is_latin1(canonical) == is_latin1(string) {
            self.back_by(string, canonical, Value::HOLE);
        }
        canonical
    }

    /// `own` is the flat string that becomes canonical when there is none yet.
    pub(in crate::objects) fn intern_chars(&mut self, chars: Chars<'_>, own: Option<Gc<JsString>>) -> Gc<JsString> {
        let hash = match own {
            Some(own) => hash_of(own),
            None => chars.hash(),
        };
        if let Some(found) = self.strings.find(hash, chars) {
            if self.heap.revive(found.cell()) {
                return found;
            }
            self.strings.remove(hash, found);
        }
        let string = match own {
            Some(own) => own,
            // A fresh cell even for one character: the table of single characters holds canonical
            // strings made here.
            None => match chars {
                Chars::Latin1(bytes) => self.new_latin1_with(bytes.len(), |out| out.copy_from_slice(bytes)),
                Chars::Utf16(units) => self.new_utf16_with(units.len(), |out| out.copy_from_slice(units)),
            },
        };
        Gc::<Flat>::from_cell(string.cell()).hash.set(hash);
        let index = if chars.as_array_index().is_some() { INDEX } else { 0 };
        string.header.set_flags(string.header.flags() | INTERNED | HASHED | index);
        self.strings.insert(hash, string);
        string
    }

    /// The empty string as a cell of its own, made once when the space is made.
    pub(in crate::objects) fn make_empty_string(heap: &mut crate::heap::Heap) -> Gc<JsString> {
        let cell = heap.alloc(Kind::Latin1 as u8, CHARS, INTERNED, 0);
        let string = Gc::<JsString>::from_cell(cell);
        hash_of(string);
        string
    }
}

const ROPE_LATIN1: u16 = 8;

fn is_latin1(string: Gc<JsString>) -> bool {
    match string.kind() {
        Kind::Latin1 => true,
        Kind::Rope | Kind::Slice => string.header.flags() & ROPE_LATIN1 != 0,
        _ => false,
    }
}

fn is_buffer(flat: Gc<Flat>) -> bool {
    flat.header.flags() & BUFFER != 0
}

/// Whether what follows a rope's first leaf, `first` characters from `start` on in `flat`, can be
/// written behind it: it is a buffer that ends there, of the right width and long enough, and not
/// mostly what comes before.
fn has_room(rope: Gc<JsString>, flat: Gc<Flat>, start: usize, first: usize) -> bool {
    let room = flat.header.data() as usize;
    is_buffer(flat)
        && flat.hash.get() as usize == start + first
        && start + rope.len() <= room
        && rope.len() >= room / 2
        && (is_latin1(rope) || Kind::of(flat.cell()) == Kind::Utf16)
}

/// The part of a rope that its text begins with.
fn first_leaf(string: Gc<JsString>) -> Gc<JsString> {
    let mut at = string;
    while at.is_open() {
        at = Gc::from_cell(Gc::<Rope>::from_cell(at.cell()).left.get().cell_unchecked());
    }
    at
}

/// Writes the end of a rope's text into the characters `range` of a flat string, which nobody reads
/// yet: all of it, or all but the first leaf.
fn write_leaves(string: Gc<JsString>, flat: Gc<JsString>, range: std::ops::Range<usize>) {
    assert!(range.end <= flat.len());
    let (at, count) = (flat.addr() as usize + CHARS, range.len());
    let mut end = count;
    // SAFETY: the range lies in the cell's characters, which were initialised when it was made;
    // none of the leaves lies in it.
    unsafe {
        if flat.kind() == Kind::Latin1 {
            let out = std::slice::from_raw_parts_mut((at + range.start) as *mut u8, count);
            each_leaf_reversed(string, |leaf| {
                let Some(start) = end.checked_sub(leaf.len()) else { return };
                if let Chars::Latin1(bytes) = leaf {
                    out[start..end].copy_from_slice(bytes);
                }
                end = start;
            });
        } else {
            let out = std::slice::from_raw_parts_mut((at + 2 * range.start) as *mut u16, count);
            each_leaf_reversed(string, |leaf| {
                let Some(start) = end.checked_sub(leaf.len()) else { return };
                match leaf {
                    Chars::Utf16(units) => out[start..end].copy_from_slice(units),
                    Chars::Latin1(bytes) => out[start..end].iter_mut().zip(bytes).for_each(|(to, &b)| *to = b.into()),
                }
                end = start;
            });
        }
    }
}

/// The flat parts of a rope from its end to its start. The left spine is followed without the
/// stack, so that `s += x` loops need little room.
fn each_leaf_reversed(string: Gc<JsString>, mut visit: impl FnMut(Chars<'_>)) {
    let mut pending = vec![string];
    while let Some(next) = pending.pop() {
        match next.flat_chars() {
            Some(chars) => visit(chars),
            None => {
                let rope = Gc::<Rope>::from_cell(next.cell());
                pending.push(Gc::from_cell(rope.left.get().cell_unchecked()));
                pending.push(Gc::from_cell(rope.right.get().cell_unchecked()));
            }
        }
    }
}
