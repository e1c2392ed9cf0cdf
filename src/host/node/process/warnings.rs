//! Warnings: `process.emitWarning` and the event `warning`. The first listener is the console's,
//! which prints them.

use super::{ProcessState, events};
use crate::builtins::Installer;
use crate::event_loop::{EventLoop, argument_record};
use crate::host::node::errors;
use crate::objects::{Gc, Kind, Object, Value, attributes};
use crate::vm::{Cx, ErrorKind, JsResult, NativeRow, Rooted};

pub(super) const EMIT_WARNING: NativeRow =
    NativeRow::cx("emitWarning", 4, emit_warning_native, "Node process", "Prints a warning to standard error.");
const DO_EMIT: NativeRow =
    NativeRow::cx("doEmitWarning", 1, do_emit, "Node process", "Tells the listeners of warnings.");
const DO_THROW: NativeRow = NativeRow::cx(
    "",
    1,
    |cx| Err(cx.throw_value(*cx.arg(0))),
    "Node process",
    "Throws a deprecation, as process.throwDeprecation says.",
);

/// Installs a listener of warnings, which a program may remove.
pub fn listen(installer: &mut Installer<'_>, row: &NativeRow) {
    let listener = installer.function(row).value();
    let name = installer.vm.space.key("warning").word();
    installer.vm.state::<ProcessState>().listeners.add(name, listener, false, false);
}

/// Installs what emits them.
pub(super) fn install(installer: &mut Installer<'_>) {
    installer.internal("%emitWarning", DO_EMIT);
    installer.internal("%throwWarning", DO_THROW);
}

/// What a warning is made of, beside its text.
struct Parts {
    name: String,
    code: Option<String>,
    detail: Option<Rooted>,
}

/// `process.emitWarning(message, name)`
pub fn emit_warning(cx: &mut Cx<'_>, name: &str, message: &str) -> JsResult<()> {
    let warning = new_warning(cx, message, &Parts { name: name.into(), code: None, detail: None });
    queue(cx, warning)
}

/// As [`emit_warning`], with properties of its own.
pub(super) fn emit_warning_with(cx: &mut Cx<'_>, name: &str, message: &str, facts: &[(&str, Rooted)]) -> JsResult<()> {
    let warning = new_warning(cx, message, &Parts { name: name.into(), code: None, detail: None });
    for &(name, value) in facts {
        let key = cx.key(name);
        cx.set(warning, key, value)?;
    }
    queue(cx, warning)
}

fn emit_warning_native(cx: &mut Cx<'_>) -> JsResult {
    let warning = cx.arg(0);
    let (mut kind, mut code, mut detail) = (cx.arg(1), cx.arg(2), None);
    if kind.is_callable() {
        (kind, code) = (Rooted::UNDEFINED, Rooted::UNDEFINED);
    } else if kind.is_object() && kind.kind() != Some(Kind::Array) {
        let options = kind;
        code = cx.get_str(options, "code")?;
        detail = Some(cx.get_str(options, "detail")?).filter(|detail| detail.is_string());
        kind = cx.get_str(options, "type")?;
        if !crate::vm::Vm::truthy(*kind) {
            kind = Rooted::UNDEFINED;
        }
    }
    let kind = optional_text(cx, "type", kind)?;
    let code = if code.is_callable() { None } else { optional_text(cx, "code", code)? };
    let name = kind.filter(|name| !name.is_empty()).unwrap_or_else(|| "Warning".into());
    let warning = if warning.is_string() {
        let text = cx.vm().text_of(*warning);
        new_warning(cx, &text, &Parts { name, code, detail })
    } else if warning.kind() == Some(Kind::Error) {
        warning
    } else {
        return Err(errors::invalid_argument(cx, "warning", "of type string or an instance of Error", warning)?);
    };
    queue(cx, warning)?;
    Ok(Value::UNDEFINED)
}

fn optional_text(cx: &mut Cx<'_>, name: &str, value: Rooted) -> JsResult<Option<String>> {
    if value.is_undefined() {
        return Ok(None);
    }
    if !value.is_string() {
        return Err(errors::invalid_argument(cx, name, "of type string", value)?);
    }
    Ok(Some(cx.vm().text_of(*value)))
}

fn new_warning(cx: &mut Cx<'_>, message: &str, parts: &Parts) -> Rooted {
    let warning = cx.vm().new_error(ErrorKind::Error, message);
    let warning = cx.root(warning);
    let Some(object) = Gc::<Object>::from_value(*warning) else { return warning };
    cx.vm().install_stack(object, &format!("{}: {message}", parts.name), Value::UNDEFINED);
    let mut leaf = cx.leaf();
    let (key, name) = (leaf.names.name, leaf.new_string(&parts.name).value());
    leaf.put_named(object, key, name, attributes::ALL);
    if let Some(code) = &parts.code {
        let (key, code) = (leaf.key("code"), leaf.new_string(code).value());
        leaf.put_named(object, key, code, attributes::ALL);
    }
    if let Some(detail) = parts.detail {
        let key = leaf.key("detail");
        leaf.put_named(object, key, *detail, attributes::ALL);
    }
    warning
}

/// Whether a flag among the properties of `process` is set.
pub fn flag(cx: &mut Cx<'_>, name: &str) -> JsResult<bool> {
    let process = cx.state::<ProcessState>().object;
    let process = cx.root(process);
    Ok(crate::vm::Vm::truthy(*cx.get_str(process, name)?))
}

/// The listeners hear of a warning when the running code is done.
fn queue(cx: &mut Cx<'_>, warning: Rooted) -> JsResult<()> {
    let mut emit = "%emitWarning";
    if text_property(cx, warning, "name")? == "DeprecationWarning" {
        if flag(cx, "noDeprecation")? {
            return Ok(());
        }
        if flag(cx, "throwDeprecation")? {
            emit = "%throwWarning";
        }
    }
    let emit = cx.native_function(emit, Rooted::UNDEFINED);
    let mut leaf = cx.leaf();
    let arguments = argument_record(&mut leaf, &[*warning]);
    leaf.state::<EventLoop>().add_tick(*emit, arguments);
    Ok(())
}

fn do_emit(cx: &mut Cx<'_>) -> JsResult {
    let warning = cx.arg(0);
    events::emit(cx, "warning", &[warning])?;
    Ok(Value::UNDEFINED)
}

/// A property that is a string; an empty text when it is none.
pub fn text_property(cx: &mut Cx<'_>, object: Rooted, name: &str) -> JsResult<String> {
    let value = cx.get_str(object, name)?;
    Ok(if value.is_string() { cx.vm().text_of(*value) } else { String::new() })
}
