//! The internal methods of proxies (ECMA-262 §10.5): the traps of the handler, and what their
//! answers may not contradict.
//!
//! Invariants: target, handler and trap are native roots while a trap runs, for it may revoke the
//! proxy; each method asks for room on the thread's stack, so that proxies of proxies end in a
//! RangeError. Calls and constructions (`call.rs`) stand in the interpreter's windows and do not
//! recurse; nor do most reads and writes (`interpreter/traps.rs`).

mod calls;
mod checks;
mod own;
mod refusals;

use super::is_ordinary_for;
use crate::objects::attributes::{CONFIGURABLE, WRITABLE};
use crate::objects::{Gc, Key, Object, OwnProperty, Proxy, Value};
use crate::vm::Vm;
use crate::vm::messages;
use crate::vm::native::JsResult;

/// So many proxies on one chain of prototypes are a circle, or as good as one.
const MAX_PROXIES: u32 = 100_000;

/// What an internal method keeps beside the parts of the proxy.
const KEPT: usize = 4;

/// [`KEPT`] values.
fn kept<const N: usize>(values: [Value; N]) -> [Value; KEPT] {
    std::array::from_fn(|i| values.get(i).copied().unwrap_or(Value::UNDEFINED))
}

/// What an internal method of a proxy finds in it.
#[derive(Clone, Copy)]
struct Trap {
    /// Its name.
    name: Key,
    target: Gc<Object>,
    handler: Value,
    /// `None`: the target is asked.
    function: Option<Value>,
}

impl Vm {
    /// Runs `body` with the trap `name` of a proxy; the trap, its proxy's parts and `kept` are
    /// roots meanwhile.
    fn with_trap<R>(
        &mut self,
        proxy: Gc<Object>,
        name: Key,
        kept: [Value; KEPT],
        body: impl FnOnce(&mut Vm, Trap) -> JsResult<R>,
    ) -> JsResult<R> {
        if self.native_stack_exhausted() {
            return Err(self.stack_overflow());
        }
        let cell = Gc::<Proxy>::from_cell(proxy.cell());
        let (Some(target), handler) = (cell.live_target(), cell.handler.get()) else {
            let name = self.describe_key(name);
            return Err(self.type_error(&messages::revoked(&name)));
        };
        let mark = self.native_roots.len();
        let [one, two, three, four] = kept;
        self.native_roots.extend_from_slice(&[target.value(), handler, one, two, three, four]);
        let result = self.find_trap(handler, name).and_then(|function| {
            self.native_roots.push(function.unwrap_or(Value::UNDEFINED));
            body(self, Trap { name, target, handler, function })
        });
        self.native_roots.truncate(mark);
        result
    }

    /// The target behind a proxy, or behind proxies of proxies, whose handlers are known to have no
    /// trap of that name.
    #[inline]
    pub(in crate::vm) fn behind_traps(&mut self, proxy: Gc<Object>, trap: Key) -> Option<Gc<Object>> {
        let mut object = proxy;
        while let Some(proxy) = Gc::<Proxy>::from_value(object.value()) {
            let handler = Gc::<Object>::from_value(proxy.handler.get())?;
            let (found, place) = self.known_property(handler, trap)?;
            if place.is_accessor() || !found.is_nullish() {
                return None;
            }
            object = proxy.live_target()?;
        }
        Some(object)
    }

    /// GetMethod (ECMA-262 §7.3.11) of a trap.
    fn find_trap(&mut self, handler: Value, name: Key) -> JsResult<Option<Value>> {
        let trap = self.get_value(handler, name)?;
        if trap.is_nullish() {
            return Ok(None);
        }
        if trap.is_callable() {
            return Ok(Some(trap));
        }
        let (name, trap, handler) = (self.describe_key(name), self.describe_value(trap), self.describe_value(handler));
        Err(self.type_error(&messages::property_not_a_function(&name, &trap, &handler)))
    }

    /// A key as traps see it.
    fn trap_key(&mut self, key: Key) -> Value {
        match key.as_index() {
            Some(index) => self.primitive_to_string(Value::number(index.into())).unwrap_or(Value::UNDEFINED),
            None => key.word(),
        }
    }

    /// Keeps `value` as a root to the end of the innermost `with_trap`.
    fn keep(&mut self, value: Value) -> Value {
        self.native_roots.push(value);
        value
    }

