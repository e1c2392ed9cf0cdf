//! `String.prototype`: searching, replacing and splitting (ECMA-262 §22.1.3). The methods that take
//! a regular expression hand over to its symbol methods; here are the forms with plain strings.

use crate::builtins::Installer;
use crate::builtins::regexp::is_regexp;
use crate::builtins::text::buffer::{TextBuffer, chars_of, clamp_index, string_of};
use crate::builtins::text::substitution::{Found, parse_template, push_piece};
use crate::objects::{Chars, Gc, JsString, Key, Value};
use crate::vm::{Args, Coerce, Cx, JsResult, Leaf, NativeRow, Rooted, messages};

use Coerce::{Integer, Number, StringThis};

const ROWS: &[NativeRow] = &[
    NativeRow::leaf("indexOf", 1, index_of, "§22.1.3.9", "Where a string first occurs, or -1")
        .coerce(StringThis, &[Coerce::String, Integer]),
    NativeRow::leaf("lastIndexOf", 1, last_index_of, "§22.1.3.11", "Where a string last occurs, or -1")
        .coerce(StringThis, &[Coerce::String, Number]),
    NativeRow::cx("includes", 1, includes, "§22.1.3.8", "Whether a string occurs in this one"),
    NativeRow::cx("startsWith", 1, starts_with, "§22.1.3.24", "Whether this string starts with another"),
    NativeRow::cx("endsWith", 1, ends_with, "§22.1.3.7", "Whether this string ends with another"),
    NativeRow::cx("match", 1, match_, "§22.1.3.13", "The matches of a regular expression"),
    NativeRow::cx("matchAll", 1, match_all, "§22.1.3.14", "An iterator over all matches of a regular expression"),
    NativeRow::cx("replace", 2, replace, "§22.1.3.19", "With the first match replaced"),
    NativeRow::cx("replaceAll", 2, replace_all, "§22.1.3.20", "With all matches replaced"),
    NativeRow::cx("search", 1, search, "§22.1.3.21", "Where a regular expression first matches, or -1"),
    NativeRow::cx("split", 2, split, "§22.1.3.23", "The parts between separators"),
];

/// Adds the methods to the prototype.
pub(crate) fn install(installer: &mut Installer, proto: Value) {
    installer.methods(proto, ROWS);
}

fn index_of(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let chars = chars_of(leaf, this);
    let needle = chars_of(leaf, args.get(0));
    let from = clamp_index(args.get(1), chars.len());
    Ok(index_value(chars.find(needle, from)))
}

fn index_value(index: Option<usize>) -> Value {
    index.map_or(Value::int(-1), Value::length)
}

fn last_index_of(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let chars = chars_of(leaf, this);
    let needle = chars_of(leaf, args.get(0));
    let position = args.get(1).as_number().unwrap_or(f64::NAN);
    let from = if position.is_nan() { chars.len() } else { position.clamp(0.0, chars.len() as f64) as usize };
    Ok(index_value(chars.rfind(needle, from)))
}

/// The receiver as a string, as the rows of leaf natives do it.
fn this_string(cx: &mut Cx<'_>, method: &str) -> JsResult<Rooted> {
    let this = cx.this();
    if this.is_nullish() {
        return Err(cx.type_error(messages::called_on_nullish(&format_args!("String.prototype.{method}"))));
    }
    cx.to_string(this)
}

/// The argument of includes, startsWith and endsWith: any value but a regular expression, as a
/// string.
fn needle(cx: &mut Cx<'_>, method: &str) -> JsResult<Rooted> {
    let value = cx.arg(0);
    if value.is_string() {
        return Ok(value);
    }
    if is_regexp(cx, value)? {
        let text = format!("First argument to String.prototype.{method} must not be a regular expression");
        return Err(cx.type_error(text));
    }
    cx.to_string(value)
}

fn includes(cx: &mut Cx<'_>) -> JsResult {
    let this = this_string(cx, "includes")?;
    let needle = needle(cx, "includes")?;
    let from = cx.arg(1);
    let len = string_of(*this).len() as u64;
    let from = cx.to_integer(from)?.clamp(0.0, len as f64) as usize;
    let mut leaf = cx.leaf();
    let (chars, needle) = (chars_of(&mut leaf, *this), chars_of(&mut leaf, *needle));
    Ok(chars.find(needle, from).is_some().into())
}

