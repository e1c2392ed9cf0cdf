//! Reading, writing and deleting properties.

use super::activation::{Activation, Step};
use crate::objects::object::flags;
use crate::objects::shape::NO_SHAPE;
use crate::objects::{Gc, JsArray, JsString, Key, Kind, Object, Value};
use crate::vm::inline_cache::read_place;
use crate::vm::{JsResult, Vm};

impl Vm {
    /// `object[key]` by the instruction's inline cache, which is its third operand. The instruction has five units.
    #[inline(always)]
    fn load_cached(&mut self, at: &Activation, object: Value) -> JsResult {
        let cache = at.cache(3);
        if object.is_object() {
            let target = Gc::<Object>::from_cell(object.cell_unchecked());
            // SAFETY: a cache of the running code; its entry's place exists in objects of its shape, and in the holder as long as the epoch stands.
            unsafe {
                let entry = &(*cache).first;
                if target.shape_id() == entry.shape && !entry.place.is_accessor() {
                    if entry.holder == 0 {
                        return Ok(read_place(object.bits(), entry.place));
                    }
                    if entry.epoch == self.space.proto_epoch {
                        return Ok(read_place(entry.holder, entry.place));
                    }
                }
            }
        }
        at.save(5);
        self.get_cached(object, cache)
    }

    /// `object[key]` for dense arrays and int keys, and strings.
    #[inline(always)]
    pub(super) fn quick_element(&self, object: Value, key: Value) -> Option<Value> {
        if !key.is_int() || !object.is_cell() {
            return None;
        }
        let index = key.as_int_unchecked() as u32 as usize;
        let cell = object.cell_unchecked();
        if cell.kind() >= Kind::FIRST_OBJECT as u8 && cell.kind() <= Kind::Array as u8 {
            let words = Gc::<Object>::from_cell(cell).plain_elements()?;
            let slots = words.slots();
            let value = slots.get(index)?.get();
            return (!value.is_hole()).then_some(value);
        }
        None
    }

    #[inline(always)]
    pub(super) fn op_get_prop(&mut self, at: &mut Activation) -> Step {
        let value = self.load_cached(at, at.get(2))?;
        at.give(value, 5)
    }

    #[inline(always)]
    pub(super) fn op_get_length(&mut self, at: &mut Activation) -> Step {
        let object = at.get(2);
        if let Some(array) = Gc::<JsArray>::from_value(object) {
            return at.give(array.length_value(), 5);
        }
        if let Some(string) = Gc::<JsString>::from_value(object) {
            return at.give(Value::int(string.len() as i32), 5);
        }
        let value = self.load_cached(at, object)?;
        at.give(value, 5)
    }

    #[inline(always)]
    pub(super) fn op_set_prop(&mut self, at: &mut Activation) -> Step {
        let object = at.get(1);
        let cache = at.cache(2);
        let value = at.get(4);
        if object.is_object() {
            let target = Gc::<Object>::from_cell(object.cell_unchecked());
            // SAFETY: a cache of the running code; an entry without a next shape describes an inline slot that objects of its shape have.
            unsafe {
                let entry = (*cache).first;
                if target.shape_id() == entry.shape && entry.next_shape == NO_SHAPE && entry.place.is_inline_data() {
                    let slot = (object.bits() as *mut u64).add(entry.place.index());
                    self.space.heap.write_word(target.cell(), slot, value.bits());
                    return at.next(5);
                }
            }
        }
        at.save(5);
        self.set_cached(object, cache, value, at.strict())?;
        at.next(5)
    }

    #[inline(always)]
    pub(super) fn op_get_elem(&mut self, at: &mut Activation) -> Step {
        let (object, key) = (at.get(2), at.get(3));
        if let Some(value) = self.quick_element(object, key) {
            return at.give(value, 4);
        }
        at.save(4);
        let value = self.get_element_slow(object, key)?;
        at.give(value, 4)
    }

    #[inline(always)]
    pub(super) fn op_set_elem(&mut self, at: &mut Activation) -> Step {
        let (object, key, value) = (at.get(1), at.get(2), at.get(3));
        if key.is_int()
            && let Some(array) = Gc::<JsArray>::from_value(object)
            && let Some(words) = array.object().plain_elements()
        {
            let index = key.as_int_unchecked() as u32;
            if index < array.length()
                && !array.object().has_flag(flags::ELEMENTS_FROZEN)
                && (index as usize) < words.len()
            {
                // SAFETY: the index was compared just above.
                let slot = unsafe { words.slots().get_unchecked(index as usize) };
                if !slot.get().is_hole() {
                    self.space.store(words.cell(), slot, value);
                    return at.next(4);
                }
            }
        }
        let strict = at.strict();
        at.save(4);
        self.set_element_slow(object, key, value, strict)?;
        at.next(4)
    }

