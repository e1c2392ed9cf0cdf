//! What the classes of `perf_hooks` have in common: how they are declared, their complaints, their
//! inspection.

use crate::builtins::Installer;
use crate::host::node::class::{inspection_options, needs_new};
use crate::host::node::errors;
use crate::host::node::util_inspect::inspect_with;
use crate::objects::{Gc, Object, Value, attributes, object::flags};
use crate::vm::{Cx, ErrorKind, Intrinsic, JsResult, NativeRow, Rooted, Throw, messages};

/// The classes that `perf_hooks` exports, by name.
pub(super) type Classes = Vec<(&'static str, Value)>;

/// A class and its prototype, which becomes the intrinsic `of`.
pub(super) fn class(
    installer: &mut Installer<'_>,
    row: &NativeRow,
    parent: Intrinsic,
    of: Intrinsic,
) -> (Value, Value) {
    let prototype = installer.object(parent);
    let class = installer.function(&row.constructor()).value();
    installer.value(class, "prototype", prototype, 0);
    installer.value(prototype, "constructor", class, attributes::HIDDEN);
    installer.vm.realm.set(of, prototype);
    if let Some(object) = Gc::<Object>::from_value(class) {
        object.set_flag(flags::CLASS);
    }
    (class, prototype)
}

/// Makes `base` the class that `class` extends.
pub(super) fn extend(installer: &mut Installer<'_>, class: Value, base: Value) {
    if let Some(class) = Gc::<Object>::from_value(class) {
        installer.vm.space.set_proto(class, base);
    }
}

/// The constructor of a class whose objects only the runtime makes.
pub(super) fn illegal(cx: &mut Cx<'_>) -> JsResult {
    if cx.new_target().is_undefined() {
        let class = cx.root(cx.callee());
        let name = cx.get_str(class, "name")?;
        let name = cx.to_text(name)?;
        return Err(needs_new(cx, &name));
    }
    Err(errors::throw(cx, ErrorKind::Type, "ERR_ILLEGAL_CONSTRUCTOR", messages::ILLEGAL_CONSTRUCTOR))
}

/// The error of a method whose receiver is of another class.
pub(super) fn wrong_this(cx: &mut Cx<'_>, class: &str) -> JsResult<Throw> {
    let this = cx.this();
    errors::invalid_argument(cx, "this", &format!("an instance of {class}"), this)
}

/// The text of an object's inspection: the name of its class and what it shows. Beyond the depth
/// the object is shown as any other.
pub(super) fn inspected(cx: &mut Cx<'_>, name: &str, shown: Rooted) -> JsResult {
    let Some(options) = inspection_options(cx)? else { return Ok(*cx.this()) };
    let text = inspect_with(cx, shown, &options, None)?;
    Ok(*cx.string(&format!("{name} {text}")))
}
