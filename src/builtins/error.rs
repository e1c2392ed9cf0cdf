//! `Error` and its kin (ECMA-262 §20.5), with V8's `captureStackTrace` and `stackTraceLimit`.

use super::Installer;
use super::shared::support::define_or_throw;
use super::text::buffer::{TextBuffer, chars_of};
use crate::objects::cells::error_stack::header_text;
use crate::objects::{Descriptor, Gc, InternalMethods, Key, Kind, Object, Value, attributes};
use crate::vm::{Cx, ErrorKind, Intrinsic, JsResult, NativeRow, Rooted, Vm, messages};

macro_rules! error_classes {
    ($($function:ident $kind:ident $name:literal $length:literal $clause:literal $doc:literal;)*) => {
        $(fn $function(cx: &mut Cx<'_>) -> JsResult {
            construct(cx, ErrorKind::$kind)
        })*

        const CLASSES: &[(ErrorKind, NativeRow)] =
            &[$((ErrorKind::$kind, NativeRow::cx($name, $length, $function, $clause, $doc))),*];
    };
}

error_classes! {
    error Error "Error" 1 "§20.5.1.1" "Something went wrong";
    type_error Type "TypeError" 1 "§20.5.6.1.1" "A value of the wrong type";
    range_error Range "RangeError" 1 "§20.5.6.1.1" "A value out of range";
    reference_error Reference "ReferenceError" 1 "§20.5.6.1.1" "A name that means nothing";
    syntax_error Syntax "SyntaxError" 1 "§20.5.6.1.1" "A text that is no program";
    eval_error Eval "EvalError" 1 "§20.5.6.1.1" "Kept for old programs";
    uri_error Uri "URIError" 1 "§20.5.6.1.1" "A malformed URI";
    aggregate_error Aggregate "AggregateError" 2 "§20.5.7.1.1" "Several errors in one";
    suppressed_error Suppressed "SuppressedError" 3 "§20.5.8.1.1" "An error that came while another was on its way";
}

const INHERITED_STACK: NativeRow =
    NativeRow::cx("stack", 0, inherited_stack, "TC39 error-stack-accessor", "The trace of an error");
const SET_INHERITED_STACK: NativeRow =
    NativeRow::cx("stack", 1, set_inherited_stack, "TC39 error-stack-accessor", "Gives the receiver its own");

/// Installs the error classes.
pub(super) fn install(installer: &mut Installer) {
    let mut base = Value::UNDEFINED;
    for (kind, row) in CLASSES {
        let intrinsic = kind.prototype();
        let is_base = *kind == ErrorKind::Error;
        let parent = if is_base { Intrinsic::ObjectPrototype } else { Intrinsic::ErrorPrototype };
        let proto = installer.object(parent);
        let constructor = installer.constructor(row, proto, (is_base.then_some(Intrinsic::Error), Some(intrinsic)));
        if is_base {
            base = constructor;
        } else if let Some(constructor) = Gc::<Object>::from_value(constructor) {
            installer.vm.space.set_proto(constructor, base);
        }
        let name = installer.vm.space.intern(row.name).value();
        let empty = installer.vm.space.strings.empty.value();
        installer.value(proto, "name", name, attributes::HIDDEN);
        installer.value(proto, "message", empty, attributes::HIDDEN);
        if is_base {
            installer.method(proto, &NativeRow::cx("toString", 0, to_string, "§20.5.3.4", "The name and the message"));
            if installer.vm.stack_accessor {
                installer.accessor(proto, Some(&INHERITED_STACK), Some(&SET_INHERITED_STACK));
            }
        }
    }
    let is_error = NativeRow::leaf(
        "isError",
        1,
        |_, _, args| Ok(Value::boolean(args.get(0).kind() == Some(Kind::Error))),
        "§20.5.2.1",
        "Whether the value is an error, of whatever realm",
    );
    installer.method(base, &is_error);
    let capture =
        NativeRow::cx("captureStackTrace", 2, capture_stack_trace, "V8 stack trace API", "Gives an object a `stack`");
    installer.method(base, &capture);
    let getter = installer.function(&NativeRow::cx("stack", 0, get_stack, "V8 stack trace API", "The trace")).value();
    let setter =
        installer.function(&NativeRow::cx("stack", 1, set_stack, "V8 stack trace API", "Replaces the trace")).value();
    let pair = installer.vm.space.new_accessor(getter, setter).value();
    installer.vm.realm.set(Intrinsic::PendingStack, pair);
    installer.value(base, "stackTraceLimit", Value::int(10), attributes::ALL);
}

