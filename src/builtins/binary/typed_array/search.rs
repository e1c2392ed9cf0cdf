//! The methods of typed arrays that look for a value, and those that make text (ECMA-262 §23.2.3).

use super::{element, validate_this};
use crate::builtins::shared::support::last_end;
use crate::builtins::text::buffer::TextBuffer;
use crate::for_element_type;
use crate::objects::cells::element_type::{Element, low_bits};
use crate::objects::cells::run::Run;
use crate::objects::{BigInt, ElementType, Gc, JsString, Value, View};
use crate::vm::{Cx, JsResult, Rooted};

/// What is looked for among elements.
#[derive(Clone, Copy)]
enum Needle {
    Number(f64),
    NaN,
    /// The bits of a BigInt of the type's range.
    Bits(u64),
}

impl Needle {
    /// `None` when no element can be it.
    fn new(of: ElementType, value: Value, finds_nan: bool) -> Option<Needle> {
        if of.is_bigint() {
            let bigint = Gc::<BigInt>::from_value(value)?;
            let int = bigint.int();
            let bits = low_bits(bigint);
            let fits = match of {
                ElementType::BigUint64 => !int.negative && int.limbs.len() <= 1,
                _ => int.limbs.len() <= 1 && int.negative == ((bits as i64) < 0),
            };
            return fits.then_some(Needle::Bits(bits));
        }
        let number = value.as_number()?;
        match number.is_nan() {
            true => (finds_nan && of.is_float()).then_some(Needle::NaN),
            false => Some(Needle::Number(number)),
        }
    }

    fn find(self, view: Gc<View>, from: usize, to: usize, backwards: bool) -> Option<usize> {
        for_element_type!(view.element_type(), T => {
            let elements = view.elements::<T>();
            let elements = elements.get(from..to.min(elements.len())).unwrap_or_default();
            self.find_in(elements, backwards).map(|found| from + found)
        })
    }

    fn find_in<T: Element>(self, elements: Run<'_, T>, backwards: bool) -> Option<usize> {
        match self {
            Needle::NaN => elements.position(backwards, |value| value.to_f64().is_nan()),
            Needle::Bits(bits) => elements.position(backwards, |value| value.to_bits() == bits),
            Needle::Number(number) => {
                let wanted = T::from_f64(number);
                if wanted.to_f64() != number {
                    return None;
                }
                // Zeros of floating-point numbers have two forms.
                if number == 0.0 {
                    return elements.position(backwards, |value| value.to_f64() == 0.0);
                }
                elements.position(backwards, |value| value == wanted)
            }
        }
    }
}

pub(super) fn index_of(cx: &mut Cx<'_>) -> JsResult {
    let (view, length) = validate_this(cx, "indexOf")?;
    if length == 0 {
        return Ok(Value::int(-1));
    }
    let from = cx.arg(1);
    let from = cx.relative_index(from, length as u64, 0)? as usize;
    let needle = Needle::new(view.element_type(), *cx.arg(0), false);
    let found = needle.and_then(|needle| needle.find(view, from, length, false));
    Ok(found.map_or(Value::int(-1), Value::length))
}

pub(super) fn last_index_of(cx: &mut Cx<'_>) -> JsResult {
    let (view, length) = validate_this(cx, "lastIndexOf")?;
    let Some(end) = last_end(cx, length as u64)? else { return Ok(Value::int(-1)) };
    let needle = Needle::new(view.element_type(), *cx.arg(0), false);
    let found = needle.and_then(|needle| needle.find(view, 0, end as usize, true));
    Ok(found.map_or(Value::int(-1), Value::length))
}

pub(super) fn includes(cx: &mut Cx<'_>) -> JsResult {
    let (view, length) = validate_this(cx, "includes")?;
    if length == 0 {
        return Ok(Value::FALSE);
    }
    let from = cx.arg(1);
    let from = cx.relative_index(from, length as u64, 0)? as usize;
    let value = *cx.arg(0);
    if value.is_undefined() {
        // Elements that are there no more are undefined.
        return Ok((from < length && view.length().unwrap_or(0) < length).into());
    }
    let needle = Needle::new(view.element_type(), value, true);
    Ok(needle.and_then(|needle| needle.find(view, from, length, false)).is_some().into())
}

// ---- text

pub(super) fn join(cx: &mut Cx<'_>) -> JsResult {
    let (view, length) = validate_this(cx, "join")?;
    let separator = cx.arg(0);
    let separator = if separator.is_undefined() { cx.string(",") } else { cx.to_string(separator)? };
    join_with(cx, view, length, separator, |cx, value, text| {
        if let Some(int) = value.as_int() {
            text.push_int(int);
        } else if let Some(number) = value.as_number() {
            text.push_number(number);
        } else {
            let string = cx.to_string(value)?;
            push(cx, string, text);
        }
        Ok(())
    })
}

pub(super) fn to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let (view, length) = validate_this(cx, "toLocaleString")?;
    let separator = cx.string(",");
    let key = cx.key("toLocaleString");
    let arguments = [cx.arg(0), cx.arg(1)];
    join_with(cx, view, length, separator, |cx, value, text| {
        let string = cx.invoke(value, key, &arguments)?;
        let string = cx.to_string(string)?;
        push(cx, string, text);
        Ok(())
    })
}

fn push(cx: &mut Cx<'_>, string: Rooted, text: &mut TextBuffer) {
    if let Some(string) = Gc::<JsString>::from_value(*string) {
        text.push_chars(cx.leaf().chars(string));
    }
}

fn join_with(
    cx: &mut Cx<'_>,
    view: Gc<View>,
    length: usize,
    separator: Rooted,
    mut add: impl FnMut(&mut Cx<'_>, Rooted, &mut TextBuffer) -> JsResult<()>,
) -> JsResult {
    let mut text = TextBuffer::new();
    let mark = cx.mark();
    for index in 0..length {
        cx.check_interrupt()?;
        if index > 0 {
            push(cx, separator, &mut text);
        }
        if text.is_full() {
            break;
        }
        let value = element(cx, view, index);
        if !value.is_undefined() {
            add(cx, value, &mut text)?;
        }
        cx.release(mark);
    }
    text.finish(&mut cx.leaf())
}
