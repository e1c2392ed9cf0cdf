//! Sets of characters of regular expressions, and which characters are the same when case is
//! ignored (ECMA-262 §22.2.2.7.3, without the flag `u`).

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// A set of code units or code points: ranges, both ends inclusive.
#[derive(Clone, Default, Debug)]
pub struct CharSet {
    ranges: Vec<(u32, u32)>,
}

const LAST: u32 = 0x10_FFFF;
const DIGITS: &[(u32, u32)] = &[(0x30, 0x39)];
const WORD: &[(u32, u32)] = &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
const LINE_ENDS: &[(u32, u32)] = &[(10, 10), (13, 13), (0x2028, 0x2029)];

impl CharSet {
    /// The set of one character.
    pub fn single(c: u32) -> CharSet {
        CharSet { ranges: vec![(c, c)] }
    }

    /// The set of a class escape: `\d`, `\D`, `\s`, `\S`, `\w`, `\W`.
    pub fn escape(letter: u8) -> CharSet {
        let ranges = match letter | 0x20 {
            b'd' => DIGITS,
            b's' => crate::characters::SPACE,
            _ => WORD,
        };
        let set = CharSet { ranges: ranges.to_vec() };
        if letter.is_ascii_uppercase() { set.inverted() } else { set }
    }

    /// What `.` stands for.
    pub fn dot(all: bool) -> CharSet {
        if all { CharSet { ranges: vec![(0, LAST)] } } else { CharSet { ranges: LINE_ENDS.to_vec() }.inverted() }
    }

    /// Adds a range.
    pub fn add(&mut self, first: u32, last: u32) {
        self.ranges.push((first, last));
    }

    /// Adds another set.
    pub fn add_set(&mut self, other: &CharSet) {
        self.ranges.extend_from_slice(&other.ranges);
    }

    /// Sorts and joins the ranges.
    pub fn normalise(&mut self) {
        self.ranges.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(self.ranges.len());
        for &(first, last) in &self.ranges {
            match joined.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
                _ => joined.push((first, last)),
            }
        }
        self.ranges = joined;
    }

    /// The characters that are not in the set (of normalised ranges).
    pub fn inverted(&self) -> CharSet {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for &(first, last) in &self.ranges {
            if first > next {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        CharSet { ranges }
    }

    /// Whether `c` is in the set (of normalised ranges).
    pub fn contains(&self, c: u32) -> bool {
        let at = self.ranges.partition_point(|&(_, last)| last < c);
        self.ranges.get(at).is_some_and(|&(first, _)| first <= c)
    }
}

/// A set made ready for matching: a bit for each Latin-1 character, ranges for the others.
#[derive(Debug)]
pub struct Class {
    /// Inversion and case included.
    pub latin1: [u64; 4],
    set: CharSet,
    invert: bool,
    ignore_case: bool,
}

impl Class {
    /// Makes a set ready.
    pub fn new(mut set: CharSet, invert: bool, ignore_case: bool) -> Class {
        set.normalise();
        let mut class = Class { latin1: [0; 4], set, invert, ignore_case };
        for c in 0..256_u32 {
            let found =
                class.set.contains(c) || (ignore_case && same_latin1(c).iter().any(|&same| class.set.contains(same)));
            if found != invert {
                class.latin1[(c >> 6) as usize] |= 1 << (c & 63);
            }
        }
        class
    }

    /// Whether a character is in it.
    #[inline(always)]
    pub fn has(&self, c: u32) -> bool {
        if c < 256 { self.latin1[(c >> 6) as usize] >> (c & 63) & 1 != 0 } else { self.has_wide(c) }
    }

    fn has_wide(&self, c: u32) -> bool {
        let found =
            self.set.contains(c) || (self.ignore_case && same_letters(c).iter().any(|&same| self.set.contains(same)));
        found != self.invert
    }

    /// Whether it has characters beyond Latin-1 (or might have).
    pub fn may_be_wide(&self) -> bool {
        self.invert || self.ignore_case || self.set.ranges.last().is_some_and(|&(_, last)| last > 255)
    }
}

/// Canonicalize (ECMA-262 §22.2.2.7.3) without the flag `u`: the capital, when it is one code unit
/// and not ASCII for a letter that is not.
pub fn canonicalize(c: u32) -> u32 {
    if c < 128 {
        return if (0x61..=0x7A).contains(&c) { c - 0x20 } else { c };
    }
    let Some(letter) = char::from_u32(c) else { return c };
    let mut capitals = letter.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) if capital as u32 >= 128 && (capital as u32) < 0x10000 => capital as u32,
        _ => c,
    }
}

/// Other characters that are the same as a Latin-1 character when case is ignored.
fn same_latin1(c: u32) -> Vec<u32> {
    match c {
        0x41..=0x5A => vec![c + 0x20],
        0x61..=0x7A => vec![c - 0x20],
        0xB5 => vec![0x39C, 0x3BC],
        0xC0..=0xD6 | 0xD8..=0xDE => vec![c + 0x20],
        0xE0..=0xF6 | 0xF8..=0xFE => vec![c - 0x20],
        0xFF => vec![0x178],
        _ => Vec::new(),
    }
}

/// All characters that are the same as `c` when case is ignored, itself included when there are
/// others.
pub fn same_letters(c: u32) -> &'static [u32] {
    static FAMILIES: OnceLock<FxHashMap<u32, Vec<u32>>> = OnceLock::new();
    let families = FAMILIES.get_or_init(|| {
        let mut families: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for c in 0..0x10000 {
            families.entry(canonicalize(c)).or_default().push(c);
        }
        families.retain(|_, members| members.len() > 1);
        families
    });
    families.get(&canonicalize(c)).map_or(&[], Vec::as_slice)
}
