//! The internal methods of typed arrays (ECMA-262 §10.4.5): a key that is the text of a number is
//! an element or nothing, never a property.

use super::super::Vm;
use super::super::native::JsResult;
use super::{Integrity, ordinary};
use crate::numeric::conversion::MAX_SAFE_INTEGER;
use crate::objects::attributes::{ALL, ENUMERABLE};
use crate::objects::elements::integer_key;
use crate::objects::{Chars, Descriptor, Gc, JsString, Key, Object, OwnProperty, Space, Value, View};
use crate::vm::numeric_text::string_to_number;

/// What a number among the keys stands for: an element of that index, should there be one, or
/// nothing that could ever be there.
type Element = Option<usize>;

/// CanonicalNumericIndexString (ECMA-262 §7.1.21): the element that a key stands for, if it is a
/// number at all.
pub(in crate::vm) fn element_of(key: Key) -> Option<Element> {
    if let Some(index) = key.as_index() {
        return Some(Some(index as usize));
    }
    let chars = key.as_name().and_then(Gc::<JsString>::from_value)?.flat_chars()?;
    let Chars::Latin1(text) = chars else { return None };
    if !matches!(text.first(), Some(b'0'..=b'9' | b'-' | b'I' | b'N')) {
        return None;
    }
    if text == b"-0" {
        return Some(None);
    }
    let number = string_to_number(chars);
    if ryu_js::Buffer::new().format(number).as_bytes() != text {
        return None;
    }
    let is_index = number >= 0.0 && number.fract() == 0.0 && number <= MAX_SAFE_INTEGER as f64;
    Some(is_index.then_some(number as usize))
}

fn view_of(object: Gc<Object>) -> Gc<View> {
    Gc::from_cell(object.cell())
}

/// IsValidIntegerIndex (ECMA-262 §10.4.5.16).
fn is_valid(object: Gc<Object>, element: Element) -> bool {
    element.is_some_and(|index| view_of(object).length().is_some_and(|length| index < length))
}

pub(super) fn get_own_property(space: &mut Space, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
    match element_of(key) {
        None => ordinary::get_own_property(space, object, key),
        Some(element) => {
            let value = space.typed_element(view_of(object), element?)?;
            let is_fixed = view_of(object).buffer().is_immutable();
            Some(OwnProperty::data(value, if is_fixed { ENUMERABLE } else { ALL }))
        }
    }
}

pub(super) fn own_property_keys(space: &mut Space, object: Gc<Object>) -> Vec<Key> {
    let length = view_of(object).length().unwrap_or(0) as u64;
    let mut keys: Vec<Key> = (0..length).map(|index| integer_key(space, index)).collect();
    space.stored_keys(object, &mut keys, false);
    keys
}

pub(super) fn has_own_element(object: Gc<Object>, key: Key) -> Option<bool> {
    element_of(key).map(|element| is_valid(object, element))
}

/// Whether the array keeps its length, whatever becomes of the buffer's (IsTypedArrayFixedLength,
/// ECMA-262 §10.4.5.15).
pub(super) fn has_fixed_length(object: Gc<Object>) -> bool {
    let view = view_of(object);
    let buffer = view.buffer();
    !view.is_length_tracking() && (!buffer.is_resizable() || buffer.is_shared())
}

impl Vm {
    /// Whether a typed array has the key as an element or not at all.
    pub fn is_element_key(&self, key: Key) -> bool {
        element_of(key).is_some()
    }

    /// TypedArraySetElement (ECMA-262 §10.4.5.18). The caller keeps the array rooted.
    pub fn set_typed_element(&mut self, view: Gc<View>, element: Option<usize>, value: Value) -> JsResult<()> {
        let of = view.element_type();
        let number =
            if of.is_bigint() { self.to_bigint(value)?.value() } else { Value::number(self.to_number(value)?) };
        if let Some(index) = element {
            view.put(index, of.encode(number));
        }
        Ok(())
    }

    /// `[[DefineOwnProperty]]` (ECMA-262 §10.4.5.3).
    pub(super) fn define_in_typed_array(&mut self, object: Gc<Object>, key: Key, desc: Descriptor) -> JsResult<bool> {
        let Some(element) = element_of(key) else { return self.define_ordinarily(object, key, desc) };
        if is_valid(object, element) && view_of(object).buffer().is_immutable() {
            let index = element.unwrap_or(0);
            let held = self.space.typed_element(view_of(object), index).unwrap_or(Value::UNDEFINED);
            return Ok(desc.configurable != Some(true)
                && desc.enumerable != Some(false)
                && !desc.is_accessor()
                && desc.writable != Some(true)
                && desc.value.is_none_or(|wanted| self.space.same_value(wanted, held)));
        }
        if !is_valid(object, element)
            || desc.configurable == Some(false)
            || desc.enumerable == Some(false)
            || desc.is_accessor()
            || desc.writable == Some(false)
        {
            return Ok(false);
        }
        if let Some(value) = desc.value {
            self.set_typed_element(view_of(object), element, value)?;
        }
        Ok(true)
    }

    /// `[[Get]]` (ECMA-262 §10.4.5.5).
    pub(super) fn get_in_typed_array(&mut self, object: Gc<Object>, key: Key, receiver: Value) -> JsResult {
        match element_of(key) {
            None => self.get_ordinarily(object, key, receiver),
            Some(element) => {
                let value = element.and_then(|index| self.space.typed_element(view_of(object), index));
                Ok(value.unwrap_or(Value::UNDEFINED))
            }
        }
    }

    /// `[[Set]]` (ECMA-262 §10.4.5.6).
    pub(super) fn set_in_typed_array(
        &mut self,
        object: Gc<Object>,
        key: Key,
        value: Value,
        receiver: Value,
    ) -> JsResult<bool> {
        if let Some(element) = element_of(key) {
            if receiver == object.value() {
                if view_of(object).buffer().is_immutable() {
                    return Ok(false);
                }
                self.set_typed_element(view_of(object), element, value)?;
                return Ok(true);
            }
            if !is_valid(object, element) {
                return Ok(true);
            }
        }
        self.set_ordinarily(object, key, value, receiver)
    }

    /// `[[Delete]]` (ECMA-262 §10.4.5.7).
    pub(super) fn delete_in_typed_array(&mut self, object: Gc<Object>, key: Key) -> JsResult<bool> {
        match element_of(key) {
            None => self.delete_ordinarily(object, key),
            Some(element) => Ok(!is_valid(object, element)),
        }
    }

    /// SetIntegrityLevel: elements are configurable and writable, unless the buffer is immutable.
    pub(super) fn restrict_typed_array(&mut self, object: Gc<Object>, level: Integrity) -> JsResult<bool> {
        let has_elements = view_of(object).length().is_some_and(|length| length > 0);
        if !self.prevent_extensions(object)? || has_elements && !view_of(object).buffer().is_immutable() {
            return Ok(false);
        }
        self.space.restrict(object, Some(level == Integrity::Frozen));
        Ok(true)
    }
}
