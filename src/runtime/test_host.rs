//! What tests of the standard want of their host beyond what there is for programs (test262,
//! INTERPRETING.md, "Host-Defined Functions").

use super::error::JsError;
use super::handle::Handle;
use super::scope::Scope;
use crate::host::modules;
use crate::objects::{NativeInfo, Value};
use crate::vm::{Cx, JsResult, NativeRow};

const HTML_DDA: NativeRow = NativeRow::cx("", 0, html_dda, "§B.3.6", "An object with [[IsHTMLDDA]].");

/// Gives null, as `document.all` does when it is called with nothing.
fn html_dda(_: &mut Cx<'_>) -> JsResult {
    Ok(Value::NULL)
}

/// An object with [[IsHTMLDDA]]. What is compiled from now on knows that there is one.
pub fn is_html_dda(scope: &mut Scope<'_>) -> Handle {
    let vm = &mut *scope.vm;
    vm.undetectable = true;
    let id = vm.register_native(&HTML_DDA, NativeInfo { name: "", length: 0, constructor: false });
    let function = vm.space.new_native(id, Value::UNDEFINED);
    vm.space.make_undetectable(function);
    scope.keep(function.value())
}

/// `%AbstractModuleSource%`; from now on the specifier `<module source>` names a module of which
/// there is a source.
///
/// # Errors
/// The run was ended.
pub fn abstract_module_source(scope: &mut Scope<'_>) -> Result<Handle, JsError> {
    let constructor = scope.with_cx(|cx| modules::host_for_tests(cx).map(|constructor| *constructor))?;
    Ok(scope.keep(constructor))
}
