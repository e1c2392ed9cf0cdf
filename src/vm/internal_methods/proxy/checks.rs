//! What the answers of traps may not contradict, and the TypeErrors of those that do.

use super::super::ordinary;
use crate::objects::{Accessor, Descriptor, Gc, Key, OwnProperty, Value, attributes};
use crate::vm::native::JsResult;
use crate::vm::{Throw, Vm, messages};
use attributes::{CONFIGURABLE, WRITABLE};

impl Vm {
    /// The TypeError of a trap.
    #[cold]
    pub(super) fn trap_error(&mut self, trap: Key, what: &str) -> Throw {
        let trap = self.describe_key(trap);
        self.type_error(&messages::on_proxy(&trap, what))
    }

    /// `has` denied what the target has.
    #[cold]
    pub(super) fn denied_property(&mut self, trap: Key, key: Key, how: &str) -> Throw {
        let name = self.describe_key(key);
        let what = if how.is_empty() {
            format!("trap returned falsish for property '{name}' but the proxy target is not extensible")
        } else {
            format!("trap returned falsish for property '{name}' which exists in the proxy target {how}")
        };
        self.trap_error(trap, &what)
    }

    /// Steps 9 and 10 of `[[Get]]` for `own`, which is not configurable.
    #[cold]
    pub(super) fn check_read(&mut self, trap: Key, key: Key, own: OwnProperty, value: Value) -> JsResult<()> {
        let what = match own.accessor() {
            Some(pair) if pair.get.get().is_undefined() && !value.is_undefined() => {
                "is a non-configurable accessor property on the proxy target and does not have a getter function, \
                 but the trap did not return 'undefined'"
            }
            None if own.attributes & WRITABLE == 0 && !self.space.same_value(value, own.value) => {
                "is a read-only and non-configurable data property on the proxy target but the proxy did not \
                 return its actual value"
            }
            _ => return Ok(()),
        };
        let (name, got) = (self.describe_key(key), self.describe_value(value));
        let expected = if own.is_accessor() {
            String::new()
        } else {
            format!("expected '{}' but ", self.describe_value(own.value))
        };
        Err(self.trap_error(trap, &format!("property '{name}' {what} ({expected}got '{got}')")))
    }

    /// Steps 10 and 11 of `[[Set]]` for `own`, which is not configurable and is an accessor or
    /// cannot be written.
    #[cold]
    pub(super) fn check_store(&mut self, trap: Key, key: Key, own: OwnProperty, value: Value) -> JsResult<()> {
        let what = match own.accessor() {
            Some(pair) if pair.set.get().is_undefined() => "accessor property without a setter",
            None if !self.space.same_value(value, own.value) => "data property with a different value",
            _ => return Ok(()),
        };
        let name = self.describe_key(key);
        let what = format!(
            "trap returned truish for property '{name}' which exists in the proxy target as a non-configurable and \
             non-writable {what}"
        );
        Err(self.trap_error(trap, &what))
    }

    /// Steps 11 to 15 of `[[DefineOwnProperty]]` (ECMA-262 §10.5.6).
    pub(super) fn check_definition(
        &mut self,
        trap: Key,
        key: Key,
        own: Option<OwnProperty>,
        desc: &Descriptor,
        extensible: bool,
    ) -> JsResult<()> {
        let fixes = desc.configurable == Some(false);
        let what = match own {
            None if !extensible => "for adding property '%'  to the non-extensible proxy target",
            None if fixes => NOT_THERE_TO_FIX,
            None => return Ok(()),
            Some(own) if !ordinary::allows(&mut self.space, &own, desc) => {
                "for adding property '%'  that is incompatible with the existing property in the proxy target"
            }
            Some(own) if fixes && own.attributes & CONFIGURABLE != 0 => NOT_THERE_TO_FIX,
            Some(own)
                if !own.is_accessor()
                    && own.attributes & (CONFIGURABLE | WRITABLE) == WRITABLE
                    && desc.writable == Some(false) =>
            {
                "for defining non-configurable property '%' which cannot be non-writable, unless there exists a \
                 corresponding non-configurable, non-writable own property of the target object."
            }
            Some(_) => return Ok(()),
        };
        Err(self.truish_error(trap, key, what))
    }

    #[cold]
    fn truish_error(&mut self, trap: Key, key: Key, what: &str) -> Throw {
        let name = self.describe_key(key);
        self.trap_error(trap, &format!("trap returned truish {}", what.replacen('%', &name, 1)))
    }

    /// Steps 8 to 15 of `[[GetOwnProperty]]` (ECMA-262 §10.5.5): the property that a trap tells of,
    /// if it may.
    pub(super) fn told_property(
        &mut self,
        trap: Key,
        key: Key,
        own: Option<OwnProperty>,
        told: &Descriptor,
        extensible: bool,
    ) -> JsResult<OwnProperty> {
        let complete = completed(told);
        let is_compatible = match own {
            None => extensible,
            Some(own) => ordinary::allows(&mut self.space, &own, &complete),
        };
        if !is_compatible {
            let what = "trap returned descriptor for property '%' that is incompatible with the existing property in \
                        the proxy target";
            return Err(self.told_error(trap, key, what));
        }
        if complete.configurable == Some(false) {
            let own = own.filter(|own| own.attributes & CONFIGURABLE == 0);
            let Some(own) = own else {
                let what = "trap reported non-configurability for property '%' which is either non-existent or \
                            configurable in the proxy target";
                return Err(self.told_error(trap, key, what));
            };
            if complete.writable == Some(false) && own.attributes & WRITABLE != 0 {
                let what = "trap reported non-configurable and writable for property '%' which is non-configurable, \
                            non-writable in the proxy target";
                return Err(self.told_error(trap, key, what));
            }
        }
        Ok(match (complete.get, complete.set) {
            (Some(get), Some(set)) => {
                let pair: Gc<Accessor> = self.space.new_accessor(get, set);
                let attributes = complete.attributes(0) | attributes::ACCESSOR;
                OwnProperty { value: pair.value(), attributes }
            }
            _ => OwnProperty::data(complete.value.unwrap_or(Value::UNDEFINED), complete.attributes(0)),
        })
    }

    #[cold]
    pub(super) fn told_error(&mut self, trap: Key, key: Key, what: &str) -> Throw {
        let name = self.describe_key(key);
        self.trap_error(trap, &what.replacen('%', &name, 1))
    }
}

const NOT_THERE_TO_FIX: &str =
    "for defining non-configurable property '%' which is either non-existent or configurable in the proxy target";

/// CompletePropertyDescriptor (ECMA-262 §6.2.6.6).
fn completed(desc: &Descriptor) -> Descriptor {
    let flag = |field: Option<bool>| Some(field.unwrap_or(false));
    let half = |field: Option<Value>| Some(field.unwrap_or(Value::UNDEFINED));
    let common = Descriptor {
        enumerable: flag(desc.enumerable),
        configurable: flag(desc.configurable),
        ..Descriptor::default()
    };
    if desc.is_accessor() {
        Descriptor { get: half(desc.get), set: half(desc.set), ..common }
    } else {
        Descriptor { value: half(desc.value), writable: flag(desc.writable), ..common }
    }
}
