//! What strings do with a RegExp: the methods `[Symbol.match]`, `matchAll`, `replace`, `search` and
//! `split` of `RegExp.prototype` (ECMA-262 §22.2.5.2).
//!
//! Each has a quick path for a RegExp that scripts left as it was made (see
//! `regexp_exec::pristine`), which runs no script code between matches, and the standard's steps
//! for all others.

use super::exec::{
    EXEC, FLAG_GETTERS, SOURCE, SPECIES, advance, capture, exec_array, flags_of, groups_object, incompatible,
    last_index_slot, pristine, program_of, regexp_exec, remember, run, store_last_index,
};
use super::state::{RegExpState, searching};
use crate::builtins::Installer;
use crate::builtins::shared::species::species_constructor;
use crate::builtins::text::buffer::{TextBuffer, chars_of, string_of};
use crate::builtins::text::substitution::{Found, Piece, parse_template, push_piece};
use crate::objects::{Brand, Chars, Gc, Host, JsString, Value};
use crate::regexp::{Program, RegExpFlags, Spans};
use crate::vm::{Cx, Intrinsic, JsResult, Leaf, NativeRow, Rooted, messages};

const ROWS: &[NativeRow] = &[
    NativeRow::cx("[Symbol.match]", 1, match_, "§22.2.6.8", "The matches in a string"),
    NativeRow::cx("[Symbol.matchAll]", 1, match_all, "§22.2.6.9", "An iterator over all matches in a string"),
    NativeRow::cx("[Symbol.replace]", 2, replace, "§22.2.6.11", "A string with matches replaced"),
    NativeRow::cx("[Symbol.search]", 1, search, "§22.2.6.12", "Where a string first matches, or -1"),
    NativeRow::cx("[Symbol.split]", 2, split, "§22.2.6.14", "The parts of a string between matches"),
];

/// Adds the methods to the prototype.
pub(crate) fn install(installer: &mut Installer, proto: Value) {
    installer.methods(proto, ROWS);
    let iterator_proto = installer.object(Intrinsic::IteratorPrototype);
    installer.vm.realm.set(Intrinsic::RegExpStringIteratorPrototype, iterator_proto);
    installer.method(iterator_proto, &NativeRow::cx("next", 0, iterator_next, "§22.2.9.2.1", "The next match"));
    installer.tag(iterator_proto, "RegExp String Iterator");
}

/// The receiver, which must be an object, and the argument as a string.
fn receiver_and_string(cx: &mut Cx<'_>, method: &str) -> JsResult<(Rooted, Rooted)> {
    let this = cx.this();
    if !this.is_object() {
        return Err(incompatible(cx, method, this));
    }
    let string = cx.arg(0);
    Ok((this, cx.to_string(string)?))
}

/// `flags` as text.
pub(super) fn flags_text(cx: &mut Cx<'_>, regexp: Rooted) -> JsResult<Rooted> {
    let key = cx.leaf().names.flags;
    let flags = cx.get(regexp, key)?;
    cx.to_string(flags)
}

pub(super) fn has_letter(cx: &mut Cx<'_>, flags: Rooted, letter: u8) -> bool {
    chars_of(&mut cx.leaf(), *flags).find(Chars::Latin1(&[letter]), 0).is_some()
}

pub(super) fn is_unicode(cx: &mut Cx<'_>, flags: Rooted) -> bool {
    has_letter(cx, flags, b'u') || has_letter(cx, flags, b'v')
}

pub(super) fn set_last_index(cx: &mut Cx<'_>, regexp: Rooted, index: u64) -> JsResult<()> {
    let key = cx.leaf().names.last_index;
    cx.set(regexp, key, Rooted::from(index as f64))
}

/// After an empty match: `lastIndex` goes one character on.
pub(super) fn step_over(cx: &mut Cx<'_>, regexp: Rooted, string: Rooted, unicode: bool) -> JsResult<()> {
    let key = cx.leaf().names.last_index;
    let index = cx.get(regexp, key)?;
    let index = cx.to_length(index)?;
    let next = advance(chars_of(&mut cx.leaf(), *string), index, unicode);
    set_last_index(cx, regexp, next)
}

/// Spans that are found in one go where not all of them are needed together.
const PORTION: usize = limit!(4096, small = 2);

/// Matches of a global RegExp, from the start: captures one after another, `stride` spans a match.
struct Matches {
    spans: Spans,
    stride: usize,
    sticky: bool,
    /// Where to look for the next; `None` when there is none.
    next: Option<usize>,
    /// The last match of all that were found.
    last: Spans,
}

