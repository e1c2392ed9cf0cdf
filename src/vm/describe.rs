//! Values and keys in words, for error messages, as V8 words them.

use super::Vm;
use crate::objects::{Gc, JsString, Key, Kind, Object, Symbol, Value};

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

    /// A value in an error message.
    pub fn describe_value(&mut self, value: Value) -> String {
        if let Some(n) = value.as_number() {
            return super::convert::number_to_string(n);
        }
        if let Some(b) = value.as_boolean() {
            return b.to_string();
        }
        match value.kind() {
            None if value.is_null() => "null".into(),
            None => "undefined".into(),
            Some(kind) if kind <= Kind::LAST_STRING => format!("\"{}\"", self.text_of(value)),
            Some(Kind::Symbol) => self.describe_symbol(value),
            Some(Kind::Function) => {
                let function = Gc::<crate::objects::Function>::from_cell(value.cell_unchecked());
                let proto = function.code().proto().clone();
                proto.source.slice(crate::source::Span::new(proto.span.0, proto.span.1)).to_string()
            }
            Some(Kind::NativeFunction) => {
                let id = Gc::<crate::objects::NativeFunction>::from_cell(value.cell_unchecked()).id();
                format!("function {}() {{ [native code] }}", self.space.natives[id.0 as usize].name)
            }
            Some(Kind::Array) => self.describe_array(value),
            Some(_) => self.describe_object(value),
        }
    }

    fn describe_array(&mut self, value: Value) -> String {
        // V8 shows arrays by their contents; short flat ones are what people meet.
        let array = Gc::<crate::objects::JsArray>::from_cell(value.cell_unchecked());
        let mut parts = Vec::new();
        for i in 0..array.length().min(100) {
            let element = self.space.get_element(array.object(), i).map_or(Value::UNDEFINED, |p| p.value);
            parts.push(match element {
                v if v.is_nullish() => String::new(),
                v if v.is_string() => self.text_of(v),
                v if v.is_object() => self.describe_object(v),
                v => self.describe_value(v),
            });
        }
        parts.join(",")
    }

    /// `#<Class>`
    pub fn describe_object(&mut self, value: Value) -> String {
        let Some(object) = Gc::<Object>::from_value(value) else { return self.describe_value(value) };
        if value.is_callable() {
            return self.describe_value(value);
        }
        let class = self.constructor_name(object).unwrap_or_else(|| "Object".into());
        format!("#<{class}>")
    }
}
