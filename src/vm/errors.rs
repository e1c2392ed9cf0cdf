//! Making errors: the error object, its `stack` text in V8's format.

use super::realm::Intrinsic;
use super::{Throw, Vm};
use crate::bytecode::{FunctionKind, Text};
use crate::objects::{Brand, Function, Gc, Host, Kind, Object, Value, attributes};

/// The native error classes (ECMAScript 20.5.5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// Error
    Error,
    /// TypeError
    Type,
    /// RangeError
    Range,
    /// ReferenceError
    Reference,
    /// SyntaxError
    Syntax,
    /// EvalError
    Eval,
    /// URIError
    Uri,
    /// AggregateError
    Aggregate,
}

impl ErrorKind {
    /// Its prototype.
    pub fn prototype(self) -> Intrinsic {
        match self {
            ErrorKind::Error => Intrinsic::ErrorPrototype,
            ErrorKind::Type => Intrinsic::TypeErrorPrototype,
            ErrorKind::Range => Intrinsic::RangeErrorPrototype,
            ErrorKind::Reference => Intrinsic::ReferenceErrorPrototype,
            ErrorKind::Syntax => Intrinsic::SyntaxErrorPrototype,
            ErrorKind::Eval => Intrinsic::EvalErrorPrototype,
            ErrorKind::Uri => Intrinsic::UriErrorPrototype,
            ErrorKind::Aggregate => Intrinsic::AggregateErrorPrototype,
        }
    }
}

/// One line of a stack trace.
#[derive(Clone, Debug)]
pub struct StackFrame {
    /// `new Foo`, `async bar`, `Object.baz`, or empty at the top level.
    pub function: String,
    /// The script's name.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

impl Vm {
    /// Starts an exception with a new error.
    #[cold]
    pub fn throw_error(&mut self, kind: ErrorKind, message: &str) -> Throw {
        let error = self.new_error(kind, message);
        self.throw_value(error)
    }

    pub(super) fn type_error(&mut self, message: &str) -> Throw {
        self.throw_error(ErrorKind::Type, message)
    }

    pub(super) fn stack_overflow(&mut self) -> Throw {
        self.throw_error(ErrorKind::Range, "Maximum call stack size exceeded")
    }

    /// A new error object with message and stack.
    pub fn new_error(&mut self, kind: ErrorKind, message: &str) -> Value {
        let shape = self.realm.shape(&mut self.space, kind.prototype());
        let error = self.space.new_object_of(Kind::Error, shape);
        let text = self.space.new_string(message).value();
        self.install_lazy_stack(error, Value::UNDEFINED);
        let key = self.space.names.message;
        self.space.put_named(error, key, text, attributes::HIDDEN);
        error.value()
    }

    /// Gives `error` its `stack`: `header` and the frames of the running functions. Frames above and including the topmost call of `hide_above`
    /// (a function, or undefined) are left out.
    pub fn install_stack(&mut self, error: Gc<Object>, header: &str, hide_above: Value) {
        let key = self.space.names.stack;
        let text = match self.trace_text(hide_above) {
            Some(trace) => self.space.new_string(&format!("{header}{trace}")).value(),
            None => Value::UNDEFINED,
        };
        self.space.put_named(error, key, text, attributes::HIDDEN);
    }

    /// As `install_stack`, with name and message as they are when `stack` is first looked at. For errors alone.
    pub fn install_lazy_stack(&mut self, error: Gc<Object>, hide_above: Value) {
        let accessor = self.realm.get(Intrinsic::PendingStack);
        match self.trace_text(hide_above) {
            Some(trace) if !accessor.is_undefined() => self.space.put_pending_stack(error, accessor, &trace),
            Some(trace) => {
                let header = self.space.error_header(error);
                let text = self.space.new_string(&format!("{header}{trace}")).value();
                self.space.put_named(error, self.space.names.stack, text, attributes::HIDDEN);
            }
            None => self.space.put_named(error, self.space.names.stack, Value::UNDEFINED, attributes::HIDDEN),
        }
    }

    /// `Error.stackTraceLimit`: none when a script made it something other than a number.
    fn current_stack_limit(&self) -> Option<usize> {
        let Some(constructor) = Gc::<Object>::from_value(self.realm.get(Intrinsic::Error)) else {
            return Some(self.stack_trace_limit);
        };
        let found = self.space.get_named(constructor, self.space.names.stack_trace_limit)?;
        if found.is_accessor() { None } else { found.value.as_number().map(|limit| limit.clamp(0.0, 1000.0) as usize) }
    }

    /// The lines of a stack trace, each with its line break before it; `None` when there shall be none.
    fn trace_text(&mut self, hide_above: Value) -> Option<String> {
        let mut text = String::new();
        for frame in self.stack_frames(self.current_stack_limit()?, hide_above) {
            text.push_str("\n    at ");
            let StackFrame { function, file, line, column } = frame;
            if function.is_empty() {
                text.push_str(&format!("{file}:{line}:{column}"));
            } else {
                text.push_str(&format!("{function} ({file}:{line}:{column})"));
            }
        }
        Some(text)
    }

