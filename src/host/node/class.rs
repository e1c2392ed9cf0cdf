//! Classes of the host as Node declares them: members that enumerations show, their own inspection,
//! and the complaints of its validators.

use super::errors;
use super::util_inspect::{Options, custom_key};
use crate::builtins::Installer;
use crate::objects::{Gc, Object, Value, attributes, object::flags};
use crate::vm::{Cx, CxFn, ErrorKind, Intrinsic, JsResult, NativeRow, Throw, messages};

/// A class that is a global; its prototype has the class's name as its tag.
pub(crate) fn install_class(
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

/// Enumerable methods.
pub(crate) fn methods(installer: &mut Installer<'_>, prototype: Value, rows: &[NativeRow]) {
    for row in rows {
        let function = installer.function(row).value();
        installer.value(prototype, row.name, function, attributes::ALL);
    }
}

/// Enumerable accessors without setters.
pub(crate) fn getters(installer: &mut Installer<'_>, prototype: Value, rows: &[NativeRow]) {
    for row in rows {
        accessor(installer, prototype, row, None);
    }
}

/// An enumerable accessor.
pub(crate) fn accessor(
    installer: &mut Installer<'_>,
    prototype: Value,
    getter: &NativeRow,
    setter: Option<&NativeRow>,
) {
    installer.accessor(prototype, Some(getter), setter);
    let key = installer.key(getter.name);
    let space = &mut installer.vm.space;
    if let Some(object) = Gc::<Object>::from_value(prototype)
        && let Some(property) = space.get_named(object, key)
    {
        space.reconfigure_named(object, key, property.value, property.attributes | attributes::ENUMERABLE);
    }
}

/// Gives a prototype its own inspection method.
pub(crate) fn install_inspection(installer: &mut Installer<'_>, prototype: Value, code: CxFn) {
    let row = NativeRow::cx("[nodejs.util.inspect.custom]", 2, code, "Node util", "The text that the console prints.");
    let function = installer.function(&row).value();
    let key = installer.vm.with_cx(custom_key);
    if let Some(object) = Gc::<Object>::from_value(prototype) {
        installer.vm.space.put_named(object, key, function, attributes::HIDDEN);
    }
}

/// The options for what an inspection method shows inside; `None` beyond the depth.
pub(crate) fn inspection_options(cx: &mut Cx<'_>) -> JsResult<Option<Options>> {
    if cx.arg(0).as_number().is_some_and(|depth| depth < 0.0) {
        return Ok(None);
    }
    let mut options = Options::default();
    let given = cx.arg(1);
    if given.is_object() {
        options.read(cx, given)?;
    }
    options.depth = options.depth.map(|depth| depth - 1);
    Ok(Some(options))
}

/// Throws that arguments are missing; `names` are quoted.
pub(crate) fn missing(cx: &mut Cx<'_>, names: &str) -> Throw {
    let noun = if names.contains(" and ") { "arguments" } else { "argument" };
    errors::throw(cx, ErrorKind::Type, "ERR_MISSING_ARGS", &format!("The {names} {noun} must be specified"))
}

/// Throws that the receiver is of another class.
pub(crate) fn invalid_this(cx: &mut Cx<'_>, class: &str) -> Throw {
    let message = format!("Value of \"this\" must be of type {class}");
    errors::throw(cx, ErrorKind::Type, "ERR_INVALID_THIS", &message)
}

/// Throws that a class was called without `new`.
pub(crate) fn needs_new(cx: &mut Cx<'_>, class: &str) -> Throw {
    cx.type_error(messages::class_without_new(&class))
}