fn has_at(chars: Chars<'_>, needle: Chars<'_>, at: usize) -> bool {
    at + needle.len() <= chars.len() && chars.slice(at, at + needle.len()) == needle
}

fn starts_with(cx: &mut Cx<'_>) -> JsResult {
    let this = this_string(cx, "startsWith")?;
    let needle = needle(cx, "startsWith")?;
    let from = cx.arg(1);
    let len = string_of(*this).len() as f64;
    let from = cx.to_integer(from)?.clamp(0.0, len) as usize;
    let mut leaf = cx.leaf();
    let (chars, needle) = (chars_of(&mut leaf, *this), chars_of(&mut leaf, *needle));
    Ok(has_at(chars, needle, from).into())
}

fn ends_with(cx: &mut Cx<'_>) -> JsResult {
    let this = this_string(cx, "endsWith")?;
    let needle = needle(cx, "endsWith")?;
    let end = cx.arg(1);
    let len = string_of(*this).len();
    let end = if end.is_undefined() { len } else { cx.to_integer(end)?.clamp(0.0, len as f64) as usize };
    let mut leaf = cx.leaf();
    let (chars, needle) = (chars_of(&mut leaf, *this), chars_of(&mut leaf, *needle));
    Ok(end.checked_sub(needle.len()).is_some_and(|start| has_at(chars, needle, start)).into())
}

/// The symbol method of an argument that is an object: `undefined` when it has none (or is a
/// primitive, whose prototypes are not asked).
fn symbol_method(cx: &mut Cx<'_>, value: Rooted, key: Key) -> JsResult<Rooted> {
    if value.is_object() { cx.get_method(value, key) } else { Ok(Rooted::UNDEFINED) }
}

fn check_receiver(cx: &mut Cx<'_>, method: &str) -> JsResult<()> {
    if cx.this().is_nullish() {
        return Err(cx.type_error(messages::called_on_nullish(&format_args!("String.prototype.{method}"))));
    }
    Ok(())
}

fn match_(cx: &mut Cx<'_>) -> JsResult {
    let key = cx.leaf().names.symbol_match;
    by_regexp(cx, "match", key, "")
}

fn search(cx: &mut Cx<'_>) -> JsResult {
    let key = cx.leaf().names.symbol_search;
    by_regexp(cx, "search", key, "")
}

/// What match, matchAll and search have in common.
fn by_regexp(cx: &mut Cx<'_>, method: &str, key: Key, flags: &str) -> JsResult {
    check_receiver(cx, method)?;
    let (this, pattern) = (cx.this(), cx.arg(0));
    let symbol = symbol_method(cx, pattern, key)?;
    if !symbol.is_undefined() {
        return Ok(*cx.call(symbol, pattern, &[this])?);
    }
    let string = cx.to_string(this)?;
    let flags = if flags.is_empty() { Rooted::UNDEFINED } else { cx.string(flags) };
    let regexp = crate::builtins::regexp::create(cx, pattern, flags)?;
    Ok(*cx.invoke(regexp, key, &[string])?)
}

/// RequireObjectCoercible(flags) and the look for `g` that matchAll and replaceAll do.
fn require_global(cx: &mut Cx<'_>, regexp: Rooted, method: &str, no_flags: &str) -> JsResult<()> {
    if !is_regexp(cx, regexp)? {
        return Ok(());
    }
    let key = cx.leaf().names.flags;
    let flags = cx.get(regexp, key)?;
    if flags.is_nullish() {
        return Err(cx.type_error(no_flags));
    }
    let flags = cx.to_string(flags)?;
    if chars_of(&mut cx.leaf(), *flags).find(Chars::Latin1(b"g"), 0).is_none() {
        return Err(cx.type_error(format!("String.prototype.{method} called with a non-global RegExp argument")));
    }
    Ok(())
}