impl Matches {
    fn new(leaf: &mut Leaf<'_>, program: &Program, sticky: bool) -> Matches {
        let state = leaf.state::<RegExpState>();
        let (spans, mut last) = (std::mem::take(&mut state.portion), std::mem::take(&mut state.spare));
        last.clear();
        Matches { spans, stride: program.captures + 1, sticky, next: Some(0), last }
    }

    /// At most the one match with these spans.
    fn one(program: &Program, spans: Option<Spans>) -> Matches {
        let last = spans.clone().unwrap_or_default();
        Matches { spans: spans.unwrap_or_default(), stride: program.captures + 1, sticky: false, next: None, last }
    }

    /// Notes the last match, and leaves the room to those to come.
    fn remember(mut self, leaf: &mut Leaf<'_>, string: Value) {
        remember(leaf, string, std::mem::take(&mut self.last));
        self.leave(leaf);
    }

    fn leave(self, leaf: &mut Leaf<'_>) {
        if self.spans.capacity() <= 2 * PORTION {
            leaf.state::<RegExpState>().portion = self.spans;
        }
    }

    /// All matches, those found already included, in a third of the room.
    fn find_all(&mut self, leaf: &mut Leaf<'_>, program: &Program, string: Gc<JsString>) -> JsResult<PackedSpans> {
        let mut packed = PackedSpans { spans: Vec::new(), stride: self.stride };
        loop {
            packed.spans.extend(self.spans.iter().map(|span| {
                // A string has at most 2^29 code units.
                span.map_or([u32::MAX; 2], |(from, to)| [from as u32, to as u32])
            }));
            if !self.find(leaf, program, string, PORTION)? {
                return Ok(packed);
            }
        }
    }

    /// Finds the next matches in place of those found before: whether there are any.
    fn find(&mut self, leaf: &mut Leaf<'_>, program: &Program, string: Gc<JsString>, enough: usize) -> JsResult<bool> {
        let Some(from) = self.next else { return Ok(false) };
        self.spans.clear();
        let chars = leaf.chars(string);
        leaf.check_interrupt()?;
        let (place, room) = ((from, self.sticky), (&mut self.spans, enough));
        self.next = searching(leaf, |state| state.search_some(program, string, chars, place, room))?;
        if let Some(from) = self.spans.len().checked_sub(self.stride) {
            self.last.clear();
            self.last.extend_from_slice(&self.spans[from..]);
        }
        Ok(!self.spans.is_empty())
    }

    fn iter(&self) -> impl Iterator<Item = &[Option<(usize, usize)>]> {
        self.spans.chunks_exact(self.stride)
    }
}

/// All matches of a string, `stride` spans a match.
struct PackedSpans {
    spans: Vec<[u32; 2]>,
    stride: usize,
}

impl PackedSpans {
    fn iter(&self) -> impl Iterator<Item = impl Iterator<Item = Option<(usize, usize)>>> {
        let unpack = |&[from, to]: &[u32; 2]| (from != u32::MAX).then_some((from as usize, to as usize));
        self.spans.chunks_exact(self.stride).map(move |spans| spans.iter().map(unpack))
    }
}

/// `RegExp.prototype[Symbol.match]` (ECMA-262 §22.2.6.8)
fn match_(cx: &mut Cx<'_>) -> JsResult {
    let (regexp, string) = receiver_and_string(cx, "@@match")?;
    if let Some(host) = pristine(&mut cx.leaf(), *regexp, FLAG_GETTERS) {
        if !flags_of(host).has(RegExpFlags::GLOBAL) {
            return Ok(*exec_array(cx, host, string)?);
        }
        return match_all_strings(&mut cx.leaf(), host, string_of(*string));
    }
    let flags = flags_text(cx, regexp)?;
    if !has_letter(cx, flags, b'g') {
        return Ok(*regexp_exec(cx, regexp, string)?);
    }
    let unicode = is_unicode(cx, flags);
    set_last_index(cx, regexp, 0)?;
    let array = cx.array_from(&[]);
    let mut count = 0;
    loop {
        let mark = cx.mark();
        let result = regexp_exec(cx, regexp, string)?;
        if result.is_null() {
            return Ok(if count == 0 { Value::NULL } else { *array });
        }
        let matched = cx.get_index(result, 0)?;
        let matched = cx.to_string(matched)?;
        cx.create_data_property(array, crate::objects::Key::index(count), matched)?;
        count += 1;
        if string_of(*matched).is_empty() {
            step_over(cx, regexp, string, unicode)?;
        }
        cx.release(mark);
    }
}

