//! Free names: script-level lexical bindings first, then properties of globalThis.

use super::native::JsResult;
use super::{ErrorKind, Throw, Vm};
use crate::bytecode::Declaration;
use crate::objects::Place;
use crate::objects::cells::code::{CacheEntry, InlineCache};
use crate::objects::object::property_table::attributes::{ALL, CONFIGURABLE, ENUMERABLE, WRITABLE};
use crate::objects::object::shape::NO_SHAPE;
use crate::objects::{Descriptor, Gc, Key, Kind, Object, OwnProperty, Value};
use crate::vm::internal_methods::context_global::sandbox_of;
use crate::vm::messages;

impl Vm {
    /// The value of a free name; `None` when there is no such binding.
    #[inline(never)]
    pub(super) fn load_global(&mut self, cache: *mut InlineCache) -> JsResult<Option<Value>> {
        // SAFETY: the cache belongs to the code of the running frame; no other borrow of it exists
        // while this one is used.
        let cache = unsafe { &mut *cache };
        let key = cache.key;
        let (lexicals, global) = (self.realm.lexicals, self.realm.global);
        if let Some(found) = self.space.get_named(lexicals, key) {
            if found.value.is_hole() {
                return Err(self.not_initialized(key));
            }
            self.remember_global(cache, lexicals, key);
            return Ok(Some(found.value));
        }
        if global.kind() == Kind::ContextGlobal {
            self.remember_sandbox(cache, global, key);
        } else if key.as_index().is_none()
            && let Some(found) = self.space.get_named(global, key)
        {
            if !found.is_accessor() {
                self.remember_global(cache, global, key);
            }
            return self.read_property(&found, global.value()).map(Some);
        }
        if self.has_property(global, key)? {
            return self.get_value(global.value(), key).map(Some);
        }
        Ok(None)
    }

    /// What a context's sandbox has itself is read there, as long as it is a plain data property.
    fn remember_sandbox(&mut self, cache: &mut InlineCache, global: Gc<Object>, key: Key) {
        let sandbox = sandbox_of(global);
        let is_plain = sandbox.kind() == Kind::Object
            && key.as_index().is_none()
            && self
                .space
                .get_named(sandbox, key)
                .is_some_and(|found| !found.is_accessor() && found.value != sandbox.value());
        if is_plain {
            self.remember_global(cache, sandbox, key);
        }
    }

    fn remember_global(&mut self, cache: &mut InlineCache, holder: Gc<Object>, key: Key) {
        let shape = self.space.shape_of(holder);
        let place = shape.lookup(key).and_then(|property| Place::of(shape, property));
        if let Some(place) = place
            && shape.remember_id()
        {
            let epoch = self.space.epoch_of_caches();
            cache.first = CacheEntry { shape: shape.id(), place, epoch, next_shape: NO_SHAPE, holder: holder.addr() };
        }
    }

    #[cold]
    pub(super) fn not_initialized(&mut self, key: Key) -> Throw {
        let name = self.describe_key(key);
        self.throw_error(ErrorKind::Reference, &messages::before_initialization(&name))
    }

    #[cold]
    pub(super) fn not_defined(&mut self, key: Key) -> Throw {
        let name = self.describe_key(key);
        self.throw_error(ErrorKind::Reference, &messages::not_defined(&name))
    }

    /// Assigns a free name.
    #[inline(never)]
    pub(super) fn store_global(&mut self, cache: *mut InlineCache, value: Value, strict: bool) -> JsResult<()> {
        // SAFETY: as in `load_global`.
        let key = unsafe { (*cache).key };
        let (lexicals, global) = (self.realm.lexicals, self.realm.global);
        if let Some(property) = self.space.shape_of(lexicals).lookup(key) {
            let old = self.space.get_named(lexicals, key).map_or(Value::HOLE, |p| p.value);
            if old.is_hole() {
                return Err(self.not_initialized(key));
            }
            if property.attributes & WRITABLE == 0 {
                return Err(self.type_error(messages::CONSTANT));
            }
            self.space.write_named(lexicals, property, value);
            return Ok(());
        }
        if key.as_index().is_none()
            && global.kind() != Kind::ContextGlobal
            && let Some(property) = self.space.shape_of(global).lookup(key)
            && property.attributes == ALL
        {
            self.space.write_named(global, property, value);
            return Ok(());
        }
        if strict && !self.has_property(global, key)? {
            return Err(self.not_defined(key));
        }
        self.set_value(global.value(), key, value, strict)
    }

