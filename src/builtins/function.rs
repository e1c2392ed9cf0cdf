//! Function and Function.prototype (ECMA-262 §20.2.2.1), and the constructors of generator and
//! async functions.

use super::shared::support::{list_from_array_like, object_of};
use super::{Installer, dynamic_function};
use crate::objects::cells::code::{CODE_CONSTRUCTOR, CODE_STRICT};
use crate::objects::object::flags::{LAZY_FUNCTION, NOT_EXTENSIBLE};
use crate::objects::{Function, Gc, Value, attributes};
use crate::vm::{Cx, Forwards, Intrinsic, JsResult, NativeRow, Rooted, messages};

const METHODS: &[NativeRow] = &[
    NativeRow::cx("apply", 2, apply, "§20.2.3.1", "Calls the function with the given this and an array of arguments.")
        .forwards(Forwards::Apply),
    NativeRow::cx(
        "bind",
        1,
        bind,
        "§20.2.3.2",
        "A function that calls this one with the given this and leading arguments.",
    ),
    NativeRow::cx("call", 1, call, "§20.2.3.3", "Calls the function with the given this and arguments.")
        .forwards(Forwards::Call),
    NativeRow::cx("toString", 0, to_string, "§20.2.3.5", "The function's source text."),
];

const HAS_INSTANCE: NativeRow = NativeRow::cx(
    "[Symbol.hasInstance]",
    1,
    has_instance,
    "§20.2.3.6",
    "What instanceof asks: is the value an instance of this?",
);
const THROWER: NativeRow = NativeRow::cx("", 0, throw_type_error, "§10.2.4.1", "Always throws a TypeError.");

pub(super) fn install(installer: &mut Installer<'_>) {
    let row =
        NativeRow::cx("Function", 1, dynamic_function::constructor, "§20.2.1.1", "Makes a function of source text.");
    let proto = installer.vm.realm.get(Intrinsic::FunctionPrototype);
    let constructor_value = installer.constructor(&row, proto, (Some(Intrinsic::Function), None));
    let thrower = installer.function(&THROWER);
    installer.vm.realm.set(Intrinsic::ThrowTypeError, thrower.value());
    // It is frozen (ECMA-262 §10.2.4.1).
    for (name, value) in [("length", Value::ZERO), ("name", installer.vm.space.strings.empty.value())] {
        installer.value(thrower.value(), name, value, 0);
    }
    thrower.set_flag(NOT_EXTENSIBLE);
    for name in ["arguments", "caller"] {
        let pair = installer.vm.space.new_accessor(thrower.value(), thrower.value()).value();
        installer.value(proto, name, pair, attributes::CONFIGURABLE | attributes::ACCESSOR);
    }
    installer.methods(proto, METHODS);
    let has_instance = installer.function(&HAS_INSTANCE).value();
    installer.value(proto, "[Symbol.hasInstance]", has_instance, 0);
    installer.vm.realm.set(Intrinsic::FunctionHasInstance, has_instance);
    install_kinds(installer, constructor_value);
}

/// The hidden constructors of generator, async and async generator functions (ECMA-262 §27.3,
/// §27.4, §27.7).
fn install_kinds(installer: &mut Installer<'_>, function: Value) {
    const KINDS: [(&str, Intrinsic); 3] = [
        ("GeneratorFunction", Intrinsic::GeneratorFunctionPrototype),
        ("AsyncGeneratorFunction", Intrinsic::AsyncGeneratorFunctionPrototype),
        ("AsyncFunction", Intrinsic::AsyncFunctionPrototype),
    ];
    for (name, intrinsic) in KINDS {
        let proto = installer.vm.realm.get(intrinsic);
        let row =
            NativeRow::cx(name, 1, dynamic_function::constructor, "§20.2.1.1.1", "Makes a function of source text.")
                .constructor();
        let kind = installer.function(&row);
        installer.vm.space.set_proto(kind, function);
        installer.value(kind.value(), "prototype", proto, 0);
        installer.value(proto, "constructor", kind.value(), attributes::CONFIGURABLE);
        installer.tag(proto, name);
    }
}

