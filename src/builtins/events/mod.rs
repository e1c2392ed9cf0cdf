//! `EventTarget`, `Event` and `CustomEvent`, as Node has them: a target is on its own, there is no tree that events travel.

mod event;
mod target;

use super::{Installer, node_error};
use crate::objects::{Gc, Object, Value, attributes, object::flags};
use crate::vm::{Cx, ErrorKind, Intrinsic, NativeRow, Throw};

/// Installs the classes.
pub fn install(installer: &mut Installer<'_>) {
    event::install(installer);
    target::install(installer);
}

/// A class whose prototype's members are enumerable, as Node's own classes have it.
fn install_class(
    installer: &mut Installer<'_>,
    row: &NativeRow,
    parent: Intrinsic,
    intrinsics: (Option<Intrinsic>, Option<Intrinsic>),
) -> (Value, Value) {
    let prototype = installer.object(parent);
    let class = installer.constructor(row, prototype, intrinsics);
    if let Some(object) = Gc::<Object>::from_value(class) {
        object.set_flag(flags::CLASS);
    }
    installer.tag(prototype, row.name);
    (class, prototype)
}

fn methods(installer: &mut Installer<'_>, prototype: Value, rows: &[NativeRow]) {
    for row in rows {
        let function = installer.function(row).value();
        installer.value(prototype, row.name, function, attributes::ALL);
    }
}

fn getters(installer: &mut Installer<'_>, prototype: Value, rows: &[NativeRow]) {
    for row in rows {
        accessor(installer, prototype, row, None);
    }
}

fn accessor(installer: &mut Installer<'_>, prototype: Value, getter: &NativeRow, setter: Option<&NativeRow>) {
    installer.accessor(prototype, Some(getter), setter);
    let key = installer.key(getter.name);
    let space = &mut installer.vm.space;
    if let Some(object) = Gc::<Object>::from_value(prototype)
        && let Some(property) = space.get_named(object, key)
    {
        space.reconfigure_named(object, key, property.value, property.attributes | attributes::ENUMERABLE);
    }
}

fn missing(cx: &mut Cx<'_>, names: &str) -> Throw {
    let noun = if names.contains(" and ") { "arguments" } else { "argument" };
    node_error::throw(cx, ErrorKind::Type, "ERR_MISSING_ARGS", &format!("The {names} {noun} must be specified"))
}

fn invalid_this(cx: &mut Cx<'_>, class: &str) -> Throw {
    let message = format!("Value of \"this\" must be of type {class}");
    node_error::throw(cx, ErrorKind::Type, "ERR_INVALID_THIS", &message)
}

fn needs_new(cx: &mut Cx<'_>, class: &str) -> Throw {
    cx.type_error(format!("Class constructor {class} cannot be invoked without 'new'"))
}
