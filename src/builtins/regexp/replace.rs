//! `RegExp.prototype[Symbol.replace]` and `[Symbol.split]` step by step, for objects whose `exec`,
//! flags or class scripts have changed.

use super::exec::{advance, regexp_exec};
use super::symbol_methods::{flags_text, has_letter, is_unicode, set_last_index, step_over};
use crate::builtins::shared::species::species_constructor;
use crate::builtins::text::buffer::{TextBuffer, chars_of, string_of};
use crate::builtins::text::substitution::{Found, Piece, parse_template, push_piece};
use crate::objects::{Key, Value};
use crate::vm::{Cx, Intrinsic, JsResult, Rooted};

/// RegExp.prototype[@@replace] from step 7 on (ECMA-262 §22.2.6.11).
pub(super) fn replace_by_steps(
    cx: &mut Cx<'_>,
    regexp: Rooted,
    string: Rooted,
    replacement: Rooted,
    functional: bool,
) -> JsResult {
    let flags = flags_text(cx, regexp)?;
    let global = has_letter(cx, flags, b'g');
    let unicode = is_unicode(cx, flags);
    if global {
        set_last_index(cx, regexp, 0)?;
    }
    let mut results = Vec::new();
    loop {
        let result = regexp_exec(cx, regexp, string)?;
        if result.is_null() {
            break;
        }
        results.push(result);
        if !global {
            break;
        }
        let mark = cx.mark();
        let matched = cx.get_index(result, 0)?;
        let matched = cx.to_string(matched)?;
        if string_of(*matched).is_empty() {
            step_over(cx, regexp, string, unicode)?;
        }
        cx.release(mark);
    }
    let subject = string_of(*string);
    let mut text = TextBuffer::new();
    let mut end = 0;
    for result in results {
        let mark = cx.mark();
        let found = OneMatch::read(cx, result, subject.len())?;
        let replaced = if functional {
            found.call(cx, string, replacement)?
        } else {
            found.substitute(cx, string, replacement)?
        };
        if found.position >= end {
            let mut leaf = cx.leaf();
            text.push_chars(leaf.chars(subject).slice(end, found.position));
            text.push_chars(chars_of(&mut leaf, *replaced));
            end = found.position + string_of(*found.matched).len();
        }
        cx.release(mark);
    }
    let mut leaf = cx.leaf();
    if end < subject.len() {
        text.push_chars(leaf.chars(subject).slice(end, subject.len()));
    }
    text.finish(&mut leaf)
}

/// What a result of `exec` says.
struct OneMatch {
    matched: Rooted,
    position: usize,
    /// Strings or undefined.
    captures: Vec<Rooted>,
    groups: Rooted,
}

impl OneMatch {
    fn read(cx: &mut Cx<'_>, result: Rooted, len: usize) -> JsResult<OneMatch> {
        let count = cx.length_of(result)?.saturating_sub(1);
        let matched = cx.get_index(result, 0)?;
        let matched = cx.to_string(matched)?;
        let key = cx.leaf().names.index;
        let position = cx.get(result, key)?;
        let position = cx.to_integer(position)?.clamp(0.0, len as f64) as usize;
        let mut captures = Vec::new();
        for i in 1..=count {
            let value = cx.get_index(result, i)?;
            captures.push(if value.is_undefined() { value } else { cx.to_string(value)? });
        }
        let key = cx.leaf().names.groups;
        let groups = cx.get(result, key)?;
        Ok(OneMatch { matched, position, captures, groups })
    }

    fn call(&self, cx: &mut Cx<'_>, string: Rooted, function: Rooted) -> JsResult<Rooted> {
        let mut arguments = vec![self.matched];
        arguments.extend(&self.captures);
        arguments.push(self.position.into());
        arguments.push(string);
        if !self.groups.is_undefined() {
            arguments.push(self.groups);
        }
        let result = cx.call(function, Rooted::UNDEFINED, &arguments)?;
        cx.to_string(result)
    }