fn match_all_strings(leaf: &mut Leaf<'_>, host: Gc<Host>, string: Gc<JsString>) -> JsResult {
    let Some(program) = program_of(host) else { return Ok(Value::NULL) };
    let mut matches = Matches::new(leaf, &program, flags_of(host).has(RegExpFlags::STICKY));
    let mut values: Vec<Value> = Vec::new();
    while matches.find(leaf, &program, string, PORTION)? {
        values.extend(matches.iter().map(|spans| capture(leaf, string, spans[0])));
    }
    store_last_index(leaf, host, 0);
    if values.is_empty() {
        matches.leave(leaf);
        return Ok(Value::NULL);
    }
    matches.remember(leaf, string.value());
    Ok(leaf.new_array_from(&values).value())
}

/// `RegExp.prototype[Symbol.search]` (ECMA-262 §22.2.6.12)
fn search(cx: &mut Cx<'_>) -> JsResult {
    let (regexp, string) = receiver_and_string(cx, "@@search")?;
    if let Some(host) = pristine(&mut cx.leaf(), *regexp, EXEC)
        && let Some(program) = program_of(host)
    {
        let mut leaf = cx.leaf();
        let sticky = flags_of(host).has(RegExpFlags::STICKY);
        let Some(spans) = run(&mut leaf, &program, string_of(*string), 0, sticky)? else { return Ok(Value::int(-1)) };
        let index = spans[0].map_or(0, |(start, _)| start);
        remember(&mut leaf, *string, spans);
        return Ok(Value::length(index));
    }
    let key = cx.leaf().names.last_index;
    let before = cx.get(regexp, key)?;
    if !cx.leaf().same_value(*before, Value::ZERO) {
        set_last_index(cx, regexp, 0)?;
    }
    let result = regexp_exec(cx, regexp, string)?;
    let after = cx.get(regexp, key)?;
    if !cx.leaf().same_value(*after, *before) {
        cx.set(regexp, key, before)?;
    }
    if result.is_null() {
        return Ok(Value::int(-1));
    }
    let key = cx.leaf().names.index;
    Ok(*cx.get(result, key)?)
}

/// `RegExp.prototype[Symbol.matchAll]` (ECMA-262 §22.2.6.9)
fn match_all(cx: &mut Cx<'_>) -> JsResult {
    let (regexp, string) = receiver_and_string(cx, "@@matchAll")?;
    let (matcher, flags) = if let Some(host) = pristine(&mut cx.leaf(), *regexp, SPECIES) {
        let (source, flags) = (cx.root(host.get(SOURCE)), cx.string(&flags_of(host).letters()));
        let index = cx.root(last_index_slot(host));
        let matcher = super::constructor::create(cx, source, flags)?;
        let key = cx.leaf().names.last_index;
        cx.set(matcher, key, index)?;
        (matcher, flags)
    } else {
        let constructor = species_constructor(cx, regexp, Intrinsic::RegExp)?;
        let flags = flags_text(cx, regexp)?;
        let matcher = cx.construct(constructor, &[regexp, flags], constructor)?;
        let key = cx.leaf().names.last_index;
        let index = cx.get(regexp, key)?;
        let index = cx.to_length(index)?;
        set_last_index(cx, matcher, index)?;
        (matcher, flags)
    };
    let global = has_letter(cx, flags, b'g');
    let unicode = is_unicode(cx, flags);
    let mut leaf = cx.leaf();
    let shape = leaf.shape(Intrinsic::RegExpStringIteratorPrototype);
    let slots = [*matcher, *string, global.into(), unicode.into(), Value::FALSE];
    Ok(leaf.new_host(Brand::RegExpStringIterator, shape, &slots).value())
}

