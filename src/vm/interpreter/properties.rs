//! Reading, writing and deleting properties.

use super::activation::{Activation, Exit, Step};
use crate::bytecode::operand::has::*;
use crate::bytecode::{has, ops};
use crate::objects::cells::code::InlineCache;
use crate::objects::object::flags;
use crate::objects::object::shape::NO_SHAPE;
use crate::objects::value::cell::HeapCell;
use crate::objects::{Accessor, Gc, JsArray, JsString, Key, Kind, Object, Proxy, Value, View};
use crate::vm::Intrinsic;
use crate::vm::Vm;
use crate::vm::messages;

/// Whether a value is a proxy, whose traps may be entered (`traps.rs`).
#[inline(always)]
fn is_proxy(value: Value) -> bool {
    Gc::<Proxy>::from_value(value).is_some()
}

impl Vm {
    /// `object[key]` by the instruction's inline cache; a proxy's trap gives it to the register
    /// `dst`.
    #[inline(always)]
    fn load_cached(&mut self, at: &Activation, i: impl has::ic, object: Value, dst: usize) -> Result<Value, Exit> {
        let cache = at.cache(i.ic());
        if object.is_object() {
            let target = Gc::<Object>::from_cell(object.cell_unchecked());
            // SAFETY: a cache of the running code; its entry's place exists in objects of its
            // shape, and in the holder as long as the epoch stands.
            unsafe {
                let entry = &(*cache).first;
                if target.shape_id() == entry.shape && !entry.place.is_accessor() {
                    if entry.holder == 0 {
                        return Ok(entry.place.read(object.bits()));
                    }
                    if entry.epoch == self.space.proto_epoch {
                        return Ok(entry.place.read(entry.holder));
                    }
                }
            }
        }
        at.save(i);
        if is_proxy(object) {
            // SAFETY: a cache of the running code, of which no other borrow exists.
            let key = unsafe { (*cache).key };
            if self.enter_get(object, key, dst)? {
                return Err(Exit::Switch);
            }
        }
        Ok(self.get_cached(object, cache)?)
    }

