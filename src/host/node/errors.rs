//! Errors of the host functions, with a `code` and the wording of Node's.

use super::util_inspect::{Options, inspect};
use crate::builtins::Installer;
use crate::heap::Tracer;
use crate::objects::{Descriptor, Gc, Key, Object, Value, attributes};
use crate::vm::{Cx, ErrorKind, HostState, JsResult, NativeRow, Rooted, Throw};

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
    {
        let mut leaf = cx.leaf();
        let (key, code) = (leaf.key("code"), leaf.new_string(code).value());
        leaf.put_named(error, key, code, attributes::ALL);
    }
    // An error without it is one, too.
    let _ = show_code(cx, value);
    value
}

/// Prototypes of errors with codes, by the prototypes that they stand before.
#[derive(Default)]
struct Prototypes(Vec<(Value, Value)>);

impl HostState for Prototypes {
    fn trace(&self, tracer: &mut Tracer) {
        for (base, prototype) in &self.0 {
            tracer.word(base.bits());
            tracer.word(prototype.bits());
        }
    }
}

const TO_STRING: NativeRow =
    NativeRow::cx("toString", 0, to_string, "Node errors", "The name, the code and the message.");

/// Installs what errors with codes share.
pub fn install(installer: &mut Installer<'_>) {
    installer.vm.add_state(Prototypes::default());
    installer.internal("%codedToString", TO_STRING);
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let mut parts = Vec::new();
    for name in ["name", "code", "message"] {
        let part = cx.get_str(cx.this(), name)?;
        parts.push(cx.to_text(part)?);
    }
    Ok(*cx.string(&format!("{} [{}]: {}", parts[0], parts[1], parts[2])))
}

/// Gives an error the prototype whose `toString` tells the code, too.
pub fn show_code(cx: &mut Cx<'_>, error: Rooted) -> JsResult<()> {
    let base = cx.get_prototype_of(error)?;
    let known = cx.state::<Prototypes>().0.iter().find(|(of, _)| *of == *base).map(|(_, prototype)| *prototype);
    let prototype = match known {
        Some(known) => cx.root(known),
        None => {
            let prototype = cx.leaf().new_object_with_proto(*base).value();
            let prototype = cx.root(prototype);
            let class = cx.get_str(base, "constructor")?;
            let function = cx.native_function("%codedToString", Rooted::UNDEFINED);
            for (name, value) in [("constructor", class), ("toString", function)] {
                let key = cx.key(name);
                let hidden = Descriptor {
                    value: Some(*value),
                    writable: Some(true),
                    enumerable: Some(false),
                    configurable: Some(true),
                    ..Descriptor::default()
                };
                cx.define_own_property(prototype, key, hidden)?;
            }
            cx.state::<Prototypes>().0.push((*base, *prototype));
            prototype
        }
    };
    cx.set_prototype_of(error, prototype).map(drop)
}

/// Throws a new error with a `code`.
pub fn throw(cx: &mut Cx<'_>, kind: ErrorKind, code: &str, message: &str) -> Throw {
    let error = new(cx, kind, code, message);
    cx.throw_value(*error)
}

/// Throws `The "name" argument must be … Received …`.
pub fn invalid_argument(cx: &mut Cx<'_>, name: &str, expected: &str, value: Rooted) -> JsResult<Throw> {
    let received = received(cx, value)?;
    let subject = if name.ends_with(" argument") { name.to_string() } else { argument(name) };
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
    let received = inspect(cx, value, &Options { numeric_separator: is_large(*value), ..Options::default() })?;
    let message = format!("The value of \"{name}\" is out of range. It must be {range}. Received {received}");
    Ok(throw(cx, ErrorKind::Range, "ERR_OUT_OF_RANGE", &message))
}

/// Large integers are told with separators.
fn is_large(value: Value) -> bool {
    const LARGE: f64 = 4_294_967_296.0;
    value.is_bigint() || value.as_number().is_some_and(|number| number.fract() == 0.0 && number.abs() > LARGE)
}

/// Throws a DOMException (Web IDL 2.8.1), of the class that the program has under that name; where
/// that is none, an error with its name and the code that goes with it.
pub fn dom_exception(cx: &mut Cx<'_>, name: &str, code: i32, message: &str) -> Throw {
    let global = cx.global();
    let global = cx.root(global.value());
    let made = cx.get_str(global, "DOMException").and_then(|class| {
        let (message, name) = (cx.string(message), cx.string(name));
        if class.is_callable() { cx.construct(class, &[message, name], class) } else { Ok(Rooted::UNDEFINED) }
    });
    match made {
        Ok(error) if error.is_object() => return cx.throw_value(*error),
        Ok(_) => {}
        Err(thrown) => return thrown,
    }
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