/// `%RegExpStringIteratorPrototype%.next` (ECMA-262 §22.2.9.2.1)
fn iterator_next(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let Some(iterator) = Host::of(*this, Brand::RegExpStringIterator) else {
        let shown = cx.describe(this);
        let text = messages::incompatible("%RegExpStringIterator%.prototype.next", &shown);
        return Err(cx.type_error(text));
    };
    if iterator.get(4) == Value::TRUE {
        return Ok(*cx.iterator_result(Rooted::UNDEFINED, true));
    }
    let (matcher, string) = (cx.root(iterator.get(0)), cx.root(iterator.get(1)));
    let result = match regexp_exec(cx, matcher, string) {
        Ok(result) => result,
        Err(thrown) => {
            iterator.set(&mut cx.leaf(), 4, Value::TRUE);
            return Err(thrown);
        }
    };
    if result.is_null() || iterator.get(2) != Value::TRUE {
        iterator.set(&mut cx.leaf(), 4, Value::TRUE);
    }
    if result.is_null() {
        return Ok(*cx.iterator_result(Rooted::UNDEFINED, true));
    }
    if iterator.get(2) == Value::TRUE {
        let matched = cx.get_index(result, 0)?;
        let matched = cx.to_string(matched)?;
        if string_of(*matched).is_empty() {
            step_over(cx, matcher, string, iterator.get(3) == Value::TRUE)?;
        }
    }
    Ok(*cx.iterator_result(result, false))
}

/// `RegExp.prototype[Symbol.replace]` (ECMA-262 §22.2.6.11)
fn replace(cx: &mut Cx<'_>) -> JsResult {
    let (regexp, string) = receiver_and_string(cx, "@@replace")?;
    let replacement = cx.arg(1);
    let functional = replacement.is_callable();
    let replacement = if functional { replacement } else { cx.to_string(replacement)? };
    match pristine(&mut cx.leaf(), *regexp, FLAG_GETTERS) {
        Some(host) => replace_quick(cx, host, string, replacement, functional),
        None => super::replace::replace_by_steps(cx, regexp, string, replacement, functional),
    }
}

fn replace_quick(cx: &mut Cx<'_>, host: Gc<Host>, string: Rooted, replacement: Rooted, functional: bool) -> JsResult {
    let Some(program) = program_of(host) else { return Ok(*string) };
    let flags = flags_of(host);
    let sticky = flags.has(RegExpFlags::STICKY);
    let subject = string_of(*string);
    let mut leaf = cx.leaf();
    let global = flags.has(RegExpFlags::GLOBAL);
    let mut matches = if global {
        let mut matches = Matches::new(&mut leaf, &program, sticky);
        matches.find(&mut leaf, &program, subject, PORTION)?;
        matches
    } else {
        let index = if sticky { last_index_slot(host).as_int().unwrap_or(0).max(0) as usize } else { 0 };
        let found = if index > subject.len() { None } else { run(&mut leaf, &program, subject, index, sticky)? };
        if sticky {
            let end = found.as_ref().and_then(|spans| spans[0]).map_or(0, |(_, end)| end);
            store_last_index(&mut leaf, host, end);
        }
        Matches::one(&program, found)
    };
    if matches.spans.is_empty() {
        if global {
            store_last_index(&mut leaf, host, 0);
            matches.leave(&mut leaf);
        }
        return Ok(*string);
    }
    if functional {
        // All matches are found before the function is called for the first.
        let all = matches.find_all(&mut leaf, &program, subject)?;
        if global {
            store_last_index(&mut leaf, host, 0);
        }
        matches.remember(&mut leaf, *string);
        return replace_by_function(cx, &program, string, replacement, &all);
    }
    let text = replace_by_template(&mut leaf, &program, subject, string_of(*replacement), &mut matches)?;
    if global {
        store_last_index(&mut leaf, host, 0);
    }
    matches.remember(&mut leaf, *string);
    text.finish(&mut leaf)
}

fn replace_by_template(
    leaf: &mut Leaf<'_>,
    program: &Program,
    string: Gc<JsString>,
    template: Gc<JsString>,
    matches: &mut Matches,
) -> JsResult<TextBuffer> {
    let (subject, template) = (leaf.chars(string), leaf.chars(template));
    let pieces = parse_template(template, program.captures, !program.names.is_empty());
    // Of several groups of a name the one that has matched.
    let named = |from: usize, to: usize, spans: &[Option<(usize, usize)>]| {
        let wanted = template.slice(from, to);
        let mut captures = program.names.iter().filter(|(name, _)| Chars::Utf16(name) == wanted).map(|&(_, n)| n);
        captures.find(|&capture| spans[capture].is_some())
    };
    let mut text = TextBuffer::with_capacity(subject.len());
    let mut end = 0;
    loop {
        for spans in matches.iter() {
            let (from, to) = spans[0].unwrap_or((end, end));
            text.push_chars(subject.slice(end, from));
            let found = Found { subject, position: from, matched: subject.slice(from, to) };
            for &piece in &pieces {
                let capture = match piece {
                    Piece::Capture(number) => Some(number),
                    Piece::Named(from, to) => named(from, to, spans),
                    _ => {
                        push_piece(&mut text, piece, template, &found);
                        None
                    }
                };
                if let Some((from, to)) = capture.and_then(|number| spans[number]) {
                    text.push_chars(subject.slice(from, to));
                }
            }
            end = to;
        }
        if text.is_full() || !matches.find(leaf, program, string, PORTION)? {
            break;
        }
    }
    text.push_chars(subject.slice(end, subject.len()));
    Ok(text)
}