fn match_all(cx: &mut Cx<'_>) -> JsResult {
    check_receiver(cx, "matchAll")?;
    let pattern = cx.arg(0);
    let no_flags = "The .flags property of the argument to String.prototype.matchAll cannot be null or undefined";
    require_global(cx, pattern, "matchAll", no_flags)?;
    let key = cx.leaf().names.symbol_match_all;
    by_regexp(cx, "matchAll", key, "g")
}

/// `String.prototype.replace` (ECMA-262 §22.1.3.19)
fn replace(cx: &mut Cx<'_>) -> JsResult {
    check_receiver(cx, "replace")?;
    replace_with(cx, false)
}

/// `String.prototype.replaceAll` (ECMA-262 §22.1.3.20)
fn replace_all(cx: &mut Cx<'_>) -> JsResult {
    check_receiver(cx, "replaceAll")?;
    let pattern = cx.arg(0);
    require_global(cx, pattern, "replaceAll", "String.prototype.replaceAll called on null or undefined")?;
    replace_with(cx, true)
}

fn replace_with(cx: &mut Cx<'_>, all: bool) -> JsResult {
    let (this, pattern, replacement) = (cx.this(), cx.arg(0), cx.arg(1));
    let key = cx.leaf().names.symbol_replace;
    let symbol = symbol_method(cx, pattern, key)?;
    if !symbol.is_undefined() {
        return Ok(*cx.call(symbol, pattern, &[this, replacement])?);
    }
    let string = cx.to_string(this)?;
    let pattern = cx.to_string(pattern)?;
    let functional = replacement.is_callable();
    let replacement = if functional { replacement } else { cx.to_string(replacement)? };
    if !all
        && !functional
        && let Some(result) = replace_plainly(&mut cx.leaf(), *string, *pattern, *replacement)
    {
        return result;
    }
    let positions = positions_of(cx, string, pattern, all)?;
    if positions.is_empty() {
        return Ok(*string);
    }
    if functional {
        replace_by_function(cx, string, pattern, replacement, &positions)
    } else {
        replace_by_template(cx, string, pattern, replacement, &positions)
    }
}

/// Replaces the first occurrence by a template that is nothing but text; `None` for others.
fn replace_plainly(leaf: &mut Leaf<'_>, string: Value, pattern: Value, template: Value) -> Option<JsResult> {
    let (subject, wanted) = (chars_of(leaf, string), chars_of(leaf, pattern));
    let template = chars_of(leaf, template);
    if template.find(Chars::Latin1(b"$"), 0).is_some() {
        return None;
    }
    let Some(at) = subject.find(wanted, 0) else { return Some(Ok(string)) };
    let mut text = TextBuffer::with_capacity(subject.len() - wanted.len() + template.len());
    text.push_chars(subject.slice(0, at));
    text.push_chars(template);
    text.push_chars(subject.slice(at + wanted.len(), subject.len()));
    Some(text.finish(leaf))
}

fn positions_of(cx: &mut Cx<'_>, string: Rooted, pattern: Rooted, all: bool) -> JsResult<Vec<usize>> {
    let mut leaf = cx.leaf();
    let (chars, wanted) = (chars_of(&mut leaf, *string), chars_of(&mut leaf, *pattern));
    let mut positions = Vec::new();
    let mut from = 0;
    while let Some(at) = chars.find(wanted, from) {
        positions.push(at);
        leaf.check_interrupt()?;
        if !all {
            break;
        }
        from = at + wanted.len().max(1);
        if from > chars.len() {
            break;
        }
    }
    Ok(positions)
}

fn replace_by_function(
    cx: &mut Cx<'_>,
    string: Rooted,
    pattern: Rooted,
    function: Rooted,
    positions: &[usize],
) -> JsResult {
    let (subject, width) = (string_of(*string), string_of(*pattern).len());
    let mut text = TextBuffer::with_capacity(subject.len());
    let mut end = 0;
    for &at in positions {
        let mark = cx.mark();
        let result = cx.call(function, Rooted::UNDEFINED, &[pattern, at.into(), string])?;
        let result = cx.to_string(result)?;
        let mut leaf = cx.leaf();
        text.push_chars(leaf.chars(subject).slice(end, at));
        text.push_chars(chars_of(&mut leaf, *result));
        end = at + width;
        cx.release(mark);
        if text.is_full() {
            break;
        }
    }
    let mut leaf = cx.leaf();
    text.push_chars(leaf.chars(subject).slice(end, subject.len()));
    text.finish(&mut leaf)
}

