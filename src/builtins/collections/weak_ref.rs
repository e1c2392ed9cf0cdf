//! WeakRef and FinalizationRegistry (ECMA-262 §26.1, §26.2).

use crate::builtins::Installer;
use crate::builtins::shared::support::{incompatible_leaf, require_new};
use crate::event_loop::keep_during_job;
use crate::objects::{Gc, Registry, Value, WeakRef, can_be_held_weakly};
use crate::vm::{Args, Cx, Intrinsic, JsResult, Leaf, NativeRow, Throw, messages};

const DEREF: &[NativeRow] =
    &[NativeRow::leaf("deref", 0, deref, "§26.1.3.2", "The target, or undefined once it is collected.")];
const REGISTRY_METHODS: &[NativeRow] = &[
    NativeRow::leaf(
        "register",
        2,
        register,
        "§26.2.3.2",
        "The callback is called with the held value once the target is collected.",
    ),
    NativeRow::leaf(
        "unregister",
        1,
        unregister,
        "§26.2.3.3",
        "Undoes the registrations with a token; whether there were any.",
    ),
];

pub(crate) fn install(installer: &mut Installer<'_>) {
    let weak_ref = NativeRow::cx(
        "WeakRef",
        1,
        weak_ref_constructor,
        "§26.1.1.1",
        "A reference that does not keep its target alive.",
    );
    let registry = NativeRow::cx(
        "FinalizationRegistry",
        1,
        registry_constructor,
        "§26.2.1.1",
        "Calls back after objects are collected.",
    );
    for (row, methods, intrinsic) in [
        (weak_ref, DEREF, Intrinsic::WeakRefPrototype),
        (registry, REGISTRY_METHODS, Intrinsic::FinalizationRegistryPrototype),
    ] {
        let proto = installer.object(Intrinsic::ObjectPrototype);
        installer.constructor(&row, proto, (None, Some(intrinsic)));
        installer.methods(proto, methods);
        installer.tag(proto, row.name);
    }
}

fn weak_ref_constructor(cx: &mut Cx<'_>) -> JsResult {
    require_new(cx, "WeakRef")?;
    let target = *cx.arg(0);
    if !can_be_held_weakly(target) {
        return Err(cx.type_error("WeakRef: invalid target"));
    }
    let shape = cx.instance_shape(Intrinsic::WeakRefPrototype)?;
    let mut leaf = cx.leaf();
    let weak = leaf.new_weak_ref(shape, target);
    keep_during_job(&mut leaf, weak, target);
    Ok(weak.value())
}

fn deref(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let Some(weak) = Gc::<WeakRef>::from_value(this) else {
        return Err(incompatible_leaf(leaf, this, "WeakRef.prototype.deref"));
    };
    let target = leaf.weak_target(weak);
    if !target.is_undefined() {
        keep_during_job(leaf, weak, target);
    }
    Ok(target)
}

fn registry_constructor(cx: &mut Cx<'_>) -> JsResult {
    require_new(cx, "FinalizationRegistry")?;
    let cleanup = *cx.arg(0);
    if !cleanup.is_callable() {
        return Err(cx.type_error("FinalizationRegistry: cleanup must be callable"));
    }
    let shape = cx.instance_shape(Intrinsic::FinalizationRegistryPrototype)?;
    Ok(cx.leaf().new_registry(shape, cleanup).value())
}

fn this_registry(leaf: &mut Leaf<'_>, this: Value, method: &str) -> JsResult<Gc<Registry>> {
    Gc::from_value(this).ok_or_else(|| incompatible_leaf(leaf, this, method))
}

fn bad_token(leaf: &mut Leaf<'_>, token: Value) -> Throw {
    let text = leaf.describe_value(token);
    leaf.type_error(format!("Invalid unregisterToken ('{text}')"))
}

fn register(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    const NAME: &str = "FinalizationRegistry.prototype.register";
    let registry = this_registry(leaf, this, NAME)?;
    let (target, held, token) = (args.get(0), args.get(1), args.get(2));
    if !can_be_held_weakly(target) {
        return Err(leaf.type_error(format!("{NAME}: invalid target")));
    }
    if target == held {
        return Err(leaf.type_error(format!("{NAME}: target and holdings must not be same")));
    }
    if args.len() > 2 && !token.is_undefined() && !can_be_held_weakly(token) {
        return Err(bad_token(leaf, token));
    }
    if leaf.registry_add(registry, target, held, token) {
        Ok(Value::UNDEFINED)
    } else {
        Err(leaf.range_error(messages::maximum_size("FinalizationRegistry")))
    }
}

fn unregister(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let registry = this_registry(leaf, this, "FinalizationRegistry.prototype.unregister")?;
    let token = args.get(0);
    if !can_be_held_weakly(token) {
        return Err(bad_token(leaf, token));
    }
    Ok(leaf.registry_remove(registry, token).into())
}
