//! Compiled patterns, and which matcher runs them. The own matcher does nearly all; property
//! escapes, the flag `v`, and `i` together with `u` are left to the crate `regress`, which reads
//! UTF-16 only.

use regress::Match;
use rustc_hash::FxHashSet;

use super::code::{Code, compile, compile_refused};
use super::effort::Stopped;
use super::fallback::Foreign;
use super::flags::RegExpFlags;
use super::input::{Bytes, LONG_LITERAL, Units};
use super::matcher::{NONE, Scratch};
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
    /// Some of them are of the same name: at most one of those takes part in a match.
    pub shares_names: bool,
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

/// What a match found, in code units. `spans[0]` is the whole match, `spans[i]` capture `i`.
pub type Spans = Vec<Option<(usize, usize)>>;

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
        let different: FxHashSet<&[u16]> = pattern.names.iter().map(|(name, _)| &**name).collect();
        let shares_names = different.len() < pattern.names.len();
        Ok(Program { matcher, flags, captures: pattern.captures, names: pattern.names, shares_names })
    }

    /// Whether matching goes by code points.
    pub fn is_unicode(&self) -> bool {
        self.flags.is_unicode()
    }

    /// Whether subjects must come as UTF-16.
    pub fn reads_utf16(&self) -> bool {
        matches!(self.matcher, Matcher::Regress(_))
    }

    /// Appends the spans of the match at or after `start`, or (sticky) at `start`: whether there is
    /// one.
    #[inline]
    pub fn search(
        &self,
        scratch: &mut Scratch,
        subject: Subject<'_>,
        (start, sticky): (usize, bool),
        spans: &mut Spans,
    ) -> Result<bool, Stopped> {
        let code = match &self.matcher {
            Matcher::Own(code) => code,
            Matcher::Regress(foreign) => {
                let Subject::Utf16(units) = subject else { return Ok(false) };
                scratch.effort.look()?;
                let found = foreign.find(units, start, sticky, self.flags);
                if let Some(found) = &found {
                    self.push_match(found, spans);
                }
                return Ok(found.is_some());
            }
        };
        if let Some(len) = code.whole
            && !sticky
            && (len < LONG_LITERAL || matches!(subject, Subject::Latin1(_)))
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
