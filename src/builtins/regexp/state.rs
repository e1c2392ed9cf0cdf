//! What the VM keeps for regular expressions: the cells of compiled programs, the last match, and
//! the last subject as UTF-16, into which a long Latin-1 subject is copied once for a program that
//! reads nothing else.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rustc_hash::FxHashMap;

use super::exec::program_cell;
use crate::heap::{Tracer, allocated_bytes};
use crate::objects::{Chars, Gc, JsString, Shape, Value};
use crate::regexp::{Program, RegExpFlags, Scratch, Spans, Stopped, Subject};
use crate::vm::{HostState, JsResult, Leaf, messages};

/// What a program depends on: the pattern and some of the flags.
type PatternKey = (Box<[u16]>, RegExpFlags);

/// What the VM keeps for regular expressions: compiled programs, the last match, and the last
/// subject in the form that the matcher reads.
pub(super) struct RegExpState {
    /// The cells of programs.
    programs: FxHashMap<PatternKey, Value>,
    program_bytes: usize,
    /// Programs of literals by source and flags, which are the same cells each time a literal is
    /// evaluated.
    literals: Vec<Option<Literal>>,
    /// Subject of the last match (a string, or undefined), for `RegExp.$1` and its like.
    pub last_subject: Value,
    /// Spans of the last match.
    pub last_spans: Spans,
    scratch: Scratch,
    units_of: Value,
    units: Rc<[u16]>,
    /// What RegExp.prototype and RegExp hold while no script has changed them, `exec` first: see
    /// `regexp_exec`.
    pub pristine: Vec<super::exec::Pristine>,
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

/// Does what searches, and ends the run when the search was stopped.
#[inline]
pub(super) fn searching<R>(
    leaf: &mut Leaf<'_>,
    search: impl FnOnce(&mut RegExpState) -> Result<R, Stopped>,
) -> JsResult<R> {
    let most = leaf.steps_left();
    let state = leaf.state::<RegExpState>();
    state.scratch.effort.looks = most;
    let result = search(state);
    let taken = most - state.scratch.effort.looks;
    if taken > 0 {
        leaf.count_steps(taken);
    }
    result.map_err(|stopped| match stopped {
        Stopped::TooDeep => leaf.range_error(messages::CALL_STACK),
        Stopped::Interrupted => leaf.end_run(),
    })
}

/// Programs kept at most.
const MAX_PROGRAMS: usize = limit!(1024, small = 2);
/// And their bytes.
const MAX_PROGRAM_BYTES: usize = limit!(2 << 20, small = 4 << 10);
/// Subjects up to this length are converted each time.
const SHORT: usize = limit!(128, small = 2);

impl RegExpState {
    /// `asked`: what is raised when what runs is to end.
    pub(super) fn new(asked: Arc<AtomicBool>) -> RegExpState {
        RegExpState {
            programs: FxHashMap::default(),
            program_bytes: 0,
            literals: (0..LITERALS).map(|_| None).collect(),
            last_subject: Value::UNDEFINED,
            last_spans: Vec::new(),
            scratch: Scratch::new(asked),
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
    #[inline(always)]
    pub(super) fn search_and_remember(
        &mut self,
        program: &Program,
        string: Gc<JsString>,
        chars: Chars<'_>,
    ) -> Result<bool, Stopped> {
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

    /// Appends the spans of the match at or after `start`, or (sticky) at `start`: whether there is
    /// one. Inlined, so that the subject is not moved: that waits until its parts are in memory.
    #[inline(always)]
    pub(crate) fn search(
        &mut self,
        program: &Program,
        string: Gc<JsString>,
        chars: Chars<'_>,
        (start, sticky): (usize, bool),
        spans: &mut Spans,
    ) -> Result<bool, Stopped> {
        if program.reads_utf16() {
            let units = self.units(string, chars);
            return program.search(&mut self.scratch, Subject::Utf16(&units), (start, sticky), spans);
        }
        let subject = match chars {
            Chars::Latin1(bytes) => Subject::Latin1(bytes),
            Chars::Utf16(units) => Subject::Utf16(units),
        };
        program.search(&mut self.scratch, subject, (start, sticky), spans)
    }

    /// Appends the spans of the next matches from `at` on, as a global regular expression finds
    /// them, until there are `enough` spans: where to go on, or `None` when there are no more.
    pub(super) fn search_some(
        &mut self,
        program: &Program,
        string: Gc<JsString>,
        chars: Chars<'_>,
        (mut at, sticky): (usize, bool),
        (spans, enough): (&mut Spans, usize),
    ) -> Result<Option<usize>, Stopped> {
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
