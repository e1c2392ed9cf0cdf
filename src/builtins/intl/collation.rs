//! The order of strings for people: an approximation of the root collation of the Unicode Collation
//! Algorithm (UTS 10 and CLDR), exact for ASCII and for Latin letters with accents; other scripts
//! follow by code point.
//!
//! Strings are compared by levels: base characters first, then accents, then case (small before
//! capital).

use std::cmp::Ordering;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use crate::objects::Chars;

/// Which differences count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sensitivity {
    /// Base characters.
    Base,
    /// Base characters and accents.
    Accent,
    /// Base characters and case.
    Case,
    /// All.
    Variant,
}

/// Which case comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CaseFirst {
    /// Small letters, as the collation has them.
    Off,
    /// Small letters.
    Lower,
    /// Capitals.
    Upper,
}

/// The options of a comparison.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Collator {
    /// Which differences count.
    pub sensitivity: Sensitivity,
    /// Runs of digits compare as numbers.
    pub numeric: bool,
    /// Which case comes first.
    pub case_first: CaseFirst,
    /// White space and punctuation do not count.
    pub ignore_punctuation: bool,
}

impl Default for Collator {
    fn default() -> Self {
        Collator {
            sensitivity: Sensitivity::Variant,
            numeric: false,
            case_first: CaseFirst::Off,
            ignore_punctuation: false,
        }
    }
}

/// Characters of Latin-1 that are neither letter nor digit, in the order of the root collation;
/// white space comes first.
const PUNCTUATION: &str =
    "\t\n\u{b}\u{c}\r\u{85}\u{2028}\u{2029} _-,;:!¡?¿.·'\"«»()[]{}§¶@*/\\&#%`´^¯¨¸°©®+±÷×<=>¬|¦~¤¢$£¥";

/// Combining marks in the order of their weights.
const MARKS: &str = "\u{301}\u{300}\u{306}\u{302}\u{30c}\u{30a}\u{308}\u{30b}\u{303}\u{307}\u{338}\u{335}\u{327}\u{326}\u{328}\u{304}\u{30f}\u{311}\u{31b}";

/// A base character with its accents and case.
struct Element {
    primary: u64,
    /// Accents, packed.
    secondary: u64,
    tertiary: u8,
}

const PUNCTUATION_BASE: u64 = 1 << 8;
const SYMBOL_BASE: u64 = 1 << 12;
const DIGIT_BASE: u64 = 1 << 32;
const LETTER_BASE: u64 = 1 << 40;

impl Collator {
    /// The order of two strings.
    pub(crate) fn compare(&self, a: Chars<'_>, b: Chars<'_>) -> Ordering {
        if a == b {
            return Ordering::Equal;
        }
        if let (Chars::Latin1(a), Chars::Latin1(b)) = (a, b)
            && !self.numeric
            && !self.ignore_punctuation
            && let Some(order) = self.compare_ascii(a, b)
        {
            return order;
        }
        let (a, b) = (self.elements(a), self.elements(b));
        let primary = a.iter().map(|e| e.primary).cmp(b.iter().map(|e| e.primary));
        let secondary = || a.iter().map(|e| e.secondary).cmp(b.iter().map(|e| e.secondary));
        let tertiary = || {
            let order = a.iter().map(|e| e.tertiary).cmp(b.iter().map(|e| e.tertiary));
            if self.case_first == CaseFirst::Upper { order.reverse() } else { order }
        };
        match self.sensitivity {
            Sensitivity::Base => primary,
            Sensitivity::Accent => primary.then_with(secondary),
            Sensitivity::Case => primary.then_with(tertiary),
            Sensitivity::Variant => primary.then_with(secondary).then_with(tertiary),
        }
    }

    /// The order of two ASCII texts without control characters: without accents there are two
    /// levels. `None` for other texts.
    fn compare_ascii(&self, a: &[u8], b: &[u8]) -> Option<Ordering> {
        let weights = ascii_weights();
        let mut case = Ordering::Equal;
        for (&x, &y) in a.iter().zip(b) {
            let (x, y) = (*weights.get(usize::from(x))?, *weights.get(usize::from(y))?);
            if x == 0 || y == 0 {
                return None;
            }
            if x >> 1 != y >> 1 {
                let rest =
                    |text: &[u8]| text.iter().all(|&c| weights.get(usize::from(c)).is_some_and(|&weight| weight > 0));
                return (rest(a) && rest(b)).then(|| x.cmp(&y));
            }
            case = case.then(x.cmp(&y));
        }
        let longer = if a.len() > b.len() { &a[b.len()..] } else { &b[a.len()..] };
        if longer.iter().any(|&c| weights.get(usize::from(c)).is_none_or(|&weight| weight == 0)) {
            return None;
        }
        let counts = matches!(self.sensitivity, Sensitivity::Variant | Sensitivity::Case);
        let case = if self.case_first == CaseFirst::Upper { case.reverse() } else { case };
        Some(a.len().cmp(&b.len()).then(if counts { case } else { Ordering::Equal }))
    }

