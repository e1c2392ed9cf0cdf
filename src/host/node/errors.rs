//! Errors of the host functions, with a `code` and the wording of Node's.

use super::util_inspect::{Options, inspect};
use crate::objects::{Gc, Key, Object, Value, attributes};
use crate::vm::{Cx, ErrorKind, JsResult, Rooted, Throw};

/// A new error with a `code`; its stack begins with `Class [CODE]: message`.
pub fn new(cx: &mut Cx<'_>, kind: ErrorKind, code: &str, message: &str) -> Rooted {
    let value = cx.vm().new_error(kind, message);
    let value = cx.root(value);
    let Some(error) = Gc::<Object>::from_value(*value) else { return value };
    let class = match kind {
        ErrorKind::Type => "TypeError",
        ErrorKind::Range => "RangeError",
        _ => "Error",
    };
    cx.vm().install_stack(error, &format!("{class} [{code}]: {message}"), Value::UNDEFINED);
    let mut leaf = cx.leaf();
    let (key, code) = (leaf.key("code"), leaf.new_string(code).value());
    leaf.put_named(error, key, code, attributes::ALL);
    value
}

/// Throws a new error with a `code`.
pub fn throw(cx: &mut Cx<'_>, kind: ErrorKind, code: &str, message: &str) -> Throw {
    let error = new(cx, kind, code, message);
    cx.throw_value(*error)
}

/// Throws `The "name" argument must be … Received …`.
pub fn invalid_argument(cx: &mut Cx<'_>, name: &str, expected: &str, value: Rooted) -> JsResult<Throw> {
    let received = received(cx, value)?;
    let subject = if name.contains(' ') { name.to_string() } else { argument(name) };
    let message = format!("The {subject} must be {expected}. Received {received}");
    Ok(throw(cx, ErrorKind::Type, "ERR_INVALID_ARG_TYPE", &message))
}

/// Throws `The argument 'name' … Received …`: its type is right, its value is not.
pub fn invalid_value(cx: &mut Cx<'_>, name: &str, reason: &str, value: Rooted) -> JsResult<Throw> {
    let received = inspect(cx, value, &Options::default())?;
    let sort = if name.contains('.') { "property" } else { "argument" };
    let message = format!("The {sort} '{name}' {reason}. Received {received}");
    Ok(throw(cx, ErrorKind::Type, "ERR_INVALID_ARG_VALUE", &message))
}

/// Throws `The value of "name" is out of range. It must be … Received …`.
pub fn out_of_range(cx: &mut Cx<'_>, name: &str, range: &str, value: Rooted) -> JsResult<Throw> {
    let received = inspect(cx, value, &Options::default())?;
    let message = format!("The value of \"{name}\" is out of range. It must be {range}. Received {received}");
    Ok(throw(cx, ErrorKind::Range, "ERR_OUT_OF_RANGE", &message))
}

/// Throws what stands for a DOMException (Web IDL 2.8.1): an error with its name and the code that
/// goes with it.
pub fn dom_exception(cx: &mut Cx<'_>, name: &str, code: i32, message: &str) -> Throw {
    let error = cx.vm().new_error(ErrorKind::Error, message);
    let error = cx.root(error);
    if let Some(object) = Gc::<Object>::from_value(*error) {
        let mut leaf = cx.leaf();
        let (name, code_key) = (leaf.new_string(name).value(), leaf.key("code"));
        let key = leaf.names.name;
        leaf.put_named(object, key, name, attributes::HIDDEN);
        leaf.put_named(object, code_key, Value::int(code), attributes::HIDDEN);
    }
    cx.throw_value(*error)
}

fn argument(name: &str) -> String {
    let sort = if name.contains('.') { "property" } else { "argument" };
    format!("\"{name}\" {sort}")
}

/// The callable argument `value`, or the TypeError that Node throws.
pub fn callable(cx: &mut Cx<'_>, name: &str, value: Rooted) -> JsResult<Rooted> {
    if value.is_callable() {
        return Ok(value);
    }
    Err(invalid_argument(cx, name, "of type function", value)?)
}

/// How messages tell what was received instead.
pub fn received(cx: &mut Cx<'_>, value: Rooted) -> JsResult<String> {
    if value.is_nullish() {
        return Ok(if value.is_null() { "null".into() } else { "undefined".into() });
    }
    if value.is_callable() {
        let name = cx.get_str(value, "name")?;
        let name = cx.vm().text_of(*name);
        return Ok(if name.is_empty() { "function ".into() } else { format!("function {name}") });
    }
    if value.is_object() {
        let key: Key = cx.leaf().names.constructor;
        let constructor = cx.get(value, key)?;
        if constructor.is_object() {
            let name = cx.get_str(constructor, "name")?;
            let name = cx.vm().text_of(*name);
            if !name.is_empty() {
                return Ok(format!("an instance of {name}"));
            }
        }
        return inspect(cx, value, &Options { depth: Some(-1), ..Options::default() });
    }
    let kind = match value {
        v if v.is_string() => "string",
        v if v.is_number() => "number",
        v if v.is_boolean() => "boolean",
        v if v.is_bigint() => "bigint",
        _ => "symbol",
    };
    let mut text = inspect(cx, value, &Options::default())?;
    if text.chars().count() > 28 {
        text = text.chars().take(25).collect::<String>() + "...";
    }
    Ok(format!("type {kind} ({text})"))
}
