//! What typed arrays and buffers hold, as entries of text.

use super::keys::object_of;
use super::options::Style;
use super::{Inspector, remaining_text};
use crate::objects::{Buffer, Gc, Value, View};
use crate::vm::{Cx, JsResult, Rooted};

/// What typed arrays have of their class, shown with what is hidden.
const HIDDEN: [&str; 5] = ["BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"];

impl Inspector {
    /// The elements, and with hidden things what the class has.
    pub(super) fn typed_array(&mut self, cx: &mut Cx<'_>, object: Rooted, recurse: i64) -> JsResult<Vec<String>> {
        let view = Gc::<View>::from_cell(object_of(object).cell());
        let length = view.length().unwrap_or(0);
        let shown = length.min(self.options.max_array_length);
        let mut output = Vec::with_capacity(shown);
        for index in 0..shown {
            let value = cx.leaf().typed_element(view, index).unwrap_or(Value::UNDEFINED);
            output.push(self.primitive(cx, value));
        }
        if length > shown {
            output.push(remaining_text(length - shown));
        }
        if self.options.show_hidden {
            for name in HIDDEN {
                let value = cx.get_str(object, name)?;
                let text = self.indented(2, |this| this.hidden_value(cx, value, recurse))?;
                output.push(format!("[{name}]: {text}"));
            }
        }
        Ok(output)
    }

    /// A value of a class: of a buffer only its length.
    fn hidden_value(&mut self, cx: &mut Cx<'_>, value: Rooted, recurse: i64) -> JsResult<String> {
        let Some(buffer) = Gc::<Buffer>::from_value(*value) else { return self.value(cx, value, recurse) };
        let length = self.primitive(cx, Value::length(buffer.length()));
        Ok(format!("{} {{ byteLength: {length} }}", buffer.object().class().name))
    }

    /// The bytes of a buffer in hexadecimal digits.
    pub(super) fn bytes(&self, object: Rooted) -> String {
        let buffer = Gc::<Buffer>::from_cell(object_of(object).cell());
        if buffer.is_detached() {
            return self.options.stylize("(detached)", Style::Special);
        }
        let bytes = buffer.bytes();
        let shown = bytes.len().min(self.options.max_array_length);
        let mut text: Vec<String> = bytes.part(0..shown).iter().map(|byte| format!("{byte:02x}")).collect();
        match bytes.len() - shown {
            0 => {}
            1 => text.push("... 1 more byte".into()),
            rest => text.push(format!("... {rest} more bytes")),
        }
        let label = self.options.stylize("[Uint8Contents]", Style::Special);
        format!("{label}: <{}>", text.join(" "))
    }
}