/// `new Error(message, options)` and the like (ECMA-262 §20.5.1.1, §20.5.6.1.1, §20.5.7.1.1)
fn construct(cx: &mut Cx<'_>, kind: ErrorKind) -> JsResult {
    let first = match kind {
        ErrorKind::Aggregate => 1,
        ErrorKind::Suppressed => 2,
        _ => 0,
    };
    let (message, options) = (cx.arg(first), cx.arg(first + 1));
    let shape = cx.instance_shape(kind.prototype())?;
    let error = cx.leaf().new_object_of(Kind::Error, shape);
    let rooted = cx.root(error.value());
    // A class that extends Error does not show its own constructors in the trace.
    let new_target = cx.new_target();
    let hidden = if new_target.kind() == Some(Kind::Function) { new_target } else { Value::UNDEFINED };
    cx.vm().install_lazy_stack(error, hidden);
    if !message.is_undefined() {
        let text = cx.to_string(message)?;
        let key = cx.leaf().names.message;
        cx.leaf().put_named(error, key, *text, attributes::HIDDEN);
    }
    if kind == ErrorKind::Suppressed {
        let (reason, suppressed) = (cx.arg(0), cx.arg(1));
        let (reason_key, suppressed_key) = (cx.leaf().names.error, cx.leaf().names.suppressed);
        cx.define_own_property(rooted, reason_key, Descriptor::data(*reason, attributes::HIDDEN))?;
        cx.define_own_property(rooted, suppressed_key, Descriptor::data(*suppressed, attributes::HIDDEN))?;
        return Ok(*rooted);
    }
    install_cause(cx, error, options)?;
    if kind == ErrorKind::Aggregate {
        let errors = cx.arg(0);
        let array = cx.array_from(&[]);
        let mut count = 0;
        cx.iterate(errors, |cx, value| {
            cx.create_data_property(array, Key::index(count), value)?;
            count += 1;
            Ok(std::ops::ControlFlow::Continue(()))
        })?;
        let key = cx.leaf().names.errors;
        cx.leaf().put_named(error, key, *array, attributes::HIDDEN);
    }
    Ok(*rooted)
}

/// InstallErrorCause (ECMA-262 §20.5.8.1)
fn install_cause(cx: &mut Cx<'_>, error: Gc<Object>, options: Rooted) -> JsResult<()> {
    let key = cx.leaf().names.cause;
    if options.is_object() && cx.has_property(options, key)? {
        let cause = cx.get(options, key)?;
        cx.leaf().put_named(error, key, *cause, attributes::HIDDEN);
    }
    Ok(())
}

/// The error that holds the pending `stack` which a getter was asked for: the receiver, or one of
/// its prototypes.
fn pending_error(vm: &Vm, this: Value) -> Option<Gc<Object>> {
    let mut next = Gc::<Object>::from_value(this);
    while let Some(object) = next {
        if vm.space.has_pending_stack(object) {
            return Some(object);
        }
        next = vm.peek_parent(object);
    }
    None
}

fn get_stack(cx: &mut Cx<'_>) -> JsResult {
    let this = *cx.this();
    let Some(error) = pending_error(cx.vm_ref(), this) else { return Ok(Value::UNDEFINED) };
    let rooted = cx.root(error.value());
    let header = header_by_getters(cx, rooted)?;
    let mut leaf = cx.leaf();
    leaf.format_stack_under(error, header);
    let key = leaf.names.stack;
    Ok(leaf.get_named(error, key).map_or(Value::UNDEFINED, |found| found.value))
}

/// `get Error.prototype.stack`, where errors have no `stack` of their own.
fn inherited_stack(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    if !this.is_object() {
        let shown = cx.describe(this);
        return Err(cx.type_error(messages::incompatible("get Error.prototype.stack", &shown)));
    }
    let Some(error) = Gc::<Object>::from_value(*this).filter(|object| object.kind() == Kind::Error) else {
        return Ok(Value::UNDEFINED);
    };
    let mut leaf = cx.leaf();
    let text = leaf.stack_text(error);
    Ok(leaf.new_string(&text).value())
}