    fn elements(&self, chars: Chars<'_>) -> Vec<Element> {
        let text = chars.to_text();
        let mut elements: Vec<Element> = Vec::with_capacity(text.len());
        let mut characters = text.nfd().peekable();
        while let Some(c) = characters.next() {
            if self.numeric && c.is_ascii_digit() {
                let mut digits = String::from(c);
                while let Some(digit) = characters.next_if(char::is_ascii_digit) {
                    digits.push(digit);
                }
                push_number(&mut elements, digits.trim_start_matches('0'));
                continue;
            }
            if unicode_normalization::char::is_combining_mark(c) {
                if let Some(last) = elements.last_mut() {
                    last.secondary = last.secondary.wrapping_mul(0x400).wrapping_add(weight_of_mark(c));
                }
                continue;
            }
            self.push_character(&mut elements, c);
        }
        elements
    }

    fn push_character(&self, elements: &mut Vec<Element>, c: char) {
        if c.is_control() && !matches!(c, '\t'..='\r') {
            return;
        }
        // Ligatures and the like sort as the letters they are made of.
        let parts: &[char] = match c {
            'ß' => &['s', 's'],
            'æ' => &['a', 'e'],
            'Æ' => &['A', 'E'],
            'œ' => &['o', 'e'],
            'Œ' => &['O', 'E'],
            _ => &[c],
        };
        for &part in parts {
            let element = element_of(part, parts.len() > 1);
            if self.ignore_punctuation && element.primary < DIGIT_BASE {
                continue;
            }
            elements.push(element);
        }
    }
}

fn element_of(c: char, ligature: bool) -> Element {
    let secondary = u64::from(ligature);
    if !c.is_ascii_alphanumeric()
        && let Some(place) = PUNCTUATION.chars().position(|p| p == c)
    {
        return Element { primary: PUNCTUATION_BASE + place as u64, secondary, tertiary: 0 };
    }
    if let Some(digit) = c.to_digit(10) {
        return Element { primary: DIGIT_BASE + u64::from(digit), secondary, tertiary: 0 };
    }
    if !c.is_alphabetic() {
        let base = if c.is_numeric() { DIGIT_BASE + 16 } else { SYMBOL_BASE };
        return Element { primary: base + u64::from(u32::from(c)), secondary, tertiary: 0 };
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    // Latin letters with a stroke and their like stand beside their plain letter.
    let (base, secondary) = match lower {
        'ø' => ('o', weight_of_mark('\u{338}')),
        'đ' => ('d', weight_of_mark('\u{335}')),
        'ł' => ('l', weight_of_mark('\u{335}')),
        'ħ' => ('h', weight_of_mark('\u{335}')),
        other => (other, secondary),
    };
    // Doubled so that letters between two ASCII letters have a place.
    let primary = match base {
        'þ' => place_after('z'),
        'ð' => place_after('d'),
        'ı' => place_after('i'),
        'ŋ' => place_after('n'),
        other => LETTER_BASE + 2 * u64::from(u32::from(other)),
    };
    Element { primary, secondary, tertiary: u8::from(lower != c) }
}

fn weight_of_mark(mark: char) -> u64 {
    let place = MARKS.chars().position(|m| m == mark);
    place.map_or_else(|| 0x40 + (u64::from(u32::from(mark)) & 0x1FF), |place| place as u64 + 2)
}

fn place_after(letter: char) -> u64 {
    LETTER_BASE + 2 * u64::from(u32::from(letter)) + 1
}

/// Twice the place of each ASCII character in the root collation, plus one for capitals; 0 for
/// control characters, which do not count.
fn ascii_weights() -> &'static [u8; 128] {
    static WEIGHTS: OnceLock<[u8; 128]> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let letters = ('a'..='z').flat_map(|letter| [letter, letter.to_ascii_uppercase()]);
        let others = PUNCTUATION.chars().filter(char::is_ascii).chain('0'..='9');
        let mut weights = [0; 128];
        let mut place = 0;
        for c in others.chain(letters) {
            // Capitals share the place of their small letters.
            place += u8::from(!c.is_ascii_uppercase());
            weights[c as usize] = 2 * place + u8::from(c.is_ascii_uppercase());
        }
        weights
    })
}

/// A run of digits as a number: its length, then its digits.
fn push_number(elements: &mut Vec<Element>, digits: &str) {
    elements.push(Element { primary: DIGIT_BASE + 0x10_0000 + digits.len() as u64, secondary: 0, tertiary: 0 });
    for digit in digits.bytes() {
        elements.push(Element { primary: DIGIT_BASE + u64::from(digit - b'0'), secondary: 0, tertiary: 0 });
    }
}
