//! Compiled regular expressions: flags, groups, and which matcher runs them. The own matcher (`regexp_matcher`) does nearly all; property escapes, the
//! flag `v`, and `i` together with `u` are left to the crate `regress`, for which a Latin-1 subject is copied to UTF-16 (a long one once, until another
//! subject comes).

use std::cell::OnceCell;
use std::rc::Rc;

use regress::{Flags, Match, Regex};
use rustc_hash::FxHashMap;

use super::regexp_code::{Code, compile, compile_refused};
use super::regexp_exec::program_cell;
use super::regexp_matcher::{Bytes, NONE, Scratch, TooDeep, Units};
use super::regexp_syntax::parse;
use crate::heap::{Tracer, allocated_bytes};
use crate::objects::{Chars, Gc, JsString, Shape, Value};
use crate::vm::{HostState, Leaf};

/// Flags of a regular expression.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct RegExpFlags(u8);

impl RegExpFlags {
    pub(super) const HAS_INDICES: RegExpFlags = RegExpFlags(1);
    pub(super) const GLOBAL: RegExpFlags = RegExpFlags(2);
    pub(super) const IGNORE_CASE: RegExpFlags = RegExpFlags(4);
    pub(super) const MULTILINE: RegExpFlags = RegExpFlags(8);
    pub(super) const DOT_ALL: RegExpFlags = RegExpFlags(16);
    pub(super) const UNICODE: RegExpFlags = RegExpFlags(32);
    pub(super) const UNICODE_SETS: RegExpFlags = RegExpFlags(64);
    pub(super) const STICKY: RegExpFlags = RegExpFlags(128);

    /// The flags by their letters, in the order of `RegExp.prototype.flags`.
    pub(super) const LETTERS: [(u8, RegExpFlags); 8] = [
        (b'd', RegExpFlags::HAS_INDICES),
        (b'g', RegExpFlags::GLOBAL),
        (b'i', RegExpFlags::IGNORE_CASE),
        (b'm', RegExpFlags::MULTILINE),
        (b's', RegExpFlags::DOT_ALL),
        (b'u', RegExpFlags::UNICODE),
        (b'v', RegExpFlags::UNICODE_SETS),
        (b'y', RegExpFlags::STICKY),
    ];

    /// The flags that letters stand for: `None` when one is unknown or there twice, or `u` and `v` come together.
    pub(super) fn parse(letters: Chars<'_>) -> Option<RegExpFlags> {
        let mut flags = RegExpFlags::default();
        for unit in letters.iter() {
            let (_, flag) = RegExpFlags::LETTERS.into_iter().find(|(letter, _)| u16::from(*letter) == unit)?;
            if flags.has(flag) {
                return None;
            }
            flags.0 |= flag.0;
        }
        (!(flags.has(RegExpFlags::UNICODE) && flags.has(RegExpFlags::UNICODE_SETS))).then_some(flags)
    }

    /// Whether `flag` is among them.
    pub(super) fn has(self, flag: RegExpFlags) -> bool {
        self.0 & flag.0 != 0
    }

    /// Whether matching goes by code points.
    pub(super) fn is_unicode(self) -> bool {
        self.has(RegExpFlags::UNICODE) || self.has(RegExpFlags::UNICODE_SETS)
    }

    /// The letters in the standard's order.
    pub(super) fn letters(self) -> String {
        RegExpFlags::LETTERS.into_iter().filter(|(_, flag)| self.has(*flag)).map(|(letter, _)| letter as char).collect()
    }

    /// As a number, for an internal slot.
    pub(super) fn bits(self) -> i32 {
        self.0.into()
    }

    /// From an internal slot.
    pub(super) fn from_bits(bits: i32) -> RegExpFlags {
        RegExpFlags(bits as u8)
    }

