//! The iterators of arrays, maps, sets and strings, stepped without `next` calls and result objects
//! when nobody replaced their `next`.
//!
//! Internal slots: arrays `[array, index, mode]`, maps and sets `[table, position, mode]`, strings
//! `[string, index]`. The first slot is undefined once the iteration has ended. Invariant: a step
//! runs script code only for an array-like's getters.

use crate::objects::elements::integer_key;
use crate::objects::{Brand, Gc, Host, JsArray, JsString, MapTable, Space, Value, View};
use crate::vm::Vm;
use crate::vm::messages;
use crate::vm::native::JsResult;
use crate::vm::realm::Intrinsic;

/// What an iterator gives: keys.
pub const KEYS: i32 = 0;
/// What an iterator gives: values.
pub const VALUES: i32 = 1;
/// What an iterator gives: pairs of both.
pub const ENTRIES: i32 = 2;

impl Vm {
    /// One step of a builtin iterator, when `next` is the builtin for it: the value, or `None` at
    /// the end.
    #[inline]
    pub(in crate::vm) fn step_builtin(&mut self, iterator: Value, next: Value) -> Option<JsResult<Option<Value>>> {
        let host = Gc::<Host>::from_value(iterator)?;
        let brand = host.brand();
        let expected = match brand {
            Brand::ArrayIterator => Intrinsic::ArrayIteratorNext,
            Brand::MapIterator => Intrinsic::MapIteratorNext,
            Brand::SetIterator => Intrinsic::SetIteratorNext,
            Brand::StringIterator => Intrinsic::StringIteratorNext,
            _ => return None,
        };
        if self.realm.get(expected) != next {
            return None;
        }
        Some(match brand {
            Brand::ArrayIterator => self.array_iterator_step(host),
            Brand::StringIterator => Ok(string_iterator_step(&mut self.space, host)),
            _ => Ok(map_iterator_step(&mut self.space, host, brand == Brand::SetIterator)),
        })
    }

    /// One step of an array iterator (ECMA-262 §23.1.5.2.1).
    pub fn array_iterator_step(&mut self, host: Gc<Host>) -> JsResult<Option<Value>> {
        let object = host.get(0);
        if object.is_undefined() {
            return Ok(None);
        }
        let view = View::typed_array(object);
        let length = match view {
            None => self.length_of(object)?,
            Some(view) => match view.length() {
                Some(length) => length as u64,
                None => return Err(self.type_error(&messages::detached("%ArrayIteratorPrototype%.next"))),
            },
        };
        let position = host.get(1);
        let index = position.as_number().unwrap_or(0.0) as u64;
        if index >= length {
            host.set(&mut self.space, 0, Value::UNDEFINED);
            return Ok(None);
        }
        host.set(&mut self.space, 1, Value::length(index as usize + 1));
        let mode = host.get(2).as_int_unchecked();
        if mode == KEYS {
            return Ok(Some(position));
        }
        if let Some(view) = view
            && mode == VALUES
        {
            return Ok(self.space.typed_element(view, index as usize));
        }
        let dense = Gc::<JsArray>::from_value(object).and_then(|array| array.object().plain_elements());
        let value = match dense.and_then(|words| words.slots().get(index as usize)).map(|slot| slot.get()) {
            Some(value) if !value.is_hole() => value,
            _ => {
                let mark = self.native_roots.len();
                self.native_roots.push(host.value());
                let key = integer_key(&mut self.space, index);
                self.native_roots.push(key.as_name().unwrap_or(Value::UNDEFINED));
                let value = self.get_value(object, key);
                self.native_roots.truncate(mark);
                value?
            }
        };
        Ok(Some(if mode == VALUES { value } else { self.space.new_array_from(&[position, value]).value() }))
    }
}

/// One step of a Map's or Set's iterator (ECMA-262 §24.1.5.2.1, §24.2.6.2.1).
pub fn map_iterator_step(space: &mut Space, host: Gc<Host>, is_set: bool) -> Option<Value> {
    let table = Gc::<MapTable>::from_value(host.get(0))?;
    let position = host.get(1).as_int_unchecked() as usize;
    let Some((key, value, next, position)) = space.map_step(table, position) else {
        host.set(space, 0, Value::UNDEFINED);
        return None;
    };
    if next != table {
        host.set(space, 0, next.value());
    }
    host.set(space, 1, Value::length(position));
    Some(match host.get(2).as_int_unchecked() {
        KEYS => key,
        VALUES => value,
        _ => space.new_array_from(&[key, if is_set { key } else { value }]).value(),
    })
}

/// One step of a string's iterator (ECMA-262 §22.1.5.1.1): the next code point.
pub fn string_iterator_step(space: &mut Space, host: Gc<Host>) -> Option<Value> {
    let string = Gc::<JsString>::from_value(host.get(0))?;
    let position = host.get(1).as_int().unwrap_or(0) as usize;
    let chars = space.chars(string);
    if position >= chars.len() {
        host.set(space, 0, Value::UNDEFINED);
        return None;
    }
    let (code_point, width) = chars.code_point_at(position);
    host.set(space, 1, Value::length(position + width));
    Some(space.new_code_point(code_point).value())
}
