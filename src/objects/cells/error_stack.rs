//! The `stack` of errors is put together when somebody first looks: its first line tells name and
//! message as they are then, as in V8. Until then the property is an accessor pair of the engine's
//! own, the lines of the trace lie under a private name, and [`STACK_PENDING`] is set.
//!
//! Invariant: whoever asks for an own property descriptor sees a data property (`get_own` formats
//! first).

use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::property_table::attributes::{ACCESSOR, CONFIGURABLE, HIDDEN};
use crate::objects::object::{Object, flags};
use crate::objects::value::Value;
use crate::objects::value::cell::Gc;
use crate::objects::value::key::Key;
use crate::objects::value::string::JsString;

/// Header flag of errors: `stack` is not formatted yet.
pub const STACK_PENDING: u16 = flags::KIND_A;

/// `name: message`, or the one of them that is not empty.
pub fn header_text(name: String, message: String) -> String {
    match (name.is_empty(), message.is_empty()) {
        (true, _) => message,
        (_, true) => name,
        _ => format!("{name}: {message}"),
    }
}

impl Space {
    /// Gives `error` a `stack` to be formatted later: `accessor` is the pair that does it, `trace`
    /// the lines after the first.
    pub fn put_pending_stack(&mut self, error: Gc<Object>, accessor: Value, trace: &str) {
        self.put_named(error, self.names.stack, accessor, CONFIGURABLE | ACCESSOR);
        let trace = self.new_string(trace).value();
        self.put_hidden(error, self.names.error_frames, trace);
        error.set_flag(STACK_PENDING);
    }

    /// Whether `object` is an error whose `stack` is not formatted yet.
    #[inline]
    pub fn has_pending_stack(&self, object: Gc<Object>) -> bool {
        object.kind() == Kind::Error && object.has_flag(STACK_PENDING)
    }

    /// Makes the pending `stack` of an error the data property that it stands for.
    pub fn format_stack(&mut self, error: Gc<Object>) {
        let header = self.error_header(error);
        self.format_stack_under(error, header);
    }

    /// As [`Space::format_stack`], with a first line that the caller has found out.
    pub fn format_stack_under(&mut self, error: Gc<Object>, header: String) {
        error.clear_flag(STACK_PENDING);
        let key = self.names.stack;
        // Somebody may have put another value there in the meantime.
        if !self.get_named(error, key).is_some_and(|found| found.is_accessor()) {
            return;
        }
        let mut text = header;
        if let Some(trace) = self.get_hidden(error, self.names.error_frames)
            && let Some(trace) = Gc::<JsString>::from_value(trace)
        {
            text.push_str(&self.chars(trace).to_text());
        }
        let text = self.new_string(&text).value();
        self.reconfigure_named(error, key, text, HIDDEN);
        self.put_hidden(error, self.names.error_frames, Value::UNDEFINED);
    }

    /// The `stack` of an error that has none of its own.
    pub fn stack_text(&mut self, error: Gc<Object>) -> String {
        let mut text = self.error_header(error);
        let trace = self.get_hidden(error, self.names.error_frames);
        if let Some(trace) = trace.and_then(Gc::<JsString>::from_value) {
            text.push_str(&self.chars(trace).to_text());
        }
        text
    }

    /// `name: message`, read without running script code.
    pub fn error_header(&mut self, error: Gc<Object>) -> String {
        let name = self.plain_property(error, self.names.name);
        let message = self.plain_property(error, self.names.message);
        let mut text = |value: Value, default: &str| match Gc::<JsString>::from_value(value) {
            Some(string) => self.chars(string).to_text().into_owned(),
            None if value.is_undefined() => default.to_string(),
            None => value.as_number().map_or_else(String::new, |number| number.to_string()),
        };
        header_text(text(name, "Error"), text(message, ""))
    }

    /// A data property of the object or its prototypes; undefined for an accessor.
    fn plain_property(&self, object: Gc<Object>, key: Key) -> Value {
        let mut next = Some(object);
        while let Some(at) = next {
            if let Some(found) = self.get_named(at, key) {
                return if found.is_accessor() { Value::UNDEFINED } else { found.value };
            }
            next = Gc::from_value(self.proto_of(at));
        }
        Value::UNDEFINED
    }
}
