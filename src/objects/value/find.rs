//! Finding characters in characters. The time is bounded by the sum of the lengths, or by a small
//! multiple of it: a search is not interrupted.

use super::string::Chars;

/// Code units from which on what is wanted is looked for by a table of its own borders.
const LONG: usize = limit!(16, small = 2);

impl Chars<'_> {
    /// Where `needle` first occurs at or after `from`.
    pub fn find(self, needle: Chars<'_>, from: usize) -> Option<usize> {
        let (len, wanted) = (self.len(), needle.len());
        if wanted == 0 {
            return (from <= len).then_some(from);
        }
        if wanted > len || from > len - wanted {
            return None;
        }
        if let (Chars::Latin1(hay), Chars::Latin1(needle)) = (self, needle) {
            return find_bytes(&hay[from..], needle).map(|at| from + at);
        }
        if wanted >= LONG {
            let found = find_by_borders(len - from, |i| self.at(from + i), wanted, |i| needle.at(i));
            return found.map(|at| from + at);
        }
        let first = needle.at(0);
        (from..=len - wanted).find(|&at| self.at(at) == first && (1..wanted).all(|i| self.at(at + i) == needle.at(i)))
    }

    /// Where `needle` last occurs at or before `from`.
    pub fn rfind(self, needle: Chars<'_>, from: usize) -> Option<usize> {
        let wanted = needle.len();
        let last = self.len().checked_sub(wanted)?.min(from);
        if wanted >= LONG {
            // Both from behind.
            let end = last + wanted;
            let found = find_by_borders(end, |i| self.at(end - 1 - i), wanted, |i| needle.at(wanted - 1 - i));
            return found.map(|at| end - wanted - at);
        }
        (0..=last).rev().find(|&at| (0..wanted).all(|i| self.at(at + i) == needle.at(i)))
    }
}

/// Where what is wanted, which is not empty, first occurs (Knuth, Morris and Pratt): after a unit
/// that does not fit it goes on with the longest border of what fitted.
fn find_by_borders(
    len: usize,
    hay: impl Fn(usize) -> u16,
    wanted: usize,
    needle: impl Fn(usize) -> u16,
) -> Option<usize> {
    let fitting = |borders: &[u32], mut fits: usize, unit: u16| {
        while fits > 0 && needle(fits) != unit {
            fits = borders[fits - 1] as usize;
        }
        fits + usize::from(needle(fits) == unit)
    };
    let mut borders = vec![0_u32; wanted];
    for i in 1..wanted {
        borders[i] = fitting(&borders, borders[i - 1] as usize, needle(i)) as u32;
    }
    let mut fits = 0;
    for i in 0..len {
        fits = fitting(&borders, fits, hay(i));
        if fits == wanted {
            return Some(i + 1 - wanted);
        }
    }
    None
}

/// Where the bytes of `needle`, which are not none, first occur.
fn find_bytes(hay: &[u8], needle: &[u8]) -> Option<usize> {
    if let [one] = needle {
        return memchr::memchr(*one, hay);
    }
    // Preparing the fast search pays for long texts only.
    if hay.len() >= 256 {
        return memchr::memmem::find(hay, needle);
    }
    let last = hay.len().checked_sub(needle.len())?;
    let mut at = 0;
    while at <= last {
        at += memchr::memchr(needle[0], &hay[at..=last])?;
        if &hay[at..at + needle.len()] == needle {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every place at which it occurs, one by one.
    fn places(hay: &[u16], needle: &[u16]) -> Vec<usize> {
        (0..=hay.len() - needle.len()).filter(|&at| &hay[at..at + needle.len()] == needle).collect()
    }

    #[test]
    fn long_ones_are_found_where_they_are() {
        let mut state = 1_u32;
        let mut random = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        for _ in 0..300 {
            let hay: Vec<u16> = (0..200).map(|_| 0x1000 + random(2) as u16).collect();
            let (at, len) = (random(150) as usize, LONG + random(30) as usize);
            let mut needle = hay[at..(at + len).min(hay.len())].to_vec();
            if random(3) == 0 {
                needle[len / 2] ^= 1;
            }
            let (chars, wanted) = (Chars::Utf16(&hay), Chars::Utf16(&needle));
            let places = places(&hay, &needle);
            for from in [0, at, at + 1, hay.len()] {
                assert_eq!(chars.find(wanted, from), places.iter().copied().find(|&place| place >= from));
                assert_eq!(chars.rfind(wanted, from), places.iter().copied().rev().find(|&place| place <= from));
            }
        }
    }
}
