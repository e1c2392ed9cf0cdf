//! What `using` declarations, DisposableStack and AsyncDisposableStack dispose of (ECMA-262
//! §7.5, Operations on Disposable Resources).
//!
//! Resources are a linked list of records, the last one added first: value, dispose method, hint,
//! next; undefined is the empty list.

use super::native::JsResult;
use super::{ErrorKind, Vm};
use crate::objects::object::storage::Slots;
use crate::objects::{Gc, Kind, Value, attributes};

/// How a resource is disposed of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DisposeHint {
    /// Its method is called.
    Sync = 0,
    /// What its method gives is awaited; without a method there is only that wait.
    Async = 1,
    /// An async resource that has only the sync method: what that gives is not looked at.
    SyncInAsync = 2,
}

/// A resource taken off its list.
pub struct Resource {
    /// What the method is called on.
    pub value: Value,
    /// The method, or undefined.
    pub method: Value,
    /// How, as an integer.
    pub hint: Value,
    /// The others.
    pub rest: Value,
}

impl Vm {
    /// AddDisposableResource without a given method (ECMA-262 §7.5.4): the new list.
    pub fn add_resource(&mut self, list: Value, value: Value, is_async: bool) -> JsResult {
        if value.is_nullish() {
            let hint = DisposeHint::Async;
            return Ok(if is_async {
                self.push_resource(list, Value::UNDEFINED, Value::UNDEFINED, hint)
            } else {
                list
            });
        }
        if !value.is_object() {
            let text = self.describe_value(value);
            return Err(self.type_error(&format!("{text} is not an object that can be disposed of")));
        }
        let mut hint = if is_async { DisposeHint::Async } else { DisposeHint::Sync };
        let mut method = Value::UNDEFINED;
        if is_async {
            method = self.get_method(value, self.space.names.symbol_async_dispose)?;
        }
        if method.is_undefined() {
            if is_async {
                hint = DisposeHint::SyncInAsync;
            }
            method = self.get_method(value, self.space.names.symbol_dispose)?;
        }
        if method.is_undefined() {
            let text = self.describe_value(value);
            return Err(self.type_error(&format!("{text} has no method Symbol(Symbol.dispose)")));
        }
        Ok(self.push_resource(list, value, method, hint))
    }

    /// The list with one more resource.
    pub fn push_resource(&mut self, list: Value, value: Value, method: Value, hint: DisposeHint) -> Value {
        self.space.new_tuple(&[value, method, Value::int(hint as i32), list]).value()
    }

    /// The resource that was added last.
    pub fn take_resource(list: Value) -> Option<Resource> {
        let record = Gc::<Slots>::from_value(list)?;
        Some(Resource { value: record.get(0), method: record.get(1), hint: record.get(2), rest: record.get(3) })
    }

    /// A SuppressedError that DisposeResources makes (ECMA-262 §7.5.7).
    pub fn suppressed_error(&mut self, error: Value, suppressed: Value) -> Value {
        let shape = self.realm.shape(&mut self.space, ErrorKind::Suppressed.prototype());
        let object = self.space.new_object_of(Kind::Error, shape);
        self.install_lazy_stack(object, Value::UNDEFINED);
        let names = &self.space.names;
        let (error_key, suppressed_key) = (names.error, names.suppressed);
        self.space.put_named(object, error_key, error, attributes::HIDDEN);
        self.space.put_named(object, suppressed_key, suppressed, attributes::HIDDEN);
        object.value()
    }
}