    /// `[[GetPrototypeOf]]` (ECMA-262 §10.5.1).
    #[cold]
    pub(super) fn proxy_get_prototype_of(&mut self, proxy: Gc<Object>) -> JsResult {
        self.with_trap(proxy, self.space.names.get_prototype_of, kept([]), |vm, trap| {
            let Some(function) = trap.function else { return vm.get_prototype_of(trap.target) };
            let proto = vm.call_value(function, trap.handler, &[trap.target.value()])?;
            if !proto.is_object() && !proto.is_null() {
                return Err(vm.trap_error(trap.name, "trap returned neither object nor null"));
            }
            vm.keep(proto);
            if !vm.is_extensible(trap.target)? && vm.get_prototype_of(trap.target)? != proto {
                let what = "proxy target is non-extensible but the trap did not return its actual prototype";
                return Err(vm.trap_error(trap.name, what));
            }
            Ok(proto)
        })
    }

    /// `[[SetPrototypeOf]]` (ECMA-262 §10.5.2).
    #[cold]
    pub(super) fn proxy_set_prototype_of(&mut self, proxy: Gc<Object>, proto: Value) -> JsResult<bool> {
        self.with_trap(proxy, self.space.names.set_prototype_of, kept([proto]), |vm, trap| {
            let Some(function) = trap.function else { return vm.set_prototype_of(trap.target, proto) };
            let answer = vm.call_value(function, trap.handler, &[trap.target.value(), proto])?;
            if !Vm::truthy(answer) {
                return Ok(false);
            }
            if !vm.is_extensible(trap.target)? && vm.get_prototype_of(trap.target)? != proto {
                let what = "trap returned truish for setting a new prototype on the non-extensible proxy target";
                return Err(vm.trap_error(trap.name, what));
            }
            Ok(true)
        })
    }

    /// `[[IsExtensible]]` (ECMA-262 §10.5.3).
    #[cold]
    pub(super) fn proxy_is_extensible(&mut self, proxy: Gc<Object>) -> JsResult<bool> {
        self.with_trap(proxy, self.space.names.is_extensible, kept([]), |vm, trap| {
            let Some(function) = trap.function else { return vm.is_extensible(trap.target) };
            let answer = Vm::truthy(vm.call_value(function, trap.handler, &[trap.target.value()])?);
            let actual = vm.is_extensible(trap.target)?;
            if answer != actual {
                let what = format!("trap result does not reflect extensibility of proxy target (which is '{actual}')");
                return Err(vm.trap_error(trap.name, &what));
            }
            Ok(answer)
        })
    }

    /// `[[PreventExtensions]]` (ECMA-262 §10.5.4).
    #[cold]
    pub(super) fn proxy_prevent_extensions(&mut self, proxy: Gc<Object>) -> JsResult<bool> {
        self.with_trap(proxy, self.space.names.prevent_extensions, kept([]), |vm, trap| {
            let Some(function) = trap.function else { return vm.prevent_extensions(trap.target) };
            let answer = Vm::truthy(vm.call_value(function, trap.handler, &[trap.target.value()])?);
            if answer && vm.is_extensible(trap.target)? {
                return Err(vm.trap_error(trap.name, "trap returned truish but the proxy target is extensible"));
            }
            Ok(answer)
        })
    }

    /// `[[HasProperty]]` (ECMA-262 §10.5.7).
    pub(super) fn proxy_has(&mut self, proxy: Gc<Object>, key: Key) -> JsResult<bool> {
        self.with_trap(proxy, self.space.names.has, kept([key.word()]), |vm, trap| {
            let Some(function) = trap.function else { return vm.has_property(trap.target, key) };
            let name = vm.trap_key(key);
            let answer = vm.call_value(function, trap.handler, &[trap.target.value(), name])?;
            vm.finish_has(trap.target, key, answer)
        })
    }

    /// What the trap `has` answered, unless the target contradicts it.
    #[inline]
    pub(in crate::vm) fn finish_has(&mut self, target: Gc<Object>, key: Key, answer: Value) -> JsResult<bool> {
        let found = Vm::truthy(answer);
        if !found && let Some(own) = self.get_own_property(target, key)? {
            let what = if own.attributes & CONFIGURABLE == 0 {
                "as non-configurable"
            } else if !self.is_extensible(target)? {
                ""
            } else {
                return Ok(false);
            };
            return Err(self.denied_property(self.space.names.has, key, what));
        }
        Ok(found)
    }

    /// `[[Get]]` (ECMA-262 §10.5.8).
    pub(super) fn proxy_get(&mut self, proxy: Gc<Object>, key: Key, receiver: Value) -> JsResult {
        self.with_trap(proxy, self.space.names.get, kept([receiver, key.word()]), |vm, trap| {
            let Some(function) = trap.function else { return vm.get(trap.target, key, receiver) };
            let name = vm.trap_key(key);
            let value = vm.call_value(function, trap.handler, &[trap.target.value(), name, receiver])?;
            vm.finish_get(trap.target, key, value)
        })
    }