    /// `object[key]` for dense arrays and typed arrays and int keys.
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
        if View::is(Kind::of(cell)) {
            let value = Gc::<View>::from_cell(cell).quick_get(index);
            return (!value.is_hole()).then_some(value);
        }
        None
    }

    #[inline(always)]
    pub(super) fn op_get_prop(&mut self, at: &mut Activation, i: ops::GetProp) -> Step {
        let value = self.load_cached(at, i, at.get(i.object()), at.reg(i.dst()))?;
        at.give(i, value)
    }

    #[inline(always)]
    pub(super) fn op_get_length(&mut self, at: &mut Activation, i: ops::GetLength) -> Step {
        let object = at.get(i.object());
        if let Some(array) = Gc::<JsArray>::from_value(object) {
            return at.give(i, array.length_value());
        }
        if let Some(string) = Gc::<JsString>::from_value(object) {
            return at.give(i, Value::int(string.len() as i32));
        }
        if let Some(view) = Gc::<View>::from_value(object)
            && let Some(length) = self.typed_length(view, at.cache(i.ic()))
        {
            return at.give(i, length);
        }
        let value = self.load_cached(at, i, object, at.reg(i.dst()))?;
        at.give(i, value)
    }

    /// The length of a typed array, when the instruction's cache leads to the standard getter.
    #[inline(never)]
    fn typed_length(&self, view: Gc<View>, cache: *mut InlineCache) -> Option<Value> {
        // SAFETY: a cache of the running code, of which no other borrow exists.
        let entry = unsafe { (*cache).first };
        let known = view.object().shape_id() == entry.shape
            && entry.place.is_accessor()
            && entry.holder != 0
            && entry.epoch == self.space.proto_epoch;
        if !known {
            return None;
        }
        // SAFETY: the epoch proves that the holder has the property there.
        let pair = Gc::<Accessor>::from_value(unsafe { entry.place.read(entry.holder) })?;
        let standard = self.realm.get(Intrinsic::TypedArrayLength);
        (pair.get.get() == standard).then(|| Value::length(view.length().unwrap_or(0)))
    }

    #[inline(always)]
    pub(super) fn op_set_prop(&mut self, at: &mut Activation, i: ops::SetProp) -> Step {
        let object = at.get(i.object());
        let cache = at.cache(i.ic());
        let value = at.get(i.src());
        if object.is_object() {
            let target = Gc::<Object>::from_cell(object.cell_unchecked());
            // SAFETY: a cache of the running code; an entry without a next shape describes an
            // inline slot that objects of its shape have.
            unsafe {
                let entry = (*cache).first;
                if target.shape_id() == entry.shape && entry.next_shape == NO_SHAPE && entry.place.is_inline_data() {
                    at.save(i);
                    let slot = (object.bits() as *mut u64).add(entry.place.index());
                    self.space.heap.write_word(target.cell(), slot, value.bits());
                    return at.next(i);
                }
            }
        }
        at.save(i);
        if is_proxy(object) {
            // SAFETY: a cache of the running code, of which no other borrow exists.
            let key = unsafe { (*cache).key };
            if self.enter_set(object, key, value)? {
                return Err(Exit::Switch);
            }
        }
        self.set_cached(object, cache, value, at.strict())?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_get_elem(&mut self, at: &mut Activation, i: ops::GetElem) -> Step {
        let (object, key) = (at.get(i.object()), at.get(i.key()));
        if let Some(value) = self.quick_element(object, key) {
            return at.give(i, value);
        }
        at.save(i);
        if is_proxy(object)
            && let Some(key) = self.trap_name(key)
            && self.enter_get(object, key, at.reg(i.dst()))?
        {
            return Err(Exit::Switch);
        }
        let value = self.get_element_slow(object, key)?;
        at.give(i, value)
    }

    #[inline(always)]
    pub(super) fn op_get_elem_key(&mut self, at: &mut Activation, i: ops::GetElemKey) -> Step {
        let (object, mut key) = (at.get(i.object()), at.get(i.key()));
        let base = at.reg(i.pair());
        if let Some(value) = self.quick_element(object, key) {
            at.set_register(base, value);
            at.set_register(base + 1, key);
            return at.next(i);
        }
        at.save(i);
        // The read of undefined or null throws first.
        if key.is_object() && !object.is_nullish() {
            key = self.key_value(key)?;
        }
        at.set_register(base + 1, key);
        let value = self.get_element_slow(object, key)?;
        at.set_register(base, value);
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_set_elem(&mut self, at: &mut Activation, i: ops::SetElem) -> Step {
        let (object, key, value) = (at.get(i.object()), at.get(i.key()), at.get(i.src()));
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
                    at.save(i);
                    self.space.store(words.cell(), slot, value);
                    return at.next(i);
                }
            }
        } else if key.is_int()
            && let Some(view) = Gc::<View>::from_value(object)
            && view.quick_set(key.as_int_unchecked() as u32 as usize, value)
        {
            return at.next(i);
        }
        let strict = at.strict();
        at.save(i);
        if is_proxy(object)
            && let Some(key) = self.trap_name(key)
            && self.enter_set(object, key, value)?
        {
            return Err(Exit::Switch);
        }
        self.set_element_slow(object, key, value, strict)?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_get_method(&mut self, at: &mut Activation, i: ops::GetMethod) -> Step {
        let object = at.get(i.object());
        let base = at.reg(i.pair());
        at.set_register(base + 1, object);
        let value = self.load_cached(at, i, object, base)?;
        at.set_register(base, value);
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_get_elem_method(&mut self, at: &mut Activation, i: ops::GetElemMethod) -> Step {
        let (object, key) = (at.get(i.object()), at.get(i.key()));
        let base = at.reg(i.pair());
        if let Some(value) = self.quick_element(object, key) {
            at.set_register(base, value);
            at.set_register(base + 1, object);
            return at.next(i);
        }
        at.save(i);
        let value = self.get_element_slow(object, key)?;
        at.set_register(base, value);
        at.set_register(base + 1, object);
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_delete_prop(&mut self, at: &mut Activation, i: ops::DeleteProp) -> Step {
        let key = self.constant_key(at, i.name());
        let strict = at.strict();
        at.save(i);
        let deleted = self.delete_property(at.get(i.object()), key, strict)?;
        at.give(i, Value::boolean(deleted))
    }

    #[inline(always)]
    pub(super) fn op_delete_elem(&mut self, at: &mut Activation, i: ops::DeleteElem) -> Step {
        let strict = at.strict();
        at.save(i);
        let deleted = self.delete_element(at.get(i.object()), at.get(i.key()), strict)?;
        at.give(i, Value::boolean(deleted))
    }

    #[inline(always)]
    pub(super) fn op_get_super(&mut self, at: &mut Activation, i: ops::GetSuper) -> Step {
        at.save(i);
        let value = self.get_super(at.get(i.home()), at.get(i.this()), at.get(i.key()))?;
        at.give(i, value)
    }

    #[inline(always)]
    pub(super) fn op_set_super(&mut self, at: &mut Activation, i: ops::SetSuper) -> Step {
        let strict = at.strict();
        at.save(i);
        self.set_super(at.get(i.home()), at.get(i.this()), at.get(i.key()), at.get(i.src()), strict)?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_get_private(&mut self, at: &mut Activation, i: ops::GetPrivate) -> Step {
        at.save(i);
        let value = self.get_private_cached(at.get(i.object()), at.get(i.key()), at.cache(i.ic()))?;
        at.give(i, value)
    }

    #[inline(always)]
    pub(super) fn op_set_private(&mut self, at: &mut Activation, i: ops::SetPrivate) -> Step {
        at.save(i);
        self.set_private_cached(at.get(i.object()), at.get(i.key()), at.get(i.src()), at.cache(i.ic()))?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_define_private(&mut self, at: &mut Activation, i: ops::DefinePrivate) -> Step {
        at.save(i);
        self.define_private(at.get(i.object()), Key::name(at.get(i.key())), at.get(i.src()), at.choice(i.element()))?;
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_new_private_name(&mut self, at: &mut Activation, i: ops::NewPrivateName) -> Step {
        let symbol = self.space.new_symbol(at.constant(i.name()), crate::objects::value::symbol::PRIVATE);
        at.give(i, symbol.value())
    }

    #[inline(always)]
    pub(super) fn op_require_object(&mut self, at: &mut Activation, i: ops::RequireObject) -> Step {
        let value = at.get(i.src());
        if value.is_nullish() {
            at.save(i);
            return Err(self.cannot_destructure(value).into());
        }
        at.next(i)
    }

    #[inline(always)]
    pub(super) fn op_to_property_key(&mut self, at: &mut Activation, i: ops::ToPropertyKey) -> Step {
        let value = at.get(i.src());
        if value.is_string() || value.is_int() || value.is_symbol() {
            return at.give(i, value);
        }
        at.save(i);
        let key = self.key_value(value)?;
        at.give(i, key)
    }

    #[inline(always)]
    pub(super) fn op_private_in(&mut self, at: &mut Activation, i: ops::PrivateIn) -> Step {
        let object = at.get(i.object());
        if !object.is_object() {
            let (name, text) = (self.describe_key(Key::name(at.get(i.key()))), self.describe_value(object));
            let message = messages::cannot_search(&name, &text);
            at.save(i);
            return Err(self.type_error(&message).into());
        }
        let found = self.private_element(object, Key::name(at.get(i.key()))).is_some();
        at.give(i, Value::boolean(found))
    }

    #[inline(always)]
    pub(super) fn op_in(&mut self, at: &mut Activation, i: ops::In) -> Step {
        at.save(i);
        let object = at.get(i.object());
        if is_proxy(object)
            && let Some(key) = self.trap_name(at.get(i.key()))
            && self.enter_has(object, key, at.reg(i.dst()))?
        {
            return Err(Exit::Switch);
        }
        let result = self.in_operator(at.get(i.key()), object)?;
        at.give(i, Value::boolean(result))
    }

    #[inline(always)]
    pub(super) fn op_instance_of(&mut self, at: &mut Activation, i: ops::InstanceOf) -> Step {
        at.save(i);
        let result = self.instance_of(at.get(i.a()), at.get(i.b()))?;
        at.give(i, Value::boolean(result))
    }
}
