//! The Array methods that make an array or a text of their receiver (ECMA-262 §23.1.3): slice,
//! concat, join and the like.

use super::support::{ResultArray, array_create, array_species, construct_result, copy_slots, next_index};
use crate::builtins::shared::elements::{element, element_or_undefined, is_array, readable};
use crate::builtins::shared::support::{object_of, this_object};
use crate::builtins::text::buffer::TextBuffer;
use crate::heap::Tracer;
use crate::numeric::conversion::MAX_SAFE_INTEGER;
use crate::objects::elements::MAX_DENSE_LENGTH;
use crate::objects::elements::dense::Part;
use crate::objects::{Gc, JsArray, JsString, Slot, Value};
use crate::vm::{Cx, HostState, JsResult, Rooted, Vm, messages};

pub(crate) fn slice(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    let (start, end) = (cx.arg(0), cx.arg(1));
    let start = cx.relative_index(start, length, 0)?;
    let end = cx.relative_index(end, length, length)?;
    let count = end.saturating_sub(start);
    let result = match array_species(cx, object)? {
        None => {
            if let Some((source, words)) = readable(&cx.leaf(), *object)
                && end <= u64::from(source.length())
            {
                return Ok(copy_slots(&mut cx.leaf(), words, start.min(end) as usize, end as usize).value());
            }
            let arguments = cx.vm().plain_arguments(object_of(*object));
            if let Some(slots) = arguments.and_then(|slots| slots.get(start as usize..(start + count) as usize)) {
                let values: Vec<Value> = slots.iter().map(Slot::get).collect();
                if !values.contains(&Value::HOLE) {
                    return Ok(cx.leaf().new_array_from(&values).value());
                }
            }
            array_create(cx, count, false)?
        }
        Some(constructor) => construct_result(cx, constructor, count)?,
    };
    let mark = cx.mark();
    let mut index = start;
    while index < end {
        if let Some(value) = element(cx, object, index)? {
            result.put(cx, index - start, value)?;
        }
        cx.release(mark);
        index = next_index(&mut cx.leaf(), *object, index + 1, end);
    }
    result.set_length(cx, count)?;
    Ok(*result.value)
}

/// IsConcatSpreadable (ECMA-262 §23.1.3.2.1).
fn is_spreadable(cx: &mut Cx<'_>, value: Rooted) -> JsResult<bool> {
    if !value.is_object() {
        return Ok(false);
    }
    let key = cx.leaf().names.symbol_is_concat_spreadable;
    let spreadable = cx.get(value, key)?;
    if spreadable.is_undefined() { is_array(cx, value) } else { Ok(Vm::truthy(*spreadable)) }
}

pub(crate) fn concat(cx: &mut Cx<'_>) -> JsResult {
    let object = this_object(cx, "Array.prototype.concat")?;
    let result = match array_species(cx, object)? {
        None => match concat_dense(cx, object)? {
            Some(joined) => return Ok(joined),
            None => ResultArray::plain(cx, 0),
        },
        Some(constructor) => construct_result(cx, constructor, 0)?,
    };
    let mut count = 0;
    let mark = cx.mark();
    for i in 0..=cx.argc() {
        let item = if i == 0 { object } else { cx.arg(i - 1) };
        if !is_spreadable(cx, item)? {
            if count >= MAX_SAFE_INTEGER {
                return Err(cx.type_error(messages::ARRAY_LENGTH));
            }
            result.put(cx, count, item)?;
            count += 1;
            continue;
        }
        let length = cx.length_of(item)?;
        if count + length > MAX_SAFE_INTEGER {
            return Err(cx.type_error(messages::ARRAY_LENGTH));
        }
        let mut index = next_index(&mut cx.leaf(), *item, 0, length);
        while index < length {
            if let Some(value) = element(cx, item, index)? {
                result.put(cx, count + index, value)?;
            }
            cx.release(mark);
            index = next_index(&mut cx.leaf(), *item, index + 1, length);
        }
        count += length;
        cx.release(mark);
    }
    result.set_length(cx, count)?;
    Ok(*result.value)
}