    #[inline(always)]
    pub(super) fn op_get_method(&mut self, at: &mut Activation) -> Step {
        let object = at.get(2);
        let base = usize::from(at.operand(1));
        at.set_register(base + 1, object);
        let value = self.load_cached(at, object)?;
        at.set_register(base, value);
        at.next(5)
    }

    #[inline(always)]
    pub(super) fn op_get_elem_method(&mut self, at: &mut Activation) -> Step {
        let (object, key) = (at.get(2), at.get(3));
        let base = usize::from(at.operand(1));
        if let Some(value) = self.quick_element(object, key) {
            at.set_register(base, value);
            at.set_register(base + 1, object);
            return at.next(4);
        }
        at.save(4);
        let value = self.get_element_slow(object, key)?;
        at.set_register(base, value);
        at.set_register(base + 1, object);
        at.next(4)
    }

    #[inline(always)]
    pub(super) fn op_delete_prop(&mut self, at: &mut Activation) -> Step {
        let key = self.constant_key(at, 3);
        let strict = at.strict();
        at.save(5);
        let deleted = self.delete_property(at.get(2), key, strict)?;
        at.give(Value::boolean(deleted), 5)
    }

    #[inline(always)]
    pub(super) fn op_delete_elem(&mut self, at: &mut Activation) -> Step {
        let strict = at.strict();
        at.save(4);
        let deleted = self.delete_element(at.get(2), at.get(3), strict)?;
        at.give(Value::boolean(deleted), 4)
    }

    #[inline(always)]
    pub(super) fn op_get_super(&mut self, at: &mut Activation) -> Step {
        at.save(5);
        let value = self.get_super(at.get(2), at.get(3), at.get(4))?;
        at.give(value, 5)
    }

    #[inline(always)]
    pub(super) fn op_set_super(&mut self, at: &mut Activation) -> Step {
        let strict = at.strict();
        at.save(5);
        self.set_super(at.get(1), at.get(2), at.get(3), at.get(4), strict)?;
        at.next(5)
    }

    #[inline(always)]
    pub(super) fn op_get_private(&mut self, at: &mut Activation) -> Step {
        at.save(6);
        let value = self.get_private_cached(at.get(2), at.get(3), at.cache(4))?;
        at.give(value, 6)
    }

    #[inline(always)]
    pub(super) fn op_set_private(&mut self, at: &mut Activation) -> Step {
        at.save(6);
        self.set_private_cached(at.get(1), at.get(2), at.get(3), at.cache(4))?;
        at.next(6)
    }

    #[inline(always)]
    pub(super) fn op_define_private(&mut self, at: &mut Activation) -> Step {
        at.save(5);
        self.define_private(at.get(1), Key::name(at.get(2)), at.get(3), at.operand(4))?;
        at.next(5)
    }

    #[inline(always)]
    pub(super) fn op_new_private_name(&mut self, at: &mut Activation) -> Step {
        let symbol = self.space.new_symbol(at.constant(2), crate::objects::symbol::PRIVATE);
        at.give(symbol.value(), 4)
    }

    #[inline(always)]
    pub(super) fn op_require_object(&mut self, at: &mut Activation) -> Step {
        let value = at.get(1);
        if value.is_nullish() {
            at.save(2);
            return Err(self.cannot_destructure(value).into());
        }
        at.next(2)
    }

    #[inline(always)]
    pub(super) fn op_to_property_key(&mut self, at: &mut Activation) -> Step {
        let value = at.get(2);
        if value.is_string() || value.is_int() || value.is_symbol() {
            return at.give(value, 3);
        }
        at.save(3);
        let key = self.key_value(value)?;
        at.give(key, 3)
    }

    #[inline(always)]
    pub(super) fn op_private_in(&mut self, at: &mut Activation) -> Step {
        let object = at.get(3);
        if !object.is_object() {
            let (name, text) = (self.describe_key(Key::name(at.get(2))), self.describe_value(object));
            let message = format!("Cannot use 'in' operator to search for '{name}' in {text}");
            at.save(4);
            return Err(self.type_error(&message).into());
        }
        let found = self.private_element(object, Key::name(at.get(2))).is_some();
        at.give(Value::boolean(found), 4)
    }

    #[inline(always)]
    pub(super) fn op_in(&mut self, at: &mut Activation) -> Step {
        at.save(4);
        let result = self.in_operator(at.get(2), at.get(3))?;
        at.give(Value::boolean(result), 4)
    }

    #[inline(always)]
    pub(super) fn op_instance_of(&mut self, at: &mut Activation) -> Step {
        at.save(4);
        let result = self.instance_of(at.get(2), at.get(3))?;
        at.give(Value::boolean(result), 4)
    }
}
