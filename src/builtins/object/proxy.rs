//! Proxy (ECMA-262 §28.2). What proxies do stands with the internal methods (`vm`).

use crate::builtins::Installer;
use crate::objects::{Gc, Object, Proxy, Value};
use crate::vm::{Args, JsResult, Leaf, NativeRow, messages};

const REVOCABLE: NativeRow =
    NativeRow::leaf("revocable", 2, revocable, "§28.2.2.1", "A proxy, and a function that revokes it.");

pub(crate) fn install(installer: &mut Installer<'_>) {
    let row = NativeRow::leaf("Proxy", 2, constructor, "§28.2.1.1", "An object that asks a handler what it does.");
    let constructor = installer.function(&row.constructor()).value();
    installer.method(constructor, &REVOCABLE);
    installer.global("Proxy", constructor);
    installer.internal(
        "%revoke",
        NativeRow::leaf("", 0, revoke, "§28.2.2.1.1", "Revokes a proxy: from then on it does nothing but throw."),
    );
}

/// ProxyCreate (ECMA-262 §10.5.14).
fn create(leaf: &mut Leaf<'_>, args: Args<'_>) -> JsResult {
    match (Gc::<Object>::from_value(args.get(0)), Gc::<Object>::from_value(args.get(1))) {
        (Some(target), Some(handler)) => Ok(leaf.new_proxy(target, handler).object().value()),
        _ => Err(leaf.type_error("Cannot create proxy with a non-object as target or handler")),
    }
}

fn constructor(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    if leaf.new_target().is_undefined() {
        return Err(leaf.type_error(messages::requires_new("Proxy")));
    }
    create(leaf, args)
}

fn revocable(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let proxy = create(leaf, args)?;
    let id = leaf.vm_ref().native_id("%revoke");
    let revoke = leaf.new_native(id, proxy).object().value();
    let result = leaf.new_plain_object();
    for (name, value) in [("proxy", proxy), ("revoke", revoke)] {
        let key = leaf.key(name);
        leaf.put_own(result, key, value);
    }
    Ok(result.value())
}

fn revoke(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    if let Some(function) = Gc::<crate::objects::NativeFunction>::from_value(leaf.callee())
        && let Some(proxy) = Gc::<Proxy>::from_value(function.data.get())
    {
        leaf.store(function.cell(), &function.data, Value::UNDEFINED);
        leaf.revoke_proxy(proxy);
    }
    Ok(Value::UNDEFINED)
}
