//! Compiled regular expressions: flags, groups, the matcher (of the crate `regress`), and the views of a subject that it reads.
//!
//! A subject that is pure ASCII is read byte by byte, any other as UTF-16. Long subjects that need a copy for that keep it until another subject
//! comes, so that a loop of `exec` over one string converts it once.

use std::cell::OnceCell;
use std::rc::Rc;

use regress::{Flags, Match, Regex};
use rustc_hash::FxHashMap;

use super::regexp_error::diagnose;
use crate::heap::Tracer;
use crate::objects::{Chars, Gc, JsString, Value};
use crate::vm::HostState;

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
    regex: Regex,
    source: Box<[u16]>,
    flags: RegExpFlags,
    /// Number of captures.
    pub captures: usize,
    /// Named groups: name and capture number, in the order of the pattern.
    pub names: Vec<(Box<[u16]>, usize)>,
    /// The pattern with an alternative that always matches at the start, to try one position only.
    anchored: OnceCell<Option<Regex>>,
    ascii_path: bool,
}

/// What a match found, in code units. `spans[0]` is the whole match, `spans[i]` capture `i`.
pub(super) type Spans = Vec<Option<(usize, usize)>>;

/// A subject as the matcher reads it.
#[derive(Clone, Copy)]
pub(super) enum View<'a> {
    Ascii(&'a str),
    Units(&'a [u16]),
}

fn regress_flags(flags: RegExpFlags) -> Flags {
    Flags {
        icase: flags.has(RegExpFlags::IGNORE_CASE),
        multiline: flags.has(RegExpFlags::MULTILINE),
        dot_all: flags.has(RegExpFlags::DOT_ALL),
        unicode: flags.has(RegExpFlags::UNICODE),
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
    fn compile(source: &[u16], flags: RegExpFlags) -> Result<Program, String> {
        let regex = match compile_units(source, flags) {
            Ok(regex) => regex,
            Err(error) => match clamp_quantifiers(source).and_then(|clamped| compile_units(&clamped, flags).ok()) {
                Some(regex) => regex,
                None => return Err(diagnose(source, flags).map_or(error.text, str::to_owned)),
            },
        };
        let (captures, names) = groups_of(source, flags);
        // Only with `i` and `u` can a character outside ASCII match one inside.
        let plain =
            source.iter().all(|&unit| unit < 0x80) && !source.windows(2).any(|w| w[0] == 0x5C && is_char_escape(w[1]));
        let ascii_path = plain || !(flags.has(RegExpFlags::IGNORE_CASE) && flags.is_unicode());
        let source = source.into();
        Ok(Program { regex, source, flags, captures, names, anchored: OnceCell::new(), ascii_path })
    }

    /// Whether matching goes by code points.
    pub(super) fn is_unicode(&self) -> bool {
        self.flags.is_unicode()
    }

    fn anchored(&self) -> Option<&Regex> {
        let compiled = self.anchored.get_or_init(|| {
            // An old octal escape would become a reference to the added group.
            if has_decimal_escape_beyond(&self.source, self.captures) {
                return None;
            }
            let mut source: Vec<u16> = "(?:".encode_utf16().collect();
            source.extend_from_slice(&self.source);
            source.extend(")|()".encode_utf16());
            compile_units(&source, self.flags).ok()
        });
        compiled.as_ref()
    }

    fn first(&self, regex: &Regex, view: View<'_>, start: usize) -> Option<Match> {
        match view {
            View::Ascii(text) => regex.find_from_ascii(text, start).next(),
            View::Units(units) if self.flags.is_unicode() => regex.find_from_utf16(units, start).next(),
            View::Units(units) => regex.find_from_ucs2(units, start).next(),
        }
    }

    /// The first match at or after `start`.
    pub(super) fn find(&self, view: View<'_>, start: usize) -> Option<Spans> {
        self.first(&self.regex, view, start).map(|found| self.spans(&found))
    }

    /// A match at `start` exactly.
    pub(super) fn find_at(&self, view: View<'_>, start: usize) -> Option<Spans> {
        let Some(anchored) = self.anchored() else {
            return self.find(view, start).filter(|spans| spans[0].is_some_and(|(from, _)| from == start));
        };
        let found = self.first(anchored, view, start)?;
        let failed = found.captures.last().is_none_or(Option::is_some);
        (!failed).then(|| self.spans(&found))
    }

    /// All matches from the start, as a global regular expression finds them.
    pub(super) fn find_all(&self, view: View<'_>, mut each: impl FnMut(&Match) -> bool) {
        let goes_on = |found: Match| each(&found);
        let _ = match view {
            View::Ascii(text) => self.regex.find_from_ascii(text, 0).all(goes_on),
            View::Units(units) if self.flags.is_unicode() => self.regex.find_from_utf16(units, 0).all(goes_on),
            View::Units(units) => self.regex.find_from_ucs2(units, 0).all(goes_on),
        };
    }

    fn spans(&self, found: &Match) -> Spans {
        let mut spans = Vec::with_capacity(self.captures + 1);
        self.push_spans(found, &mut spans);
        spans
    }

    /// Appends the spans of a match of this program.
    pub(super) fn push_spans(&self, found: &Match, spans: &mut Spans) {
        spans.push(Some((found.range.start, found.range.end)));
        let span = |i: usize| found.captures.get(i).cloned().flatten().map(|range| (range.start, range.end));
        spans.extend((0..self.captures).map(span));
    }
}

fn is_char_escape(unit: u16) -> bool {
    matches!(u8::try_from(unit), Ok(b'u' | b'x' | b'p' | b'P' | b'c'))
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

/// Whether the pattern has a `\n` that is no reference to one of its captures.
fn has_decimal_escape_beyond(source: &[u16], captures: usize) -> bool {
    let mut at = 0;
    while at + 1 < source.len() {
        if source[at] != 0x5C {
            at += 1;
            continue;
        }
        at += 1;
        let first = at;
        let mut number = 0_usize;
        while at < source.len() && (0x30..0x3A).contains(&source[at]) {
            number = number.saturating_mul(10).saturating_add(usize::from(source[at] - 0x30));
            at += 1;
        }
        if number > captures {
            return true;
        }
        // What follows the backslash is done with, unless it was digits.
        at += usize::from(at == first);
    }
    false
}

/// A group's name and its number.
type NamedGroup = (Box<[u16]>, usize);

/// The number of captures and the named groups of a valid pattern.
fn groups_of(source: &[u16], flags: RegExpFlags) -> (usize, Vec<NamedGroup>) {
    let (mut captures, mut names) = (0, Vec::new());
    let (mut at, mut class_depth) = (0, 0);
    let unit = |i: usize| source.get(i).and_then(|&unit| u8::try_from(unit).ok()).unwrap_or(0);
    while at < source.len() {
        match unit(at) {
            b'\\' => at += 1,
            b'[' if class_depth == 0 || flags.has(RegExpFlags::UNICODE_SETS) => class_depth += 1,
            b']' if class_depth > 0 => class_depth -= 1,
            b'(' if class_depth == 0 && unit(at + 1) != b'?' => captures += 1,
            b'(' if class_depth == 0 && unit(at + 2) == b'<' && !matches!(unit(at + 3), b'=' | b'!') => {
                captures += 1;
                let end = (at + 3..source.len()).find(|&i| unit(i) == b'>').unwrap_or(source.len());
                names.push((unescape_name(&source[at + 3..end]), captures));
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    (captures, names)
}

/// A group's name with `\u` escapes replaced.
fn unescape_name(name: &[u16]) -> Box<[u16]> {
    let text = String::from_utf16_lossy(name);
    if !text.contains('\\') {
        return name.into();
    }
    let mut out: Vec<u16> = Vec::new();
    let mut rest = &*text;
    while let Some(at) = rest.find("\\u") {
        out.extend(rest[..at].encode_utf16());
        rest = &rest[at + 2..];
        let (digits, after) = match rest.strip_prefix('{').and_then(|braced| braced.split_once('}')) {
            Some(parts) => parts,
            None => rest.split_at(rest.char_indices().nth(4).map_or(rest.len(), |(i, _)| i)),
        };
        let code_point = u32::from_str_radix(digits, 16).unwrap_or(0xFFFD);
        match char::from_u32(code_point) {
            Some(c) => out.extend(c.encode_utf16(&mut [0; 2]).iter()),
            None => out.push(code_point as u16),
        }
        rest = after;
    }
    out.extend(rest.encode_utf16());
    out.into()
}

/// What the VM keeps for regular expressions: compiled programs, the last match, and the last subject in the form that the matcher reads.
pub(super) struct RegExpState {
    programs: FxHashMap<(Box<[u16]>, RegExpFlags), Rc<Program>>,
    /// Subject of the last match (a string, or undefined), for `RegExp.$1` and its like.
    pub last_subject: Value,
    /// Spans of the last match.
    pub last_spans: Spans,
    view_of: Value,
    view: Held,
    /// What RegExp.prototype and RegExp hold while no script has changed them: see `regexp_exec`.
    pub pristine: Vec<super::regexp_exec::Pristine>,
    /// Id of the shape of RegExp objects that no script changed, and the shape itself.
    pub plain_shape: u32,
    /// Keeps it alive.
    pub plain_shape_cell: Value,
}

#[derive(Clone)]
enum Held {
    Nothing,
    Ascii(Rc<str>),
    Units(Rc<[u16]>),
}

impl HostState for RegExpState {
    fn trace(&self, tracer: &mut Tracer) {
        tracer.word(self.last_subject.bits());
        tracer.word(self.view_of.bits());
        tracer.word(self.plain_shape_cell.bits());
        for pristine in &self.pristine {
            tracer.word(pristine.value.bits());
        }
    }
}

/// Programs kept at most.
const MAX_PROGRAMS: usize = 1024;
/// Subjects up to this length are converted each time.
const SHORT: usize = 128;

impl RegExpState {
    pub(super) fn new() -> RegExpState {
        RegExpState {
            programs: FxHashMap::default(),
            last_subject: Value::UNDEFINED,
            last_spans: Vec::new(),
            view_of: Value::UNDEFINED,
            view: Held::Nothing,
            pristine: Vec::new(),
            plain_shape: u32::MAX,
            plain_shape_cell: Value::UNDEFINED,
        }
    }

    /// The program of a pattern, compiled once.
    pub(super) fn program(&mut self, source: Chars<'_>, flags: RegExpFlags) -> Result<Rc<Program>, String> {
        let key = (Box::<[u16]>::from(&*source.to_utf16()), flags.of_program());
        if let Some(program) = self.programs.get(&key) {
            return Ok(program.clone());
        }
        let program = Rc::new(Program::compile(&key.0, key.1)?);
        if self.programs.len() >= MAX_PROGRAMS {
            self.programs.clear();
        }
        self.programs.insert(key, program.clone());
        Ok(program)
    }

    /// Calls `run` with the subject in the form that the program reads.
    pub(super) fn with_view<R>(
        &mut self,
        program: &Program,
        string: Gc<JsString>,
        chars: Chars<'_>,
        run: impl FnOnce(View<'_>) -> R,
    ) -> R {
        let bytes = match chars {
            Chars::Utf16(units) => return run(View::Units(units)),
            Chars::Latin1(bytes) => bytes,
        };
        if bytes.len() <= SHORT {
            if program.ascii_path
                && let Some(text) = ascii(bytes)
            {
                return run(View::Ascii(text));
            }
            let mut units = [0; SHORT];
            for (unit, &byte) in units.iter_mut().zip(bytes) {
                *unit = byte.into();
            }
            return run(View::Units(&units[..bytes.len()]));
        }
        if self.view_of != string.value() || (matches!(self.view, Held::Ascii(_)) && !program.ascii_path) {
            self.view_of = string.value();
            self.view = match ascii(bytes) {
                Some(text) if program.ascii_path => Held::Ascii(text.into()),
                _ => Held::Units(bytes.iter().map(|&b| u16::from(b)).collect()),
            };
        }
        match self.view.clone() {
            Held::Ascii(text) => run(View::Ascii(&text)),
            Held::Units(units) => run(View::Units(&units)),
            Held::Nothing => run(View::Units(&[])),
        }
    }
}

fn ascii(bytes: &[u8]) -> Option<&str> {
    if bytes.is_ascii() { std::str::from_utf8(bytes).ok() } else { None }
}