    /// GetSubstitution (ECMA-262 §22.1.3.19.1)
    fn substitute(&self, cx: &mut Cx<'_>, string: Rooted, template: Rooted) -> JsResult<Rooted> {
        let groups = if self.groups.is_undefined() { self.groups } else { cx.to_object(self.groups)? };
        let template_chars = chars_of(&mut cx.leaf(), *template);
        let pieces = parse_template(template_chars, self.captures.len(), !groups.is_undefined());
        let mut text = TextBuffer::new();
        for piece in pieces {
            let value = match piece {
                Piece::Capture(number) => self.captures[number - 1],
                Piece::Named(from, to) => {
                    let name = cx.leaf().substring(string_of(*template), from, to);
                    let name = cx.root(name.value());
                    let key = cx.to_property_key(name)?;
                    let value = cx.get(groups, key)?;
                    if value.is_undefined() { value } else { cx.to_string(value)? }
                }
                _ => {
                    let mut leaf = cx.leaf();
                    let (subject, matched) = (chars_of(&mut leaf, *string), chars_of(&mut leaf, *self.matched));
                    push_piece(&mut text, piece, template_chars, &Found { subject, position: self.position, matched });
                    continue;
                }
            };
            if !value.is_undefined() {
                text.push_chars(chars_of(&mut cx.leaf(), *value));
            }
        }
        let result = text.finish(&mut cx.leaf())?;
        Ok(cx.root(result))
    }
}

/// RegExp.prototype[@@split] from step 4 on (ECMA-262 §22.2.6.14).
pub(super) fn split_by_steps(cx: &mut Cx<'_>, regexp: Rooted, string: Rooted, limit: Rooted) -> JsResult {
    let constructor = species_constructor(cx, regexp, Intrinsic::RegExp)?;
    let flags = flags_text(cx, regexp)?;
    let unicode = is_unicode(cx, flags);
    let flags = if has_letter(cx, flags, b'y') {
        flags
    } else {
        let mut letters = cx.to_text(flags)?;
        letters.push('y');
        cx.string(&letters)
    };
    let splitter = cx.construct(constructor, &[regexp, flags], constructor)?;
    let limit = if limit.is_undefined() { u32::MAX } else { cx.to_uint32(limit)? };
    let array = cx.array_from(&[]);
    if limit == 0 {
        return Ok(*array);
    }
    let subject = string_of(*string);
    let size = subject.len();
    if size == 0 {
        if regexp_exec(cx, splitter, string)?.is_null() {
            cx.create_data_property(array, Key::index(0), string)?;
        }
        return Ok(*array);
    }
    let mut parts = Parts { array, count: 0, limit };
    let (mut from, mut at) = (0, 0);
    while at < size {
        let mark = cx.mark();
        set_last_index(cx, splitter, at as u64)?;
        let result = regexp_exec(cx, splitter, string)?;
        let mut end = from;
        if !result.is_null() {
            let key = cx.leaf().names.last_index;
            let index = cx.get(splitter, key)?;
            end = cx.to_length(index)?.min(size as u64) as usize;
        }
        if result.is_null() || end == from {
            at = advance(chars_of(&mut cx.leaf(), *string), at as u64, unicode) as usize;
        } else {
            let part = cx.leaf().substring(subject, from.min(at), at).value();
            if parts.push(cx, part)? {
                return Ok(*array);
            }
            from = end;
            let captures = cx.length_of(result)?.saturating_sub(1);
            for i in 1..=captures {
                let capture = cx.get_index(result, i)?;
                if parts.push(cx, *capture)? {
                    return Ok(*array);
                }
            }
            at = from;
        }
        cx.release(mark);
    }
    let rest = cx.leaf().substring(subject, from, size).value();
    parts.push(cx, rest)?;
    Ok(*array)
}

struct Parts {
    array: Rooted,
    count: u32,
    limit: u32,
}

impl Parts {
    /// Appends a value; whether the limit is reached.
    fn push(&mut self, cx: &mut Cx<'_>, value: Value) -> JsResult<bool> {
        let value = cx.root(value);
        cx.create_data_property(self.array, Key::index(self.count), value)?;
        self.count += 1;
        Ok(self.count >= self.limit)
    }
}
