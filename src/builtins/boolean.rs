//! Boolean (ECMA-262 §19.3.7).

use super::Installer;
use crate::objects::{Gc, Primitive, Value};
use crate::vm::{Args, Cx, Intrinsic, JsResult, Leaf, NativeRow, Vm};

const METHODS: &[NativeRow] = &[
    NativeRow::leaf("toString", 0, to_string, "§20.3.3.2", "\"true\" or \"false\"."),
    NativeRow::leaf("valueOf", 0, value_of, "§20.3.3.3", "The boolean itself."),
];

pub(super) fn install(installer: &mut Installer<'_>) {
    // The prototype is a Boolean object whose value is false.
    let parent = installer.vm.realm.get(Intrinsic::ObjectPrototype);
    let shape = installer.vm.space.root_shape(parent, 0);
    let proto = installer.vm.space.new_primitive(shape, Value::FALSE).value();
    let row = NativeRow::cx("Boolean", 1, constructor, "§20.3.1.1", "The truth of a value, or with new its wrapper.");
    installer.constructor(&row, proto, (Some(Intrinsic::Boolean), Some(Intrinsic::BooleanPrototype)));
    installer.methods(proto, METHODS);
}

fn constructor(cx: &mut Cx<'_>) -> JsResult {
    let truth = Value::boolean(Vm::truthy(*cx.arg(0)));
    if cx.new_target().is_undefined() {
        return Ok(truth);
    }
    let shape = cx.instance_shape(Intrinsic::BooleanPrototype)?;
    Ok(cx.leaf().new_primitive(shape, truth).value())
}

fn this_boolean(leaf: &mut Leaf<'_>, this: Value, method: &str) -> JsResult<bool> {
    let value = Gc::<Primitive>::from_value(this).map_or(this, |wrapper| wrapper.value.get());
    match value.as_boolean() {
        Some(truth) => Ok(truth),
        None => Err(leaf.type_error(format!("Boolean.prototype.{method} requires that 'this' be a Boolean"))),
    }
}

fn to_string(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let truth = this_boolean(leaf, this, "toString")?;
    let names = &leaf.names;
    Ok(if truth { names.true_ } else { names.false_ }.word())
}

fn value_of(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    this_boolean(leaf, this, "valueOf").map(Value::boolean)
}
