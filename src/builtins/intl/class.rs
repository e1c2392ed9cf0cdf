//! What the classes of Intl have in common: constructors, internal slots, bound functions.

use std::any::Any;

use super::digit_options::DigitOptions;
use crate::builtins::Installer;
use crate::builtins::shared::support::{incompatible, require_new};
use crate::objects::{Brand, Descriptor, Gc, Host, Key, Object, Value, attributes};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted, messages};

/// A class of Intl.
pub(super) struct Class {
    pub name: &'static str,
    pub brand: Brand,
    pub prototype: Intrinsic,
}

/// What an object of Intl accounts for beside its cell, about.
const BYTES: usize = 512;

impl Class {
    /// Makes the constructor and its prototype, which it gives.
    pub(super) fn install(
        &self,
        installer: &mut Installer<'_>,
        intl: Gc<Object>,
        row: &NativeRow,
        statics: &[NativeRow],
        methods: &[NativeRow],
    ) -> Value {
        let proto = installer.object(Intrinsic::ObjectPrototype);
        let constructor = installer.function(&row.constructor()).value();
        installer.value(constructor, "prototype", proto, 0);
        installer.value(proto, "constructor", constructor, attributes::HIDDEN);
        installer.vm.realm.set(self.prototype, proto);
        installer.methods(constructor, statics);
        installer.methods(proto, methods);
        installer.tag(proto, &format!("Intl.{}", self.name));
        installer.value(intl.value(), self.name, constructor, attributes::HIDDEN);
        proto
    }

    /// An object of the class.
    pub(super) fn create(&self, cx: &mut Cx<'_>, data: Box<dyn Any>) -> JsResult<Rooted> {
        let shape = cx.instance_shape(self.prototype)?;
        let host = cx.leaf().new_host_with_data(self.brand, shape, &[Value::UNDEFINED], data, BYTES);
        Ok(cx.root(host.object().value()))
    }

    /// What an object of the class holds.
    pub(super) fn data_of<'a, T: 'static>(&self, value: Value) -> Option<&'a T> {
        Host::of(value, self.brand).and_then(|host| host.data::<T>())
    }
}

/// A constructor that wants `new`.
pub(super) fn require_new_of(cx: &mut Cx<'_>, class: &Class) -> JsResult<()> {
    require_new(cx, &format!("Intl.{}", class.name))
}

/// What the receiver holds, or a TypeError.
pub(super) fn this_data<'a, T: 'static>(cx: &mut Cx<'_>, class: &Class, method: &str) -> JsResult<&'a T> {
    match class.data_of(*cx.this()) {
        Some(data) => Ok(data),
        None => Err(incompatible(cx, format_args!("Intl.{}.prototype.{method}", class.name))),
    }
}

/// The symbol under which the constructors that were functions once keep their object
/// (ECMA-402 §8.1.1).
fn fallback_symbol(cx: &mut Cx<'_>) -> JsResult<Key> {
    let symbol = cx.intrinsic(Intrinsic::IntlFallbackSymbol);
    let symbol = cx.root(symbol);
    cx.to_property_key(symbol)
}

/// Makes an object; called as a function on an object of the class, keeps it there
/// (ECMA-402 §11.1.1, §16.1.1).
pub(super) fn legacy_constructor(cx: &mut Cx<'_>, class: &Class, data: Box<dyn Any>) -> JsResult {
    let made = class.create(cx, data)?;
    let this = cx.this();
    if !cx.new_target().is_undefined() || !this.is_object() {
        return Ok(*made);
    }
    let constructor = cx.callee();
    if !cx.vm().ordinary_has_instance(constructor, *this)? {
        return Ok(*made);
    }
    let key = fallback_symbol(cx)?;
    let desc = Descriptor {
        value: Some(*made),
        writable: Some(false),
        enumerable: Some(false),
        configurable: Some(false),
        ..Descriptor::default()
    };
    crate::builtins::shared::support::define_or_throw(cx, this, key, desc)?;
    Ok(*this)
}

/// The receiver as an object of the class, or what one keeps (ECMA-402 §11.5.10, §16.5.14).
pub(super) fn unwrap(cx: &mut Cx<'_>, class: &Class, method: &str) -> JsResult<Rooted> {
    let this = cx.this();
    let mut found = this;
    if this.is_object() && Host::of(*this, class.brand).is_none() {
        let proto = cx.intrinsic(class.prototype);
        let proto = cx.root(proto);
        let constructor = cx.get_str(proto, "constructor")?;
        if cx.vm().ordinary_has_instance(*constructor, *this)? {
            let key = fallback_symbol(cx)?;
            found = cx.get(this, key)?;
        }
    }
    if Host::of(*found, class.brand).is_some() {
        return Ok(found);
    }
    // V8 describes what the number format kept, which is nothing.
    let shown = if class.name == "NumberFormat" { "undefined".into() } else { cx.describe(this) };
    Err(cx.type_error(messages::incompatible(&method, &shown)))
}

/// The function that a getter gives, made once for an object.
pub(super) fn bound(cx: &mut Cx<'_>, object: Rooted, native: &str) -> JsResult {
    let Some(host) = Gc::<Host>::from_value(*object) else { return Ok(Value::UNDEFINED) };
    if host.get(0).is_undefined() {
        let function = cx.native_function(native, object);
        host.set(&mut cx.leaf(), 0, *function);
    }
    Ok(host.get(0))
}

/// What `resolvedOptions` shows of digits.
pub(super) fn push_digits(shown: &mut Vec<(&'static str, Value)>, digits: &DigitOptions) {
    let int = |count: u32| Value::int(count as i32);
    shown.push(("minimumIntegerDigits", int(digits.minimum_integer)));
    let (fraction, significant) = digits.shows();
    if significant {
        shown.push(("minimumSignificantDigits", int(digits.significant.0)));
        shown.push(("maximumSignificantDigits", int(digits.significant.1)));
    }
    if fraction {
        shown.push(("minimumFractionDigits", int(digits.fraction.0)));
        shown.push(("maximumFractionDigits", int(digits.fraction.1)));
    }
}