    /// What the trap `get` answered, unless the target contradicts it.
    #[inline]
    pub(in crate::vm) fn finish_get(&mut self, target: Gc<Object>, key: Key, value: Value) -> JsResult {
        if self.is_configurable_whole(target) {
            return Ok(value);
        }
        let Some(own) = self.own_of_target(target, key, value)? else { return Ok(value) };
        if own.attributes & CONFIGURABLE == 0 {
            self.check_read(self.space.names.get, key, own, value)?;
        }
        Ok(value)
    }

    /// What a target has of its own; `value` is a root meanwhile.
    #[inline]
    fn own_of_target(&mut self, target: Gc<Object>, key: Key, value: Value) -> JsResult<Option<OwnProperty>> {
        if is_ordinary_for(target, key) {
            return self.get_own_property(target, key);
        }
        self.native_roots.push(value);
        let own = self.get_own_property(target, key);
        self.native_roots.pop();
        own
    }

    /// `[[Set]]` (ECMA-262 §10.5.9).
    pub(super) fn proxy_set(&mut self, proxy: Gc<Object>, key: Key, value: Value, receiver: Value) -> JsResult<bool> {
        self.with_trap(proxy, self.space.names.set, kept([value, receiver, key.word()]), |vm, trap| {
            let Some(function) = trap.function else { return vm.set(trap.target, key, value, receiver) };
            let name = vm.trap_key(key);
            let arguments = [trap.target.value(), name, value, receiver];
            let answer = vm.call_value(function, trap.handler, &arguments)?;
            vm.finish_set(trap.target, key, value, answer)
        })
    }

    /// What the trap `set` answered, unless the target contradicts it.
    #[inline]
    pub(in crate::vm) fn finish_set(
        &mut self,
        target: Gc<Object>,
        key: Key,
        value: Value,
        answer: Value,
    ) -> JsResult<bool> {
        if !Vm::truthy(answer) {
            return Ok(false);
        }
        if self.is_configurable_whole(target) {
            return Ok(true);
        }
        let Some(own) = self.own_of_target(target, key, value)? else { return Ok(true) };
        let is_fixed = own.attributes & (CONFIGURABLE | WRITABLE) == 0 || own.is_accessor();
        if own.attributes & CONFIGURABLE == 0 && is_fixed {
            self.check_store(self.space.names.set, key, own, value)?;
        }
        Ok(true)
    }

    /// `[[Delete]]` (ECMA-262 §10.5.10).
    pub(super) fn proxy_delete(&mut self, proxy: Gc<Object>, key: Key) -> JsResult<bool> {
        self.with_trap(proxy, self.space.names.delete_property, kept([key.word()]), |vm, trap| {
            let Some(function) = trap.function else { return vm.delete(trap.target, key) };
            let name = vm.trap_key(key);
            if !Vm::truthy(vm.call_value(function, trap.handler, &[trap.target.value(), name])?) {
                return Ok(false);
            }
            let Some(own) = vm.get_own_property(trap.target, key)? else { return Ok(true) };
            let what = if own.attributes & CONFIGURABLE == 0 {
                "which is non-configurable in the proxy target"
            } else if !vm.is_extensible(trap.target)? {
                "but the proxy target is non-extensible"
            } else {
                return Ok(true);
            };
            let name = vm.describe_key(key);
            Err(vm.trap_error(trap.name, &format!("trap returned truish for property '{name}' {what}")))
        })
    }

    /// The next object on a chain of prototypes, which a circle through proxies may make endless:
    /// `proxies` counts those that were passed.
    pub fn next_prototype(&mut self, object: Gc<Object>, proxies: &mut u32) -> JsResult {
        if Gc::<Proxy>::from_value(object.value()).is_some() {
            *proxies += 1;
            if *proxies > MAX_PROXIES {
                return Err(self.stack_overflow());
            }
        }
        self.get_prototype_of(object)
    }

    /// IsArray (ECMA-262 §7.2.2).
    pub fn is_array(&mut self, value: Value, asking: &str) -> JsResult<bool> {
        let mut value = value;
        while let Some(proxy) = Gc::<Proxy>::from_value(value) {
            match proxy.live_target() {
                Some(target) => value = target.value(),
                None => return Err(self.type_error(&messages::revoked(asking))),
            }
        }
        Ok(value.kind() == Some(crate::objects::Kind::Array))
    }
}