/// The short way: every array among receiver and arguments is dense, the result a plain array.
/// `None` when it is not so.
fn concat_dense(cx: &mut Cx<'_>, object: Rooted) -> JsResult<Option<Value>> {
    let mut total = 0;
    let mut parts = Vec::with_capacity(cx.argc() + 1);
    for i in 0..=cx.argc() {
        let item = if i == 0 { object } else { cx.arg(i - 1) };
        let Some(array) = Gc::<JsArray>::from_value(*item) else {
            if item.is_object() {
                return Ok(None);
            }
            parts.push(Part::One(*item));
            total += 1;
            continue;
        };
        // Asked once more by the long way when this one gives up: only a getter could tell.
        if !cx.vm().spreads_plainly(array) {
            let key = cx.leaf().names.symbol_is_concat_spreadable;
            if cx.has_property(item, key)? {
                return Ok(None);
            }
        }
        let count = array.length() as usize;
        match readable(&cx.leaf(), *item) {
            Some((_, dense)) => parts.push(Part::Run { dense, from: 0, count }),
            None if count == 0 => {}
            None => return Ok(None),
        }
        total += count;
    }
    if total > MAX_DENSE_LENGTH {
        return Ok(None);
    }
    Ok(Some(cx.leaf().new_array_of_parts(&parts).value()))
}

// ---- text

/// The arrays whose `join` is running, so that a circle ends: an array inside itself is empty text.
#[derive(Default)]
pub(super) struct Joining(Vec<Value>);

impl HostState for Joining {
    fn trace(&self, tracer: &mut Tracer) {
        for value in &self.0 {
            tracer.word(value.bits());
        }
    }

    fn broken_off(&mut self) {
        self.0.clear();
    }
}

pub(crate) fn join(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    let separator = cx.arg(0);
    let separator = if separator.is_undefined() { cx.string(",") } else { cx.to_string(separator)? };
    join_with(cx, object, length, separator, false)
}

pub(crate) fn to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    let separator = cx.string(",");
    join_with(cx, object, length, separator, true)
}

fn join_with(cx: &mut Cx<'_>, object: Rooted, length: u64, separator: Rooted, locale: bool) -> JsResult {
    let running = &mut cx.state::<Joining>().0;
    if running.contains(&*object) {
        return Ok(cx.leaf().strings.empty.value());
    }
    running.push(*object);
    let text = join_elements(cx, object, length, separator, locale);
    cx.state::<Joining>().0.pop();
    text?.finish(&mut cx.leaf())
}

fn join_elements(
    cx: &mut Cx<'_>,
    object: Rooted,
    length: u64,
    separator: Rooted,
    locale: bool,
) -> JsResult<TextBuffer> {
    let mut text = TextBuffer::new();
    let separator = Gc::<JsString>::from_cell(separator.cell_unchecked());
    let mark = cx.mark();
    let mut index = 0;
    while index < length {
        cx.check_interrupt()?;
        if index > 0 {
            let chars = cx.leaf().chars(separator);
            text.push_chars(chars);
            // A run of holes is a run of separators.
            let next = next_index(&mut cx.leaf(), *object, index, length);
            let last = next.min(length - 1);
            text.push_repeated(chars, last - index);
            index = last;
        }
        if text.is_full() {
            break;
        }
        let value = element_or_undefined(cx, object, index)?;
        if let Some(string) = Gc::<JsString>::from_value(*value) {
            text.push_chars(cx.leaf().chars(string));
        } else if !locale && let Some(i) = value.as_int() {
            text.push_int(i);
        } else if !locale && let Some(n) = value.as_number() {
            text.push_number(n);
        } else if !value.is_nullish() {
            let string = if locale { invoke_to_locale_string(cx, value)? } else { cx.to_string(value)? };
            if let Some(string) = Gc::from_value(*string) {
                text.push_chars(cx.leaf().chars(string));
            }
        }
        cx.release(mark);
        index += 1;
    }
    Ok(text)
}

fn invoke_to_locale_string(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Rooted> {
    let key = cx.key("toLocaleString");
    // The locales and options of the call (ECMA-402 §20.4.1).
    let more = [cx.arg(0), cx.arg(1)];
    let text = cx.invoke(value, key, &more)?;
    cx.to_string(text)
}

pub(crate) fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let key = cx.leaf().names.join;
    let method = cx.get(object, key)?;
    if method.is_callable() {
        return cx.call(method, object, &[]).map(|text| *text);
    }
    crate::builtins::object::constructor::object_to_string(cx).map(|text| *text)
}
