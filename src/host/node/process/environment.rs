//! `process.env`: variables are texts, whatever is stored (Node page "Process", `process.env`).

use super::ProcessState;
use crate::builtins::Installer;
use crate::host::node::errors;
use crate::host::node::permissions::{Guard, Permissions};
use crate::objects::{Gc, Object, Value, attributes};
use crate::vm::{Cx, ErrorKind, Intrinsic, JsResult, NativeRow, Vm};

const TRAPS: &[NativeRow] = &[
    NativeRow::cx("set", 4, set_variable, "Node process", "Stores a variable as a text."),
    NativeRow::cx("defineProperty", 3, define_variable, "Node process", "Stores a variable as a text."),
];

/// Installs it, without variables.
pub(super) fn install(installer: &mut Installer<'_>, process: Value) {
    let env = installer.object(Intrinsic::ObjectPrototype);
    let handler = installer.vm.space.new_object_with_proto(Value::NULL).value();
    for row in TRAPS {
        let function = installer.function(row).value();
        installer.value(handler, row.name, function, attributes::ALL);
    }
    installer.vm.state::<ProcessState>().env = env;
    let (Some(target), Some(handler)) = (Gc::<Object>::from_value(env), Gc::<Object>::from_value(handler)) else {
        return;
    };
    let proxy = installer.vm.space.new_proxy(target, handler).object().value();
    installer.value(process, "env", proxy, attributes::ALL);
}

/// Fills it with the variables that the program may see.
pub fn set(vm: &mut Vm, permissions: &Permissions) {
    let env = vm.state::<ProcessState>().env;
    let mut installer = Installer { vm, hidden_from_stack: true };
    for (name, value) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if Guard::allows_variable(permissions, &name) {
            let value = installer.vm.space.new_string(&value.to_string_lossy()).value();
            installer.value(env, &name, value, attributes::ALL);
        }
    }
}

fn set_variable(cx: &mut Cx<'_>) -> JsResult {
    let target = cx.arg(0);
    // A symbol names no variable.
    let name = cx.to_string(cx.arg(1))?;
    let (key, value) = (cx.to_property_key(name)?, cx.to_string(cx.arg(2))?);
    cx.create_data_property(target, key, value)?;
    Ok(Value::TRUE)
}

fn define_variable(cx: &mut Cx<'_>) -> JsResult {
    const CODE: &str = "ERR_INVALID_OBJECT_DEFINE_PROPERTY";
    let (target, descriptor) = (cx.arg(0), cx.arg(2));
    let mut found = [false; 2];
    for (found, name) in found.iter_mut().zip(["get", "set"]) {
        let key = cx.key(name);
        *found = cx.has_property(descriptor, key)?;
    }
    if found.contains(&true) {
        let message = "'process.env' does not accept an accessor(getter/setter) descriptor";
        return Err(errors::throw(cx, ErrorKind::Type, CODE, message));
    }
    for name in ["configurable", "writable", "enumerable"] {
        if *cx.get_str(descriptor, name)? != Value::TRUE {
            let message = "'process.env' only accepts a configurable, writable, and enumerable data descriptor";
            return Err(errors::throw(cx, ErrorKind::Type, CODE, message));
        }
    }
    let name = cx.to_string(cx.arg(1))?;
    let key = cx.to_property_key(name)?;
    let value = cx.get_str(descriptor, "value")?;
    let value = cx.to_string(value)?;
    cx.create_data_property(target, key, value)?;
    Ok(Value::TRUE)
}
