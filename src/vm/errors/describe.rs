//! Values and keys in words, for error messages, as V8 words them.

use crate::numeric::bigint;
use crate::objects::cells::error_stack::header_text;
use crate::objects::{BigInt, Gc, JsString, Key, Kind, Object, Proxy, Symbol, Value, View};
use crate::vm::Vm;
use crate::vm::realm::Intrinsic;

impl Vm {
    /// The text of a string value; lone surrogates become U+FFFD. Empty for other values.
    pub fn text_of(&mut self, value: Value) -> String {
        match Gc::<JsString>::from_value(value) {
            Some(string) => self.space.chars(string).to_text().into_owned(),
            None => String::new(),
        }
    }

    /// A property key in an error message: `x`, `0`, `Symbol(desc)`.
    pub fn describe_key(&mut self, key: Key) -> String {
        match (key.as_index(), key.as_name()) {
            (Some(index), _) => index.to_string(),
            (_, Some(name)) if name.is_symbol() => self.describe_symbol(name),
            (_, Some(name)) => self.text_of(name),
            _ => String::new(),
        }
    }

    /// `Symbol(description)`
    pub fn describe_symbol(&mut self, symbol: Value) -> String {
        let description = Gc::<Symbol>::from_value(symbol).map_or(Value::UNDEFINED, |s| s.description.get());
        let is_private = Gc::<Symbol>::from_value(symbol).is_some_and(Gc::<Symbol>::is_private);
        let text = self.text_of(description);
        if is_private { text } else { format!("Symbol({text})") }
    }

    /// A value in an error message (V8's text without side effects).
    pub fn describe_value(&mut self, value: Value) -> String {
        if let Some(n) = value.as_number() {
            return crate::numeric::digits::number_to_string(n);
        }
        if let Some(b) = value.as_boolean() {
            return b.to_string();
        }
        match value.kind() {
            None if value.is_null() => "null".into(),
            None => "undefined".into(),
            Some(kind) if kind <= Kind::LAST_STRING => self.text_of(value),
            Some(Kind::Symbol) => self.describe_symbol(value),
            Some(Kind::Proxy | Kind::CallableProxy) => {
                match Gc::<Proxy>::from_cell(value.cell_unchecked()).innermost_target() {
                    Some(target) => self.describe_value(target.value()),
                    None => "#<Object>".into(),
                }
            }
            Some(Kind::BigInt) => bigint::to_text(Gc::<BigInt>::from_cell(value.cell_unchecked()).int(), 10),
            Some(_) if value.is_callable() => shorten(self.function_text(value)),
            Some(_) => self.describe_object(value),
        }
    }

    /// A value in the message of a call or iteration that no source text stands for: its type, and
    /// the value when that is short.
    pub fn describe_operand(&mut self, value: Value) -> String {
        let kind = self.type_of(value);
        let kind = self.text_of(kind);
        if value.is_string() {
            return format!("{kind} \"{}\"", self.text_of(value));
        }
        if value.is_null() || value.is_boolean() || value.is_number() {
            return format!("{kind} {}", self.describe_value(value));
        }
        kind
    }

    /// What Function.prototype.toString gives: the source text, or a native function's head.
    pub fn function_text(&mut self, value: Value) -> String {
        match value.kind() {
            Some(Kind::Function) => {
                let function = Gc::<crate::objects::Function>::from_cell(value.cell_unchecked());
                let proto = function.code().proto().clone();
                proto.source.slice(crate::source::Span::new(proto.span.0, proto.span.1)).to_string()
            }
            Some(Kind::NativeFunction) => {
                let id = Gc::<crate::objects::NativeFunction>::from_cell(value.cell_unchecked()).id();
                // What is no property name by the standard's grammar is left out (`$&` of RegExp).
                let name = self.space.natives[id.0 as usize].name;
                let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | ' ' | '.' | '[' | ']');
                let name = if name.chars().all(fits) { name } else { "" };
                format!("function {name}() {{ [native code] }}")
            }
            _ => "function () { [native code] }".into(),
        }
    }

    /// `#<Class>` for objects whose `toString` is Object's own, the text of errors, `[object Tag]`
    /// for others.
    pub fn describe_object(&mut self, value: Value) -> String {
        let Some(object) = Gc::<Object>::from_value(value) else { return self.describe_value(value) };
        if Gc::<Proxy>::from_value(value).is_some() {
            return self.describe_value(value);
        }
        if value.is_callable() {
            return shorten(self.function_text(value));
        }
        let key = self.space.names.to_string;
        let to_string = self.peek_value(object, key);
        let error = Gc::<Object>::from_value(self.realm.get(Intrinsic::ErrorPrototype));
        let is_error = object.kind() == Kind::Error
            || to_string.is_some() && to_string == error.and_then(|proto| self.peek_value(proto, key));
        if is_error {
            return self.describe_error(object);
        }
        let standard = Gc::<Object>::from_value(self.space.roots.object_proto);
        if to_string == standard.and_then(|proto| self.peek_value(proto, key))
            && let Some(class) = self.constructor_name(object)
        {
            return format!("#<{class}>");
        }
        let key = self.space.names.symbol_to_string_tag;
        let tag = match self.peek_value(object, key) {
            Some(tag) if tag.is_string() => self.text_of(tag),
            _ if View::typed_array(value).is_some() => object.class().name.into(),
            _ => object.class().builtin_tag.into(),
        };
        format!("[object {tag}]")
    }

    /// Name and message as far as they are strings: V8 does not look into anything else here, and
    /// what it leads to may lead back.
    fn describe_error(&mut self, error: Gc<Object>) -> String {
        let (name, message) = (self.space.names.name, self.space.names.message);
        let name = self.peek_value(error, name).unwrap_or(Value::UNDEFINED);
        let message = self.peek_value(error, message).unwrap_or(Value::UNDEFINED);
        header_text(self.text_of(name), self.text_of(message))
    }
}

/// V8 shows the first 111 characters and the last two of a long function.
fn shorten(text: String) -> String {
    const LONGEST: usize = 128;
    const HEAD: usize = 111;
    let count = text.chars().count();
    if count <= LONGEST {
        return text;
    }
    let head: String = text.chars().take(HEAD).collect();
    let tail: String = text.chars().skip(count - 2).collect();
    format!("{head}...<omitted>...{tail}")
}
