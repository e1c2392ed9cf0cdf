//! The subjects of searches, as the matcher reads them.

use super::code::Start;

/// Code units from which on a literal is long.
pub const LONG_LITERAL: usize = 64;

/// A subject.
pub trait Input: Copy {
    fn len(self) -> usize;
    /// The code unit at `at`, which is in range.
    fn unit(self, at: usize) -> u32;
    /// The character at `at`, which is in range, and its width.
    fn next(self, at: usize) -> (u32, usize);
    /// The character before `at`, which is above 0, and its width.
    fn previous(self, at: usize) -> (u32, usize);
    /// The next place from `at` on where a match may start.
    fn candidate(self, start: &Start, at: usize) -> Option<usize>;
}

/// Latin-1 characters.
#[derive(Clone, Copy)]
pub struct Bytes<'a>(pub &'a [u8]);

impl Input for Bytes<'_> {
    #[inline(always)]
    fn len(self) -> usize {
        self.0.len()
    }
    #[inline(always)]
    fn unit(self, at: usize) -> u32 {
        self.0[at].into()
    }
    #[inline(always)]
    fn next(self, at: usize) -> (u32, usize) {
        (self.0[at].into(), 1)
    }
    #[inline(always)]
    fn previous(self, at: usize) -> (u32, usize) {
        (self.0[at - 1].into(), 1)
    }
    fn candidate(self, start: &Start, at: usize) -> Option<usize> {
        match start {
            Start::Anywhere => Some(at),
            Start::Subject => (at == 0).then_some(at),
            Start::Literal(finder, units) if units.len() == 1 => {
                memchr::memchr(finder.needle()[0], &self.0[at..]).map(|found| at + found)
            }
            Start::Literal(finder, _) => finder.find(&self.0[at..]).map(|found| at + found),
            Start::OneOf(set, _) => {
                let has = |&byte: &u8| set[usize::from(byte >> 6)] >> (byte & 63) & 1 != 0;
                self.0[at..].iter().position(has).map(|found| at + found)
            }
        }
    }
}

/// UTF-16 code units, each a character, or (with `UNICODE`) code points.
#[derive(Clone, Copy)]
pub struct Units<'a, const UNICODE: bool>(pub &'a [u16]);

impl<const UNICODE: bool> Input for Units<'_, UNICODE> {
    #[inline(always)]
    fn len(self) -> usize {
        self.0.len()
    }
    #[inline(always)]
    fn unit(self, at: usize) -> u32 {
        self.0[at].into()
    }
    #[inline(always)]
    fn next(self, at: usize) -> (u32, usize) {
        let unit = self.0[at];
        if UNICODE
            && (0xD800..0xDC00).contains(&unit)
            && let Some(&trail) = self.0.get(at + 1)
            && (0xDC00..0xE000).contains(&trail)
        {
            return (pair(unit, trail), 2);
        }
        (unit.into(), 1)
    }
    #[inline(always)]
    fn previous(self, at: usize) -> (u32, usize) {
        let unit = self.0[at - 1];
        if UNICODE && (0xDC00..0xE000).contains(&unit) && at > 1 && (0xD800..0xDC00).contains(&self.0[at - 2]) {
            return (pair(self.0[at - 2], unit), 2);
        }
        (unit.into(), 1)
    }
    fn candidate(self, start: &Start, at: usize) -> Option<usize> {
        let rest = &self.0[at..];
        let found = match start {
            Start::Anywhere => Some(0),
            Start::Subject => (at == 0).then_some(0),
            Start::Literal(_, units) => {
                let first = units[0];
                let last = rest.len().checked_sub(units.len())?;
                // The rest of a long one is compared as any other part of the pattern is.
                let units = &units[..units.len().min(LONG_LITERAL)];
                (0..=last).find(|&i| rest[i] == first && rest[i..i + units.len()] == *units)
            }
            Start::OneOf(set, wide) => rest
                .iter()
                .position(|&unit| if unit < 256 { set[usize::from(unit >> 6)] >> (unit & 63) & 1 != 0 } else { *wide }),
        };
        found.map(|i| at + i)
    }
}

fn pair(lead: u16, trail: u16) -> u32 {
    0x10000 + ((u32::from(lead) - 0xD800) << 10) + (u32::from(trail) - 0xDC00)
}