fn replace_by_template(
    cx: &mut Cx<'_>,
    string: Rooted,
    pattern: Rooted,
    template: Rooted,
    positions: &[usize],
) -> JsResult {
    let mut leaf = cx.leaf();
    let subject = chars_of(&mut leaf, *string);
    let template = chars_of(&mut leaf, *template);
    let matched = chars_of(&mut leaf, *pattern);
    let pieces = parse_template(template, 0, false);
    let growth = positions.len().saturating_mul(template.len()).min(1 << 20);
    let mut text = TextBuffer::with_capacity(subject.len() + growth);
    let mut end = 0;
    for &position in positions {
        leaf.check_interrupt()?;
        text.push_chars(subject.slice(end, position));
        let found = Found { subject, position, matched };
        for &piece in &pieces {
            push_piece(&mut text, piece, template, &found);
        }
        end = position + matched.len();
        if text.is_full() {
            break;
        }
    }
    text.push_chars(subject.slice(end, subject.len()));
    text.finish(&mut leaf)
}

/// `String.prototype.split` (ECMA-262 §22.1.3.23)
fn split(cx: &mut Cx<'_>) -> JsResult {
    check_receiver(cx, "split")?;
    let (this, separator, limit) = (cx.this(), cx.arg(0), cx.arg(1));
    let key = cx.leaf().names.symbol_split;
    let symbol = symbol_method(cx, separator, key)?;
    if !symbol.is_undefined() {
        return Ok(*cx.call(symbol, separator, &[this, limit])?);
    }
    let string = cx.to_string(this)?;
    let limit = if limit.is_undefined() { u32::MAX } else { cx.to_uint32(limit)? };
    let wanted = cx.to_string(separator)?;
    let mut leaf = cx.leaf();
    if limit == 0 {
        return Ok(leaf.new_array(0).value());
    }
    if separator.is_undefined() {
        return Ok(leaf.new_array_from(&[*string]).value());
    }
    split_chars(&mut leaf, string_of(*string), string_of(*wanted), limit as usize)
}

fn split_chars(leaf: &mut Leaf<'_>, string: Gc<JsString>, separator: Gc<JsString>, limit: usize) -> JsResult {
    let (chars, separator) = (leaf.chars(string), leaf.chars(separator));
    if separator.is_empty() {
        return split_units(leaf, chars, limit);
    }
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(at) = chars.find(separator, from) {
        parts.push(leaf.new_chars(chars.slice(from, at)).value());
        from = at + separator.len();
        leaf.check_interrupt()?;
        if parts.len() >= limit {
            return Ok(leaf.new_array_from(&parts).value());
        }
    }
    let rest = if from == 0 { string } else { leaf.new_chars(chars.slice(from, chars.len())) };
    parts.push(rest.value());
    Ok(leaf.new_array_from(&parts).value())
}

fn split_units(leaf: &mut Leaf<'_>, chars: Chars<'_>, limit: usize) -> JsResult {
    /// Units between two looks at what may end the run.
    const PORTION: usize = 1 << 16;
    let count = chars.len().min(limit);
    let mut parts: Vec<Value> = Vec::with_capacity(count);
    for from in (0..count).step_by(PORTION) {
        leaf.check_interrupt()?;
        match chars.slice(from, count.min(from + PORTION)) {
            Chars::Latin1(bytes) => {
                let single = &leaf.strings.single;
                parts.extend(bytes.iter().map(|&byte| single[byte as usize].value()));
            }
            Chars::Utf16(units) => parts.extend(units.iter().map(|&unit| leaf.new_char(unit).value())),
        }
    }
    Ok(leaf.new_array_from(&parts).value())
}