fn replace_by_function(
    cx: &mut Cx<'_>,
    program: &Program,
    string: Rooted,
    function: Rooted,
    all: &PackedSpans,
) -> JsResult {
    let subject = string_of(*string);
    let mut text = TextBuffer::with_capacity(subject.len());
    let mut end = 0;
    let (mut values, mut arguments) = (Vec::with_capacity(all.stride), Vec::with_capacity(all.stride + 3));
    for mut spans in all.iter() {
        let mark = cx.mark();
        let whole = spans.next().flatten();
        let (from, to) = whole.unwrap_or((end, end));
        let mut leaf = cx.leaf();
        values.clear();
        values.push(capture(&mut leaf, subject, whole));
        values.extend(spans.map(|span| capture(&mut leaf, subject, span)));
        let groups = groups_object(&mut leaf, program, &values);
        arguments.clear();
        arguments.extend(values.iter().map(|&value| cx.root(value)));
        arguments.push(from.into());
        arguments.push(string);
        if !groups.is_undefined() {
            arguments.push(cx.root(groups));
        }
        let result = cx.call(function, Rooted::UNDEFINED, &arguments)?;
        let result = cx.to_string(result)?;
        let mut leaf = cx.leaf();
        text.push_chars(leaf.chars(subject).slice(end, from));
        text.push_chars(chars_of(&mut leaf, *result));
        end = to;
        cx.release(mark);
        if text.is_full() {
            break;
        }
    }
    let mut leaf = cx.leaf();
    text.push_chars(leaf.chars(subject).slice(end, subject.len()));
    text.finish(&mut leaf)
}

/// `RegExp.prototype[Symbol.split]` (ECMA-262 §22.2.6.14)
fn split(cx: &mut Cx<'_>) -> JsResult {
    let (regexp, string) = receiver_and_string(cx, "@@split")?;
    let limit = cx.arg(1);
    if let Some(host) = pristine(&mut cx.leaf(), *regexp, SPECIES)
        && (limit.is_undefined() || limit.is_int())
        && let Some(program) = program_of(host)
    {
        let limit = limit.as_int().map_or(u32::MAX, |limit| limit as u32);
        return split_quick(&mut cx.leaf(), &program, string_of(*string), limit as usize);
    }
    super::replace::split_by_steps(cx, regexp, string, limit)
}

fn split_quick(leaf: &mut Leaf<'_>, program: &Program, string: Gc<JsString>, limit: usize) -> JsResult {
    let chars = leaf.chars(string);
    let mut parts = Vec::new();
    if limit == 0 {
        return Ok(leaf.new_array(0).value());
    }
    if chars.is_empty() {
        if run(leaf, program, string, 0, true)?.is_none() {
            parts.push(string.value());
        }
        return Ok(leaf.new_array_from(&parts).value());
    }
    let (mut from, mut at) = (0, 0);
    let mut last = None;
    while at < chars.len() {
        leaf.check_interrupt()?;
        let Some(spans) = run(leaf, program, string, at, false)? else { break };
        let (start, end) = spans[0].unwrap_or((at, at));
        if start >= chars.len() {
            break;
        }
        if end == from {
            at = advance(chars, start.max(at) as u64, program.is_unicode()) as usize;
            continue;
        }
        parts.push(leaf.new_chars(chars.slice(from, start)).value());
        for &span in &spans[1..] {
            if parts.len() < limit {
                parts.push(capture(leaf, string, span));
            }
        }
        last = Some(spans);
        if parts.len() >= limit {
            break;
        }
        from = end;
        at = end;
    }
    if let Some(spans) = last {
        remember(leaf, string.value(), spans);
    }
    if parts.len() < limit {
        parts.push(leaf.new_chars(chars.slice(from, chars.len())).value());
    }
    Ok(leaf.new_array_from(&parts).value())
}
