//! The console's listener of the process's warnings, which prints them on standard error.

use crate::builtins::Installer;
use crate::host::node::process::{self, flag, text_property};
use crate::objects::{Kind, Value};
use crate::stdio::Stream;
use crate::vm::{Cx, JsResult, NativeRow};

const ON_WARNING: NativeRow =
    NativeRow::cx("onWarning", 1, on_warning, "Node process", "Prints a warning to standard error.");

/// Installs the listener, which a program may remove.
pub(super) fn install(installer: &mut Installer<'_>) {
    process::listen(installer, &ON_WARNING);
}

fn on_warning(cx: &mut Cx<'_>) -> JsResult {
    let warning = cx.arg(0);
    if warning.kind() != Some(Kind::Error) {
        return Ok(Value::UNDEFINED);
    }
    let deprecation = text_property(cx, warning, "name")? == "DeprecationWarning";
    if deprecation && flag(cx, "noDeprecation")? {
        return Ok(Value::UNDEFINED);
    }
    let code = text_property(cx, warning, "code")?;
    let code = if code.is_empty() { code } else { format!("[{code}] ") };
    let traced = flag(cx, "traceProcessWarnings")? || deprecation && flag(cx, "traceDeprecation")?;
    let stack = if traced { text_property(cx, warning, "stack")? } else { String::new() };
    let text = if stack.is_empty() {
        let text = cx.to_string(warning)?;
        cx.vm().text_of(*text)
    } else {
        stack
    };
    let detail = text_property(cx, warning, "detail")?;
    let detail = if detail.is_empty() { detail } else { format!("\n{detail}") };
    let text = cx.string(&format!("(glass:{}) {code}{text}{detail}", super::super::process::pid(cx.vm_ref())));
    super::print_values(cx, Stream::Stderr, &[text])?;
    Ok(Value::UNDEFINED)
}