/// `set Error.prototype.stack`
fn set_inherited_stack(cx: &mut Cx<'_>) -> JsResult {
    let (this, stack) = (cx.this(), cx.arg(0));
    let fault = match *this {
        object if !object.is_object() => Some("Error.prototype.stack set on non-object"),
        _ if !stack.is_string() => Some("Error.prototype.stack set to a value that is no string"),
        object if object == cx.intrinsic(Intrinsic::ErrorPrototype) => {
            Some("Cannot assign to read only property 'stack' of object")
        }
        _ => None,
    };
    if let Some(fault) = fault {
        return Err(cx.type_error(fault));
    }
    let key = cx.leaf().names.stack;
    if cx.has_own_property(this, key)? {
        cx.set(this, key, stack)?;
    } else {
        define_or_throw(cx, this, key, Descriptor::data(*stack, attributes::ALL))?;
    }
    Ok(Value::UNDEFINED)
}

/// Name and message of an error whose class may define them by getters.
fn header_by_getters(cx: &mut Cx<'_>, error: Rooted) -> JsResult<String> {
    let names = &cx.leaf().names;
    let (name, message) = (names.name, names.message);
    let name = part(cx, error, name, "Error")?;
    let message = part(cx, error, message, "")?;
    Ok(header_text(cx.to_text(name)?, cx.to_text(message)?))
}

fn set_stack(cx: &mut Cx<'_>) -> JsResult {
    let (this, stack) = (cx.this(), cx.arg(0));
    let Some(object) = Gc::<Object>::from_value(*this) else { return Ok(Value::UNDEFINED) };
    let mut leaf = cx.leaf();
    let key = leaf.names.stack;
    if leaf.has_pending_stack(object) {
        leaf.format_stack(object);
        leaf.put_named(object, key, *stack, attributes::HIDDEN);
    } else {
        cx.define_own_property(this, key, Descriptor::data(*stack, attributes::ALL))?;
    }
    Ok(Value::UNDEFINED)
}

/// `Error.captureStackTrace(object, hideAbove)`, as V8 has it.
fn capture_stack_trace(cx: &mut Cx<'_>) -> JsResult {
    let (target, hidden) = (*cx.arg(0), *cx.arg(1));
    let object = Gc::<Object>::from_value(target).filter(|object| object.internal_methods() != InternalMethods::Proxy);
    let Some(object) = object else { return Err(cx.type_error("invalid_argument")) };
    let rooted = cx.arg(0);
    if !cx.is_extensible(rooted)? {
        let shown = cx.vm().describe_value(target);
        return Err(cx.type_error(format!("Cannot define property stack, object {shown} is not extensible")));
    }
    let header = header_by_getters(cx, rooted)?;
    cx.vm().install_stack(object, &header, hidden);
    Ok(Value::UNDEFINED)
}

/// `Error.prototype.toString` (ECMA-262 §20.5.3.4)
fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    if !this.is_object() {
        let shown = cx.describe(this);
        return Err(cx.type_error(messages::incompatible("Error.prototype.toString", &shown)));
    }
    let names = &cx.leaf().names;
    let (name, message) = (names.name, names.message);
    let name = part(cx, this, name, "Error")?;
    let message = part(cx, this, message, "")?;
    let mut leaf = cx.leaf();
    let (name_chars, message_chars) = (chars_of(&mut leaf, *name), chars_of(&mut leaf, *message));
    if name_chars.is_empty() {
        return Ok(*message);
    }
    if message_chars.is_empty() {
        return Ok(*name);
    }
    let mut text = TextBuffer::with_capacity(name_chars.len() + message_chars.len() + 2);
    text.push_chars(name_chars);
    text.push_str(": ");
    text.push_chars(message_chars);
    text.finish(&mut leaf)
}

fn part(cx: &mut Cx<'_>, error: Rooted, key: Key, default: &str) -> JsResult<Rooted> {
    let value = cx.get(error, key)?;
    if value.is_undefined() { Ok(cx.string(default)) } else { cx.to_string(value) }
}