    /// The running functions, innermost first, at most `limit`.
    pub fn stack_frames(&mut self, limit: usize, hide_above: Value) -> Vec<StackFrame> {
        let mut frames = Vec::new();
        let mut hiding = hide_above.is_callable();
        for i in (0..self.frames.len()).rev() {
            if frames.len() >= limit {
                break;
            }
            let frame = self.frames[i];
            if hiding {
                hiding = self.stack.get(frame.base) != hide_above;
                continue;
            }
            let proto = frame.code.proto().clone();
            let at = proto.position(frame.unit()).map_or(proto.span.0, |p| p.at);
            let position = proto.source.position(at);
            frames.push(StackFrame {
                function: self.frame_function(i),
                file: proto.source.name().to_string(),
                line: position.line,
                column: position.column,
            });
        }
        frames
    }

    fn frame_function(&mut self, index: usize) -> String {
        let frame = self.frames[index];
        let proto = frame.code.proto().clone();
        let mut name = match &proto.name {
            Text::Utf8(name) => name.to_string(),
            Text::Utf16(units) => String::from_utf16_lossy(units),
        };
        if proto.kind == FunctionKind::TopLevel {
            // A module's body is called with `module.exports`, a script with the global object, and V8 names only the former.
            let script = self.stack.get(frame.base + 1) == self.realm.global.value();
            return if name.is_empty() && !script { "Object.<anonymous>".into() } else { name };
        }
        let callee = self.stack.get(frame.base);
        if let Some(function) = Gc::<Function>::from_value(callee)
            && let Some(own) = self.own_name_if_made(function.object())
        {
            name = own;
        }
        let mut is_path = false;
        if let (true, Text::Utf8(inferred)) = (name.is_empty(), &proto.inferred_name) {
            is_path = inferred.contains('.');
            name = inferred.to_string();
        }
        if frame.flags & super::stack::CONSTRUCT != 0 {
            return format!("new {}", if name.is_empty() { "<anonymous>" } else { &name });
        }
        let receiver = self.stack.get(frame.base + 1);
        let Some(class) = self.receiver_class(receiver) else { return name };
        let property = self.method_property(receiver, callee, &name);
        let (prefix, plain) = match name.split_once(' ') {
            Some(("get" | "set", plain)) => ("", plain.to_string()),
            _ if name.starts_with('#') => return name,
            _ => (".", name.clone()),
        };
        let shown = match (&property, name.is_empty()) {
            (Some(property), true) => return format!("{class}.{property}"),
            (None, true) => return format!("{class}.<anonymous>"),
            (_, false) if prefix.is_empty() || is_path => name.clone(),
            (_, false) => format!("{class}.{name}"),
        };
        match property {
            Some(property) if property != name && !(is_path && name.ends_with(&format!(".{property}"))) => {
                format!("{shown} [as {property}]")
            }
            None if prefix.is_empty() => format!("{shown} [as {plain}]"),
            _ => shown,
        }
    }

    /// The name of the property of `receiver` under which it holds the running function: its own name if that is one of them.
    fn method_property(&mut self, receiver: Value, function: Value, name: &str) -> Option<String> {
        if Host::of(receiver, Brand::Timeout).is_some() {
            return Some("_onTimeout".into());
        }
        let mut next = Gc::<Object>::from_value(receiver);
        let mut found = None;
        while let Some(at) = next {
            let shape = self.space.shape_of(at);
            let mut keys = Vec::new();
            shape.for_each(|key, property| {
                if at.slot(shape, property.slot).1.get() == function && !key.is_symbol() {
                    keys.push(key);
                }
            });
            for key in keys {
                let text = self.describe_key(key);
                if text == name {
                    return Some(text);
                }
                found.get_or_insert(text);
            }
            next = Gc::from_value(self.space.proto_of(at));
        }
        found
    }

    fn own_name_if_made(&mut self, function: Gc<Object>) -> Option<String> {
        if function.has_flag(crate::objects::object::flags::LAZY_FUNCTION) {
            return None;
        }
        let name = self.space.get_named(function, self.space.names.name)?;
        if name.is_accessor() || !name.value.is_string() { None } else { Some(self.text_of(name.value)) }
    }

    /// The class that V8 writes before a method's name.
    fn receiver_class(&mut self, this: Value) -> Option<String> {
        let object = Gc::<Object>::from_value(this)?;
        if object == self.realm.global {
            return Some("Object".into());
        }
        if object.value().is_callable() {
            let is_class = object.has_flag(crate::objects::object::flags::CLASS);
            let name = if is_class { self.function_name(object) } else { String::new() };
            return Some(if name.is_empty() { "Function".into() } else { name });
        }
        Some(self.constructor_name(object).unwrap_or_else(|| "Object".into()))
    }

    /// The name of the constructor that made `object`, read without running script code.
    pub fn constructor_name(&mut self, object: Gc<Object>) -> Option<String> {
        let key = self.space.names.constructor;
        let mut next = Some(object);
        while let Some(at) = next {
            if let Some(found) = self.space.get_named(at, key) {
                let constructor = Gc::<Object>::from_value(found.value)?;
                if found.is_accessor() || !found.value.is_callable() {
                    return None;
                }
                self.space.materialize_function(constructor);
                let name = self.space.get_named(constructor, self.space.names.name)?;
                if !name.value.is_string() {
                    return None;
                }
                let name = self.text_of(name.value);
                return (!name.is_empty()).then_some(name);
            }
            next = Gc::from_value(self.space.proto_of(at));
        }
        None
    }
}
