//! Making errors: the error object and its `stack` property; the lines of the trace are
//! `stack_trace`'s.

pub(super) mod describe;
pub(crate) mod stack_trace;

use crate::objects::{Gc, Kind, Object, Value, attributes};
use crate::vm::messages;
use crate::vm::realm::Intrinsic;
use crate::vm::{Throw, Vm};

/// The native error classes (ECMA-262 §20.5.5).
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
    /// SuppressedError
    Suppressed,
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
            ErrorKind::Suppressed => Intrinsic::SuppressedErrorPrototype,
        }
    }
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
        self.throw_error(ErrorKind::Range, messages::CALL_STACK)
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

    /// Gives `error` its `stack`: `header` and the frames of the running functions. Frames above
    /// and including the topmost call of `hide_above` (a function, or undefined) are left out.
    pub fn install_stack(&mut self, error: Gc<Object>, header: &str, hide_above: Value) {
        let key = self.space.names.stack;
        let text = match self.trace_text(hide_above) {
            Some(trace) => self.space.new_string(&format!("{header}{trace}")).value(),
            None => Value::UNDEFINED,
        };
        self.space.put_named(error, key, text, attributes::HIDDEN);
    }

    /// As `install_stack`, with name and message as they are when `stack` is first looked at. For
    /// errors alone.
    pub fn install_lazy_stack(&mut self, error: Gc<Object>, hide_above: Value) {
        let accessor = self.realm.get(Intrinsic::PendingStack);
        let trace = self.trace_text(hide_above);
        if self.stack_accessor {
            let trace = self.space.new_string(&trace.unwrap_or_default()).value();
            return self.space.put_hidden(error, self.space.names.error_frames, trace);
        }
        match trace {
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
    pub(super) fn current_stack_limit(&self) -> Option<usize> {
        let Some(constructor) = Gc::<Object>::from_value(self.realm.get(Intrinsic::Error)) else {
            return Some(self.stack_trace_limit);
        };
        let found = self.space.get_named(constructor, self.space.names.stack_trace_limit)?;
        if found.is_accessor() { None } else { found.value.as_number().map(|limit| limit.clamp(0.0, 1000.0) as usize) }
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
            next = self.peek_parent(at);
        }
        None
    }
}