    /// Declares a global binding, or only sees whether it can be declared. `deletable`: names of
    /// eval code.
    pub(super) fn declare_global(
        &mut self,
        key: Key,
        declaration: Declaration,
        check_only: bool,
        deletable: bool,
        value: Value,
    ) -> JsResult<()> {
        // What the prompt allows its own lines, it does not allow eval code.
        let redeclare = self.allow_redeclaration && !deletable;
        let (lexicals, global) = (self.realm.lexicals, self.realm.global);
        let lexical = self.space.get_named(lexicals, key);
        let own = self.get_own_property(global, key)?;
        if matches!(declaration, Declaration::Let | Declaration::Const | Declaration::Class) {
            let restricted = own.is_some_and(|p: OwnProperty| p.attributes & CONFIGURABLE == 0);
            if (lexical.is_some() && !redeclare) || restricted {
                return Err(self.already_declared(key));
            }
            if check_only {
                return Ok(());
            }
            let writable = if declaration == Declaration::Const { 0 } else { WRITABLE };
            self.space.put_named(lexicals, key, Value::HOLE, writable | ENUMERABLE | CONFIGURABLE);
            // Caches that found the name on globalThis must look again.
            self.space.bump_proto_epoch();
            return Ok(());
        }
        if lexical.is_some() && !redeclare {
            return Err(self.already_declared(key));
        }
        let attributes = match declaration {
            Declaration::Function => Some(self.attributes_of_global_function(key, own, deletable)?),
            _ => own.is_none().then_some(Self::new_global(deletable)),
        };
        if own.is_none() && !self.is_extensible(global)? {
            let name = self.describe_key(key);
            return Err(self.type_error(&format!("Cannot define global property '{name}', object is not extensible")));
        }
        if check_only {
            return Ok(());
        }
        if lexical.is_some() {
            self.space.remove_named(lexicals, key);
        }
        if let Some(attributes) = attributes {
            let value = if declaration == Declaration::Function { value } else { Value::UNDEFINED };
            if global.kind() == Kind::ContextGlobal {
                let desc = Descriptor::data(value, attributes | CONFIGURABLE);
                self.define_own_property(global, key, desc)?;
            } else {
                self.put_global(key, value, attributes);
            }
        }
        Ok(())
    }

    /// Declares a `var` for a function of a block at the top of a script, unless that is an error
    /// (ECMA-262 §B.3.2.2 step 2, §B.3.2.3): whether it is declared.
    pub(super) fn declare_block_function(&mut self, key: Key, deletable: bool) -> JsResult<bool> {
        if self.space.get_named(self.realm.lexicals, key).is_some() {
            return Ok(false);
        }
        let global = self.realm.global;
        if self.get_own_property(global, key)?.is_none() {
            if !self.is_extensible(global)? {
                return Ok(false);
            }
            self.put_global(key, Value::UNDEFINED, Self::new_global(deletable));
        }
        Ok(true)
    }

    fn new_global(deletable: bool) -> u8 {
        WRITABLE | ENUMERABLE | if deletable { CONFIGURABLE } else { 0 }
    }

    /// CanDeclareGlobalFunction, and the attributes that CreateGlobalFunctionBinding gives
    /// (ECMA-262 §9.1.1.4.16, §9.1.1.4.17).
    fn attributes_of_global_function(&mut self, key: Key, own: Option<OwnProperty>, deletable: bool) -> JsResult<u8> {
        let Some(own) = own.filter(|own| own.attributes & CONFIGURABLE == 0) else {
            return Ok(Self::new_global(deletable));
        };
        if !own.is_accessor() && own.attributes & (WRITABLE | ENUMERABLE) == WRITABLE | ENUMERABLE {
            return Ok(own.attributes);
        }
        // The standard wants a TypeError; V8 has it for eval code alone.
        let kind = if deletable || self.ecma { ErrorKind::Type } else { ErrorKind::Syntax };
        let name = self.describe_key(key);
        Err(self.throw_error(kind, &messages::already_declared(&name)))
    }

    fn put_global(&mut self, key: Key, value: Value, attributes: u8) {
        let global = self.realm.global;
        match key.as_index() {
            Some(index) => self.space.put_element(global, index, value, attributes),
            None => self.space.put_named(global, key, value, attributes),
        }
    }

    fn already_declared(&mut self, key: Key) -> Throw {
        let name = self.describe_key(key);
        self.throw_error(ErrorKind::Syntax, &messages::already_declared(&name))
    }

    /// Gives a script-level lexical binding its first value.
    pub(super) fn init_global_lexical(&mut self, key: Key, value: Value) {
        let lexicals = self.realm.lexicals;
        if let Some(property) = self.space.shape_of(lexicals).lookup(key) {
            self.space.write_named(lexicals, property, value);
        }
    }

    /// `delete name` for a free name.
    pub(super) fn delete_global(&mut self, key: Key) -> JsResult<bool> {
        let (lexicals, global) = (self.realm.lexicals, self.realm.global);
        if self.space.get_named(lexicals, key).is_some() {
            if self.ecma {
                return Ok(false);
            }
            self.note_binding_delete(key);
            self.space.remove_named(lexicals, key);
            self.space.bump_proto_epoch();
            return Ok(true);
        }
        self.delete(global, key)
    }

    /// The lesson's `delete binding`: says once how it differs from the standard.
    pub(super) fn note_binding_delete(&mut self, key: Key) {
        if std::mem::replace(&mut self.deletes_noted, true) {
            return;
        }
        let name = self.describe_key(key);
        let text = format!(
            "note: `delete {name}` removed the variable, as the lesson on memory has it; in standard JavaScript it does nothing and gives false \
             (use --ecma for that, `{name} = null` to free it everywhere)"
        );
        (self.hooks.note)(self, &text);
    }
}
