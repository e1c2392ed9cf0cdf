//! Reflect (ECMA-262 §19.4.4): the internal methods of objects as functions.

use crate::builtins::Installer;
use crate::builtins::shared::support::{key_value, list_from_array_like};
use crate::objects::{Gc, Key, Object, Value};
use crate::vm::{Args, Cx, Forwards, JsResult, Leaf, NativeRow, Rooted, Vm, messages};

const FUNCTIONS: &[NativeRow] = &[
    NativeRow::cx(
        "defineProperty",
        3,
        define_property,
        "§28.1.3",
        "Defines a property; whether the object accepted it.",
    ),
    NativeRow::cx("deleteProperty", 2, delete_property, "§28.1.4", "Deletes a property; whether it is gone."),
    NativeRow::cx("apply", 3, apply, "§28.1.1", "Calls a function with this and an array of arguments.")
        .forwards(Forwards::ReflectApply),
    NativeRow::cx("construct", 2, construct, "§28.1.2", "Calls a constructor with an array of arguments.")
        .hidden_from_stack(),
    NativeRow::cx("get", 2, get, "§28.1.5", "Reads a property, for a receiver.").quick(quick_get),
    NativeRow::cx(
        "getOwnPropertyDescriptor",
        2,
        get_own_property_descriptor,
        "§28.1.6",
        "The descriptor of an own property.",
    ),
    NativeRow::cx("getPrototypeOf", 1, get_prototype_of, "§28.1.7", "The object's prototype."),
    NativeRow::cx("has", 2, has, "§28.1.8", "Whether the object has the property, own or inherited."),
    NativeRow::cx("isExtensible", 1, is_extensible, "§28.1.9", "Whether properties can be added."),
    NativeRow::cx("ownKeys", 1, own_keys, "§28.1.10", "All own property keys."),
    NativeRow::cx("preventExtensions", 1, prevent_extensions, "§28.1.11", "Lets no more properties be added."),
    NativeRow::cx("set", 3, set, "§28.1.12", "Writes a property, for a receiver; whether it was accepted."),
    NativeRow::cx("setPrototypeOf", 2, set_prototype_of, "§28.1.13", "Changes the prototype; whether it was accepted."),
];

pub(crate) fn install(installer: &mut Installer<'_>) {
    let reflect = installer.deferred(fill);
    installer.global("Reflect", reflect);
}

fn fill(vm: &mut Vm, reflect: Gc<Object>) {
    let installer = &mut Installer::late(vm);
    installer.methods(reflect.value(), FUNCTIONS);
    installer.tag(reflect.value(), "Reflect");
}

fn target(cx: &mut Cx<'_>, function: &str) -> JsResult<Rooted> {
    let target = cx.arg(0);
    if target.is_object() {
        return Ok(target);
    }
    Err(cx.type_error(format!("Reflect.{function} called on non-object")))
}

fn target_and_key(cx: &mut Cx<'_>, function: &str) -> JsResult<(Rooted, Key)> {
    let target = target(cx, function)?;
    let key = cx.arg(1);
    Ok((target, cx.to_property_key(key)?))
}

fn define_property(cx: &mut Cx<'_>) -> JsResult {
    let (target, key) = target_and_key(cx, "defineProperty")?;
    let desc = cx.arg(2);
    let desc = cx.to_property_descriptor(desc)?;
    cx.define_own_property(target, key, desc).map(Value::boolean)
}

fn delete_property(cx: &mut Cx<'_>) -> JsResult {
    let (target, key) = target_and_key(cx, "deleteProperty")?;
    cx.try_delete(target, key).map(Value::boolean)
}

fn apply(cx: &mut Cx<'_>) -> JsResult {
    let (function, this, list) = (cx.arg(0), cx.arg(1), cx.arg(2));
    if !function.is_callable() {
        let text = cx.describe(function);
        let kind = cx.vm().type_of(*function);
        let kind = cx.vm().text_of(kind);
        let article = if kind == "object" { "an" } else { "a" };
        let message =
            format!("Function.prototype.apply was called on {text}, which is {article} {kind} and not a function");
        return Err(cx.type_error(message));
    }
    let args = list_from_array_like(cx, list)?;
    cx.call(function, this, &args).map(|result| *result)
}

fn check_constructor(cx: &mut Cx<'_>, value: Rooted) -> JsResult<()> {
    if cx.leaf().is_constructor(*value) {
        return Ok(());
    }
    let text = cx.describe(value);
    Err(cx.type_error(messages::not_a_constructor(&text)))
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    let (constructor, list) = (cx.arg(0), cx.arg(1));
    check_constructor(cx, constructor)?;
    let new_target = if cx.argc() > 2 { cx.arg(2) } else { constructor };
    check_constructor(cx, new_target)?;
    let args = list_from_array_like(cx, list)?;
    cx.construct(constructor, &args, new_target).map(|result| *result)
}

/// A data property that was found not long ago: no matter for whom.
fn quick_get(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> Option<Value> {
    leaf.known_data(Gc::from_value(args.get(0))?, args.get(1))
}

fn get(cx: &mut Cx<'_>) -> JsResult {
    let (target, key) = target_and_key(cx, "get")?;
    let receiver = if cx.argc() > 2 { cx.arg(2) } else { target };
    cx.get_with_receiver(target, key, receiver).map(|value| *value)
}

fn get_own_property_descriptor(cx: &mut Cx<'_>) -> JsResult {
    let (target, key) = target_and_key(cx, "getOwnPropertyDescriptor")?;
    super::constructor::own_descriptor(cx, target, key)
}

fn get_prototype_of(cx: &mut Cx<'_>) -> JsResult {
    let target = target(cx, "getPrototypeOf")?;
    cx.get_prototype_of(target).map(|proto| *proto)
}

fn has(cx: &mut Cx<'_>) -> JsResult {
    let (target, key) = target_and_key(cx, "has")?;
    cx.has_property(target, key).map(Value::boolean)
}

fn is_extensible(cx: &mut Cx<'_>) -> JsResult {
    let target = target(cx, "isExtensible")?;
    cx.is_extensible(target).map(Value::boolean)
}

fn own_keys(cx: &mut Cx<'_>) -> JsResult {
    let target = target(cx, "ownKeys")?;
    let keys = cx.own_property_keys(target)?;
    let mut leaf = cx.leaf();
    let keys: Vec<Value> = keys.into_iter().map(|key| key_value(&mut leaf, key)).collect();
    Ok(leaf.new_array_from(&keys).value())
}

fn prevent_extensions(cx: &mut Cx<'_>) -> JsResult {
    let target = target(cx, "preventExtensions")?;
    cx.prevent_extensions(target).map(Value::boolean)
}

fn set(cx: &mut Cx<'_>) -> JsResult {
    let (target, key) = target_and_key(cx, "set")?;
    let value = cx.arg(2);
    let receiver = if cx.argc() > 3 { cx.arg(3) } else { target };
    cx.set_with_receiver(target, key, value, receiver).map(Value::boolean)
}

fn set_prototype_of(cx: &mut Cx<'_>) -> JsResult {
    let target = target(cx, "setPrototypeOf")?;
    let proto = cx.arg(1);
    if !proto.is_object() && !proto.is_null() {
        let text = cx.describe(proto);
        return Err(cx.type_error(messages::no_prototype(&text)));
    }
    cx.set_prototype_of(target, proto).map(Value::boolean)
}