    /// Those that change the program, as opposed to how it is used.
    fn of_program(self) -> RegExpFlags {
        RegExpFlags(self.0 & !(RegExpFlags::HAS_INDICES.0 | RegExpFlags::GLOBAL.0 | RegExpFlags::STICKY.0))
    }
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Program {
    matcher: Matcher,
    flags: RegExpFlags,
    /// Number of captures.
    pub captures: usize,
    /// Named groups: name and capture number, in the order of the pattern.
    pub names: Vec<(Box<[u16]>, usize)>,
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
pub(super) type Spans = Vec<Option<(usize, usize)>>;

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
    fn compile(source: &[u16], flags: RegExpFlags, max_depth: usize) -> Result<Program, String> {
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
    pub(super) fn is_unicode(&self) -> bool {
        self.flags.is_unicode()
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

/// What a program depends on: the pattern and some of the flags.
type PatternKey = (Box<[u16]>, RegExpFlags);

/// What the VM keeps for regular expressions: compiled programs, the last match, and the last subject in the form that the matcher reads.
pub(super) struct RegExpState {
    /// The cells of programs.
    programs: FxHashMap<PatternKey, Value>,
    program_bytes: usize,
    /// Programs of literals by source and flags, which are the same cells each time a literal is evaluated.
    literals: Vec<Option<Literal>>,
    /// Subject of the last match (a string, or undefined), for `RegExp.$1` and its like.
    pub last_subject: Value,
    /// Spans of the last match.
    pub last_spans: Spans,
    scratch: Scratch,
    units_of: Value,
    units: Rc<[u16]>,
    /// What RegExp.prototype and RegExp hold while no script has changed them, `exec` first: see `regexp_exec`.
    pub pristine: Vec<super::regexp_exec::Pristine>,
    /// Id of the shape of RegExp objects that no script changed, and the shape itself.
    pub plain_shape: u32,
    /// Keeps it alive.
    pub plain_shape_cell: Value,
    /// Id of the shape before it, without `lastIndex`.
    pub plain_base: u32,
    /// The shape of match arrays, once there was one.
    pub match_shape: Value,
    /// Room for spans.
    pub spare: Spans,
    /// Room for the spans of several matches.
    pub portion: Spans,
}

struct Literal {
    source: Value,
    letters: Value,
    flags: RegExpFlags,
    program: Value,
}

/// Room for literals; a power of two.
const LITERALS: usize = limit!(64, small = 2);

fn literal_place(source: Value, letters: Value) -> usize {
    let mixed = (source.bits() ^ letters.bits().rotate_left(20)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 58) as usize & (LITERALS - 1)
}

impl HostState for RegExpState {
    fn trace(&self, tracer: &mut Tracer) {
        for literal in self.literals.iter().flatten() {
            tracer.word(literal.source.bits());
            tracer.word(literal.letters.bits());
            tracer.word(literal.program.bits());
        }
        self.programs.values().for_each(|program| tracer.word(program.bits()));
        tracer.word(self.last_subject.bits());
        tracer.word(self.units_of.bits());
        tracer.word(self.plain_shape_cell.bits());
        tracer.word(self.match_shape.bits());
        for pristine in &self.pristine {
            tracer.word(pristine.value.bits());
        }
    }
}

/// The cell of a pattern's program, compiled once.
pub(super) fn program_for(
    leaf: &mut Leaf<'_>,
    source: Chars<'_>,
    flags: RegExpFlags,
    max_depth: usize,
) -> Result<Value, String> {
    let key = (Box::<[u16]>::from(&*source.to_utf16()), flags.of_program());
    if let Some(&program) = leaf.state::<RegExpState>().programs.get(&key) {
        return Ok(program);
    }
    let before = allocated_bytes();
    let program = Program::compile(&key.0, key.1, max_depth)?;
    let bytes = usize::try_from(allocated_bytes() - before).unwrap_or(0) + std::mem::size_of::<Program>();
    let program = program_cell(leaf, program, bytes);
    leaf.state::<RegExpState>().remember_program(key, program, bytes);
    Ok(program)
}

/// Programs kept at most.
const MAX_PROGRAMS: usize = limit!(1024, small = 2);
/// And their bytes.
const MAX_PROGRAM_BYTES: usize = limit!(2 << 20, small = 4 << 10);
/// Subjects up to this length are converted each time.
const SHORT: usize = limit!(128, small = 2);

impl RegExpState {
    pub(super) fn new() -> RegExpState {
        RegExpState {
            programs: FxHashMap::default(),
            program_bytes: 0,
            literals: (0..LITERALS).map(|_| None).collect(),
            last_subject: Value::UNDEFINED,
            last_spans: Vec::new(),
            scratch: Scratch::default(),
            units_of: Value::UNDEFINED,
            units: Rc::new([]),
            pristine: Vec::new(),
            plain_shape: u32::MAX,
            plain_shape_cell: Value::UNDEFINED,
            plain_base: u32::MAX,
            match_shape: Value::UNDEFINED,
            spare: Vec::new(),
            portion: Vec::new(),
        }
    }

    /// The shape of RegExp objects as they are made, when `base` is what it is made from.
    pub(super) fn plain_shape_of(&self, base: Gc<Shape>) -> Option<Gc<Shape>> {
        Gc::<Shape>::from_value(self.plain_shape_cell).filter(|_| self.plain_base == base.id())
    }

    /// The flags and the cell of the program of a literal that was evaluated not long ago.
    pub(super) fn known_literal(&self, source: Value, letters: Value) -> Option<(RegExpFlags, Value)> {
        let literal = self.literals[literal_place(source, letters)].as_ref()?;
        (literal.source == source && literal.letters == letters).then_some((literal.flags, literal.program))
    }

    /// Remembers a literal.
    pub(super) fn remember_literal(&mut self, source: Value, letters: Value, flags: RegExpFlags, program: Value) {
        self.literals[literal_place(source, letters)] = Some(Literal { source, letters, flags, program });
    }

    /// Keeps the program of a pattern for others with the same.
    fn remember_program(&mut self, key: PatternKey, program: Value, bytes: usize) {
        let kept = bytes + 2 * key.0.len();
        if kept > MAX_PROGRAM_BYTES / 8 {
            return;
        }
        if self.programs.len() >= MAX_PROGRAMS || self.program_bytes + kept > MAX_PROGRAM_BYTES {
            self.programs.clear();
            self.program_bytes = 0;
        }
        self.program_bytes += kept;
        self.programs.insert(key, program);
    }

    /// Whether there is a match from the start on, which is noted as the last one then.
    pub(super) fn search_and_remember(
        &mut self,
        program: &Program,
        string: Gc<JsString>,
        chars: Chars<'_>,
    ) -> Result<bool, TooDeep> {
        let mut spans = std::mem::take(&mut self.spare);
        spans.clear();
        let found = self.search(program, string, chars, (0, false), &mut spans)?;
        if found {
            self.last_subject = string.value();
            std::mem::swap(&mut self.last_spans, &mut spans);
        }
        self.spare = spans;
        Ok(found)
    }

    /// Appends the spans of the match at or after `start`, or (sticky) at `start`: whether there is one.
    pub(super) fn search(
        &mut self,
        program: &Program,
        string: Gc<JsString>,
        chars: Chars<'_>,
        (start, sticky): (usize, bool),
        spans: &mut Spans,
    ) -> Result<bool, TooDeep> {
        let code = match &program.matcher {
            Matcher::Own(code) => code,
            Matcher::Regress(foreign) => {
                let units = self.units(string, chars);
                let found = foreign.find(&units, start, sticky, program.flags);
                if let Some(found) = &found {
                    program.push_match(found, spans);
                }
                return Ok(found.is_some());
            }
        };
        if let Some(len) = code.whole
            && !sticky
        {
            let found = match chars {
                Chars::Latin1(bytes) => Scratch::search_whole(code, Bytes(bytes), start),
                Chars::Utf16(units) => Scratch::search_whole(code, Units::<false>(units), start),
            };
            spans.extend(found.map(|at| Some((at, at + len))));
            return Ok(found.is_some());
        }
        let scratch = &mut self.scratch;
        let found = match chars {
            Chars::Latin1(bytes) => scratch.search(code, Bytes(bytes), start, sticky)?,
            Chars::Utf16(units) if program.is_unicode() => scratch.search(code, Units::<true>(units), start, sticky)?,
            Chars::Utf16(units) => scratch.search(code, Units::<false>(units), start, sticky)?,
        };
        if found {
            let span =
                |pair: &[u32]| (pair[0] != NONE && pair[1] != NONE).then_some((pair[0] as usize, pair[1] as usize));
            spans.extend(self.scratch.slots.chunks_exact(2).map(span));
        }
        Ok(found)
    }

    /// Appends the spans of the next matches from `at` on, as a global regular expression finds them, until there are `enough` spans: where to go on,
    /// or `None` when there are no more.
    pub(super) fn search_some(
        &mut self,
        program: &Program,
        string: Gc<JsString>,
        chars: Chars<'_>,
        (mut at, sticky): (usize, bool),
        (spans, enough): (&mut Spans, usize),
    ) -> Result<Option<usize>, TooDeep> {
        while at <= chars.len() {
            if spans.len() >= enough {
                return Ok(Some(at));
            }
            let first = spans.len();
            if !self.search(program, string, chars, (at, sticky), spans)? {
                break;
            }
            let (start, end) = spans[first].unwrap_or((at, at));
            let is_empty = start == end;
            at = end;
            if is_empty {
                at += if program.is_unicode() && end < chars.len() { chars.code_point_at(end).1 } else { 1 };
            }
        }
        Ok(None)
    }

    /// A subject as UTF-16.
    fn units(&mut self, string: Gc<JsString>, chars: Chars<'_>) -> Rc<[u16]> {
        if chars.len() <= SHORT {
            return chars.to_utf16().into();
        }
        if self.units_of != string.value() {
            self.units_of = string.value();
            self.units = chars.to_utf16().into();
        }
        self.units.clone()
    }
}
