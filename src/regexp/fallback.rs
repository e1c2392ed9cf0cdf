//! What is left to the crate `regress`: properties of characters, the flag `v`, and case folding by
//! `u`. The parser has found the pattern right before and asks here for the names of properties
//! only.

use std::cell::OnceCell;

use regress::{Flags, Match, Regex};

use super::flags::RegExpFlags;

/// A pattern compiled by `regress`.
#[derive(Debug)]
pub struct Foreign {
    regex: Regex,
    source: Box<[u16]>,
    /// The pattern with an alternative that always matches at the start, to try one position only.
    anchored: OnceCell<Option<Regex>>,
}

impl Foreign {
    /// Compiles a pattern; the error is what is shown to be wrong.
    pub fn compile(source: &[u16], flags: RegExpFlags) -> Result<Foreign, String> {
        let regex = match compile_units(source, flags) {
            Ok(regex) => regex,
            Err(error) => match clamp_quantifiers(source).and_then(|clamped| compile_units(&clamped, flags).ok()) {
                Some(regex) => regex,
                None if error.text.contains("deeply nested") => return Err("Regular expression too large".into()),
                None => return Err(error.text),
            },
        };
        Ok(Foreign { regex, source: source.into(), anchored: OnceCell::new() })
    }

    fn anchored(&self, flags: RegExpFlags) -> Option<&Regex> {
        let compiled = self.anchored.get_or_init(|| {
            let mut source: Vec<u16> = "(?:".encode_utf16().collect();
            source.extend_from_slice(&self.source);
            source.extend(")|()".encode_utf16());
            compile_units(&source, flags).ok()
        });
        compiled.as_ref()
    }

    /// The match at or after `start`, or (sticky) at `start`.
    pub fn find(&self, units: &[u16], start: usize, sticky: bool, flags: RegExpFlags) -> Option<Match> {
        let first = |regex: &Regex| {
            if flags.is_unicode() {
                regex.find_from_utf16(units, start).next()
            } else {
                regex.find_from_ucs2(units, start).next()
            }
        };
        if !sticky {
            return first(&self.regex);
        }
        match self.anchored(flags) {
            Some(anchored) => first(anchored).filter(|found| found.captures.last().is_some_and(Option::is_none)),
            None => first(&self.regex).filter(|found| found.range.start == start),
        }
    }
}

/// The pattern with quantifier bounds of more than nine digits made smaller: beyond every string
/// anyway.
fn clamp_quantifiers(source: &[u16]) -> Option<Vec<u16>> {
    let mut clamped: Vec<u16> = Vec::with_capacity(source.len());
    let mut digits = 0;
    let mut in_braces = false;
    for &unit in source {
        let is_digit = (0x30..0x3A).contains(&unit);
        match u8::try_from(unit) {
            Ok(b'{') => in_braces = true,
            Ok(b'}') => in_braces = false,
            _ => {}
        }
        digits = if in_braces && is_digit { digits + 1 } else { 0 };
        match digits {
            0..=9 => clamped.push(unit),
            // All such bounds become the same one, so that none is out of order.
            10 => {
                let kept = clamped.len() - 9;
                clamped[kept..].fill(u16::from(b'9'));
            }
            _ => {}
        }
    }
    (clamped.len() < source.len()).then_some(clamped)
}

fn regress_flags(flags: RegExpFlags) -> Flags {
    Flags {
        icase: flags.has(RegExpFlags::IGNORE_CASE),
        multiline: flags.has(RegExpFlags::MULTILINE),
        dot_all: flags.has(RegExpFlags::DOT_ALL),
        // `regress` folds case by `unicode` alone, and steps by code points too.
        unicode: flags.is_unicode(),
        unicode_sets: flags.has(RegExpFlags::UNICODE_SETS),
        ..Flags::default()
    }
}

fn compile_units(source: &[u16], flags: RegExpFlags) -> Result<Regex, regress::Error> {
    if !flags.is_unicode() {
        return Regex::from_unicode(source.iter().map(|&unit| u32::from(unit)), regress_flags(flags));
    }
    let code_points: Vec<u32> = char::decode_utf16(source.iter().copied())
        .map(|decoded| decoded.map_or_else(|lone| lone.unpaired_surrogate().into(), u32::from))
        .collect();
    Regex::from_unicode(code_points.into_iter(), regress_flags(flags))
}

/// Whether there is a property, written as in `\p{…}`, and if so, whether it has strings of several
/// characters (which takes the flag `v`).
pub fn property(text: &str, sets: bool) -> Option<bool> {
    let known = |negation: &str, flags: RegExpFlags| {
        let pattern = format!("\\{negation}{{{text}}}");
        // Nothing is matched, so nothing is made quick.
        let flags = Flags { no_opt: true, ..regress_flags(flags) };
        Regex::from_unicode(pattern.chars().map(u32::from), flags).is_ok()
    };
    if known("p", RegExpFlags::UNICODE) {
        return Some(false);
    }
    (sets && known("p", RegExpFlags::UNICODE_SETS)).then_some(true)
}
