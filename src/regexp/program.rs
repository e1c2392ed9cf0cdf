//! Compiled patterns, and which matcher runs them. The own matcher does nearly all; property escapes, the flag `v`, and `i` together with `u` are left
//! to the crate `regress`, which reads UTF-16 only.

use std::cell::OnceCell;

use regress::{Flags, Match, Regex};

use super::code::{Code, compile, compile_refused};
use super::flags::RegExpFlags;
use super::matcher::{Bytes, NONE, Scratch, TooDeep, Units};
use super::parser::parse;

/// A compiled pattern.
#[derive(Debug)]
pub struct Program {
    matcher: Matcher,
    flags: RegExpFlags,
    /// Number of captures.
    pub captures: usize,
    /// Named groups: name and capture number, in the order of the pattern.
    pub names: Vec<(Box<[u16]>, usize)>,
}

/// The text that is searched.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// Latin-1 characters; not for a program that [`Program::reads_utf16`].
    Latin1(&'a [u8]),
    /// Code units.
    Utf16(&'a [u16]),
}

#[derive(Debug)]
enum Matcher {
    Own(Code),
    Regress(Box<Foreign>),
}

/// A pattern compiled by `regress`.
#[derive(Debug)]
struct Foreign {
    regex: Regex,
    source: Box<[u16]>,
    /// The pattern with an alternative that always matches at the start, to try one position only.
    anchored: OnceCell<Option<Regex>>,
}

/// What a match found, in code units. `spans[0]` is the whole match, `spans[i]` capture `i`.
pub type Spans = Vec<Option<(usize, usize)>>;

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

impl Program {
    /// Compiles a pattern; the error is what V8 says is wrong.
    pub fn compile(source: &[u16], flags: RegExpFlags, max_depth: usize) -> Result<Program, String> {
        let pattern = parse(source, flags, max_depth)?;
        let own = pattern.node.as_ref().and_then(|node| compile(node, pattern.captures, flags));
        let matcher = match own {
            Some(code) => Matcher::Own(code),
            None => match Foreign::compile(source, flags) {
                Ok(foreign) => Matcher::Regress(Box::new(foreign)),
                Err(refusal) => {
                    let own = pattern.node.and_then(|node| compile_refused(&node, pattern.captures, flags));
                    own.map(Matcher::Own).ok_or(refusal)?
                }
            },
        };
        Ok(Program { matcher, flags, captures: pattern.captures, names: pattern.names })
    }

    /// Whether matching goes by code points.
    pub fn is_unicode(&self) -> bool {
        self.flags.is_unicode()
    }

    /// Whether subjects must come as UTF-16.
    pub fn reads_utf16(&self) -> bool {
        matches!(self.matcher, Matcher::Regress(_))
    }

    /// Appends the spans of the match at or after `start`, or (sticky) at `start`: whether there is one.
    #[inline]
    pub fn search(
        &self,
        scratch: &mut Scratch,
        subject: Subject<'_>,
        (start, sticky): (usize, bool),
        spans: &mut Spans,
    ) -> Result<bool, TooDeep> {
        let code = match &self.matcher {
            Matcher::Own(code) => code,
            Matcher::Regress(foreign) => {
                let Subject::Utf16(units) = subject else { return Ok(false) };
                let found = foreign.find(units, start, sticky, self.flags);
                if let Some(found) = &found {
                    self.push_match(found, spans);
                }
                return Ok(found.is_some());
            }
        };
        if let Some(len) = code.whole
            && !sticky
        {
            let found = match subject {
                Subject::Latin1(bytes) => Scratch::search_whole(code, Bytes(bytes), start),
                Subject::Utf16(units) => Scratch::search_whole(code, Units::<false>(units), start),
            };
            spans.extend(found.map(|at| Some((at, at + len))));
            return Ok(found.is_some());
        }
        let found = match subject {
            Subject::Latin1(bytes) => scratch.search(code, Bytes(bytes), start, sticky)?,
            Subject::Utf16(units) if self.is_unicode() => scratch.search(code, Units::<true>(units), start, sticky)?,
            Subject::Utf16(units) => scratch.search(code, Units::<false>(units), start, sticky)?,
        };
        if found {
            let span =
                |pair: &[u32]| (pair[0] != NONE && pair[1] != NONE).then_some((pair[0] as usize, pair[1] as usize));
            spans.extend(scratch.slots.chunks_exact(2).map(span));
        }
        Ok(found)
    }

    /// Appends the spans of a match of `regress`.
    fn push_match(&self, found: &Match, spans: &mut Spans) {
        spans.push(Some((found.range.start, found.range.end)));
        let span = |i: usize| found.captures.get(i).cloned().flatten().map(|range| (range.start, range.end));
        spans.extend((0..self.captures).map(span));
    }
}

impl Foreign {
    fn compile(source: &[u16], flags: RegExpFlags) -> Result<Foreign, String> {
        let regex = match compile_units(source, flags) {
            Ok(regex) => regex,
            Err(error) => match clamp_quantifiers(source).and_then(|clamped| compile_units(&clamped, flags).ok()) {
                Some(regex) => regex,
                None if error.text.contains("property") => return Err("Invalid property name".into()),
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

    fn find(&self, units: &[u16], start: usize, sticky: bool, flags: RegExpFlags) -> Option<Match> {
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

/// The pattern with quantifier bounds of more than nine digits made smaller: beyond every string anyway.
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
        if digits <= 9 {
            clamped.push(unit);
        }
    }
    (clamped.len() < source.len()).then_some(clamped)
}