fn throw_type_error(cx: &mut Cx<'_>) -> JsResult {
    // Of a plain sloppy function `caller` and `arguments` are nothing that is known, as in V8.
    if let Some(function) = Gc::<Function>::from_value(*cx.this()) {
        let code = function.code();
        if code.has(CODE_CONSTRUCTOR) && !code.has(CODE_STRICT) {
            return Ok(Value::NULL);
        }
    }
    Err(cx.type_error(
        "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments \
         objects for calls to them",
    ))
}

/// The receiver of `call` and `apply`, which must be callable.
#[inline]
fn callee(cx: &mut Cx<'_>) -> JsResult<Rooted> {
    let function = cx.this();
    if function.is_callable() {
        return Ok(function);
    }
    let text = cx.vm().calling_subject(*function);
    Err(cx.type_error(messages::not_a_function(&text)))
}

fn call(cx: &mut Cx<'_>) -> JsResult {
    let (function, this) = (callee(cx)?, cx.arg(0));
    let result = match cx.argc() {
        0 | 1 => cx.call(function, this, &[]),
        2 => {
            let args = [cx.arg(1)];
            cx.call(function, this, &args)
        }
        3 => {
            let args = [cx.arg(1), cx.arg(2)];
            cx.call(function, this, &args)
        }
        4 => {
            let args = [cx.arg(1), cx.arg(2), cx.arg(3)];
            cx.call(function, this, &args)
        }
        _ => {
            let args = cx.args_from(1);
            cx.call(function, this, &args)
        }
    };
    result.map(|value| *value)
}

fn apply(cx: &mut Cx<'_>) -> JsResult {
    let (function, this, list) = (callee(cx)?, cx.arg(0), cx.arg(1));
    let args = if list.is_nullish() { Vec::new() } else { list_from_array_like(cx, list)? };
    cx.call(function, this, &args).map(|value| *value)
}

fn bind(cx: &mut Cx<'_>) -> JsResult {
    let target = cx.this();
    if !target.is_callable() {
        return Err(cx.type_error("Bind must be called on a function"));
    }
    let this = cx.arg(0);
    let leading: Vec<Value> = cx.args_from(1).into_iter().map(|v| *v).collect();
    let proto = cx.get_prototype_of(target)?;
    let bound = cx.leaf().new_bound(object_of(*target), *proto, *this, &leading);
    let result = cx.root(bound.value());
    if object_of(*result).has_flag(LAZY_FUNCTION) {
        return Ok(*result);
    }
    let (length_key, name_key) = (cx.leaf().names.length, cx.leaf().names.name);
    let mut length = 0.0;
    if cx.has_own_property(target, length_key)? {
        let value = cx.get(target, length_key)?;
        if value.is_number() {
            length = (cx.to_integer(value)? - leading.len() as f64).max(0.0);
        }
    }
    let name = cx.get(target, name_key)?;
    let mut leaf = cx.leaf();
    let name = match Gc::from_value(*name) {
        Some(name) => {
            let prefix = leaf.intern("bound ");
            leaf.concat(prefix, name).map_or(name.value(), Gc::value)
        }
        None => leaf.intern("bound ").value(),
    };
    let object = object_of(*result);
    leaf.put_named(object, length_key, Value::number(length), attributes::CONFIGURABLE);
    leaf.put_named(object, name_key, name, attributes::CONFIGURABLE);
    Ok(*result)
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    if !this.is_callable() {
        return Err(cx.type_error("Function.prototype.toString requires that 'this' be a Function"));
    }
    let text = cx.vm().function_text(*this);
    Ok(*cx.string(&text))
}

fn has_instance(cx: &mut Cx<'_>) -> JsResult {
    let (constructor, value) = (cx.this(), cx.arg(0));
    cx.vm().ordinary_has_instance(*constructor, *value).map(Value::boolean)
}
