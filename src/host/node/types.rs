//! What kind of thing a value is, for `util.types` and comparisons.

use crate::objects::cells::code::{CODE_ASYNC, CODE_GENERATOR};
use crate::objects::{Function, Gc, Host, Kind, Object, Primitive, Value};
use crate::vm::{Args, JsResult, Leaf, NativeRow, Vm};

/// The functions.
pub const ROWS: &[NativeRow] = &[
    NativeRow::leaf("kindOf", 1, kind_of, "Node util", "What kind of object a value is; an empty text for others."),
    NativeRow::leaf("promiseState", 1, promise_state, "Node util", "0: pending; 1: fulfilled; 2: rejected."),
    NativeRow::leaf("promiseResult", 1, promise_result, "Node util", "What a promise was settled with."),
    NativeRow::leaf("unwrap", 1, unwrap, "Node util", "The primitive in a wrapper."),
];

fn kind_of(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let value = args.get(0);
    let name = match Gc::<Object>::from_value(value) {
        Some(object) => name_of(object),
        None => String::new(),
    };
    Ok(leaf.intern(&name).value())
}

fn name_of(object: Gc<Object>) -> String {
    match object.kind() {
        Kind::Host => format!("{:?}", Gc::<Host>::from_cell(object.cell()).brand()),
        Kind::Primitive => match Gc::<Primitive>::from_cell(object.cell()).value.get() {
            inner if inner.is_boolean() => "BooleanObject".into(),
            inner if inner.is_number() => "NumberObject".into(),
            inner if inner.is_string() => "StringObject".into(),
            inner if inner.is_bigint() => "BigIntObject".into(),
            _ => "SymbolObject".into(),
        },
        Kind::Function => {
            let code = Gc::<Function>::from_cell(object.cell()).code();
            match (code.has(CODE_GENERATOR), code.has(CODE_ASYNC)) {
                (true, true) => "AsyncGeneratorFunction".into(),
                (true, false) => "GeneratorFunction".into(),
                (false, true) => "AsyncFunction".into(),
                (false, false) => "Function".into(),
            }
        }
        kind => format!("{kind:?}"),
    }
}

fn promise_state(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(Vm::promise_state(args.get(0)).map_or(Value::UNDEFINED, |(state, _)| Value::int(state as i32)))
}

fn promise_result(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(Vm::promise_state(args.get(0)).map_or(Value::UNDEFINED, |(_, result)| result))
}

fn unwrap(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let wrapper = Gc::<Object>::from_value(args.get(0)).filter(|object| object.kind() == Kind::Primitive);
    Ok(wrapper.map_or(Value::UNDEFINED, |object| Gc::<Primitive>::from_cell(object.cell()).value.get()))
}
