//! The internal methods of proxies that are about own properties, their definition and their keys.

use super::super::Integrity;
use super::kept;
use crate::objects::attributes::CONFIGURABLE;
use crate::objects::{Descriptor, Gc, JsArray, Key, Object, OwnProperty, Value};
use crate::vm::descriptors::from_descriptor;
use crate::vm::native::JsResult;
use crate::vm::{Throw, Vm, messages};
use rustc_hash::FxHashSet;

impl Vm {
    /// `[[GetOwnProperty]]` (ECMA-262 §10.5.5).
    pub(in crate::vm::internal_methods) fn proxy_get_own(
        &mut self,
        proxy: Gc<Object>,
        key: Key,
    ) -> JsResult<Option<OwnProperty>> {
        self.with_trap(proxy, self.space.names.get_own_property_descriptor, kept([key.word()]), |vm, trap| {
            let Some(function) = trap.function else { return vm.get_own_property(trap.target, key) };
            let name = vm.trap_key(key);
            let told = vm.call_value(function, trap.handler, &[trap.target.value(), name])?;
            if !told.is_object() && !told.is_undefined() {
                let what = "trap returned neither object nor undefined for property '%'";
                return Err(vm.told_error(trap.name, key, what));
            }
            vm.keep(told);
            let own = vm.get_own_property(trap.target, key)?;
            if let Some(own) = own {
                vm.keep(own.value);
            }
            if told.is_undefined() {
                let Some(own) = own else { return Ok(None) };
                let what = if own.attributes & CONFIGURABLE == 0 {
                    "trap returned undefined for property '%' which is non-configurable in the proxy target"
                } else if !vm.is_extensible(trap.target)? {
                    "trap returned undefined for property '%' which exists in the non-extensible proxy target"
                } else {
                    return Ok(None);
                };
                return Err(vm.told_error(trap.name, key, what));
            }
            let extensible = vm.is_extensible(trap.target)?;
            let told = vm.with_cx(|cx| {
                let told = cx.root(told);
                cx.to_property_descriptor(told)
            })?;
            vm.told_property(trap.name, key, own, &told, extensible).map(Some)
        })
    }

    /// `[[DefineOwnProperty]]` (ECMA-262 §10.5.6).
    pub(in crate::vm::internal_methods) fn proxy_define(
        &mut self,
        proxy: Gc<Object>,
        key: Key,
        desc: Descriptor,
    ) -> JsResult<bool> {
        let field = |field: Option<Value>| field.unwrap_or(Value::UNDEFINED);
        let values = [key.word(), field(desc.value), field(desc.get), field(desc.set)];
        self.with_trap(proxy, self.space.names.define_property, values, |vm, trap| {
            let Some(function) = trap.function else { return vm.define_own_property(trap.target, key, desc) };
            let shown = from_descriptor(&mut vm.space, &desc);
            let name = vm.trap_key(key);
            if !Vm::truthy(vm.call_value(function, trap.handler, &[trap.target.value(), name, shown])?) {
                return Ok(false);
            }
            let own = vm.get_own_property(trap.target, key)?;
            if let Some(own) = own {
                vm.keep(own.value);
            }
            let extensible = vm.is_extensible(trap.target)?;
            vm.check_definition(trap.name, key, own, &desc, extensible)?;
            Ok(true)
        })
    }

    /// `[[OwnPropertyKeys]]` (ECMA-262 §10.5.11).
    pub(in crate::vm::internal_methods) fn proxy_own_keys(&mut self, proxy: Gc<Object>) -> JsResult<Vec<Key>> {
        self.with_trap(proxy, self.space.names.own_keys, kept([]), |vm, trap| {
            let Some(function) = trap.function else { return vm.own_property_keys(trap.target) };
            let list = vm.call_value(function, trap.handler, &[trap.target.value()])?;
            vm.keep(list);
            let mut unique = FxHashSet::default();
            let told = vm.keys_of_list(list, &mut unique)?;
            if unique.len() < told.len() {
                return Err(vm.trap_error(trap.name, "trap returned duplicate entries"));
            }
            let extensible = vm.is_extensible(trap.target)?;
            let own = vm.own_property_keys(trap.target)?;
            vm.native_roots.extend(own.iter().filter_map(|key| key.as_name()));
            let mut free = Vec::new();
            for key in own {
                let found = vm.get_own_property(trap.target, key)?;
                if found.is_some_and(|found| found.attributes & CONFIGURABLE == 0) {
                    if !unique.remove(&key) {
                        return Err(vm.missing_key(trap.name, key));
                    }
                } else {
                    free.push(key);
                }
            }
            if extensible {
                return Ok(told);
            }
            for key in free {
                if !unique.remove(&key) {
                    return Err(vm.missing_key(trap.name, key));
                }
            }
            if unique.is_empty() {
                return Ok(told);
            }
            Err(vm.trap_error(trap.name, "trap returned extra keys but proxy target is non-extensible"))
        })
    }

    #[cold]
    fn missing_key(&mut self, trap: Key, key: Key) -> Throw {
        self.told_error(trap, key, "trap result did not include '%'")
    }

    /// CreateListFromArrayLike (ECMA-262 §7.3.19) of property keys, which are kept as roots.
    fn keys_of_list(&mut self, list: Value, unique: &mut FxHashSet<Key>) -> JsResult<Vec<Key>> {
        if !list.is_object() {
            return Err(self.type_error("CreateListFromArrayLike called on non-object"));
        }
        let length = self.length_of(list)?;
        let mut keys = Vec::new();
        for index in 0..length {
            self.check_interrupt()?;
            let at = crate::objects::elements::integer_key(&mut self.space, index);
            let slot = Gc::<JsArray>::from_value(list).and_then(|array| array.dense());
            let item = match slot.and_then(|words| words.slots().get(index as usize)).map(|slot| slot.get()) {
                Some(item) if !item.is_hole() => item,
                _ => self.get_value(list, at)?,
            };
            if !item.is_string() && !item.is_symbol() {
                let text = self.describe_value(item);
                return Err(self.type_error(&messages::not_a_name(&text)));
            }
            let key = self.to_property_key(item)?;
            if let Some(name) = key.as_name() {
                self.native_roots.push(name);
            }
            // A list without end of one name is none to keep.
            if unique.insert(key) || keys.len() == unique.len() {
                keys.push(key);
            }
        }
        Ok(keys)
    }

    /// SetIntegrityLevel (ECMA-262 §7.3.15), as it asks any object.
    pub(in crate::vm::internal_methods) fn restrict_generally(
        &mut self,
        object: Gc<Object>,
        level: Integrity,
    ) -> JsResult<bool> {
        if !self.prevent_extensions(object)? {
            return Ok(false);
        }
        let mark = self.native_roots.len();
        let keys = self.own_property_keys(object)?;
        self.native_roots.extend(keys.iter().filter_map(|key| key.as_name()));
        for key in keys {
            let mut desc = Descriptor { configurable: Some(false), ..Descriptor::default() };
            if level == Integrity::Frozen {
                let Some(own) = self.get_own_property(object, key)? else { continue };
                desc.writable = (!own.is_accessor()).then_some(false);
            }
            if !self.define_own_property(object, key, desc)? {
                let refused = self.refused_definition(object, key)?;
                return Err(refused);
            }
        }
        self.native_roots.truncate(mark);
        Ok(true)
    }
}
