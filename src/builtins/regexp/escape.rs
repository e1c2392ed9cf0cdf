//! `RegExp.escape` (ECMA-262 §22.2.5.1).

use crate::builtins::text::buffer::{TextBuffer, chars_of};
use crate::characters::is_space_char;
use crate::vm::{Cx, JsResult, NativeRow};

/// `RegExp.escape`
pub(super) const ESCAPE: NativeRow =
    NativeRow::cx("escape", 1, escape, "§22.2.5.1", "The text as a pattern that matches it.");

const SYNTAX: &[u8] = b"^$\\.*+?()[]{}|/";
/// Characters that mean something in some place of a pattern.
const OTHERS: &[u8] = b",-=<>#&!%:;@~'`\"";

fn escape(cx: &mut Cx<'_>) -> JsResult {
    let text = cx.arg(0);
    if !text.is_string() {
        let shown = cx.describe(text);
        return Err(cx.type_error(format!("{shown} is not a string")));
    }
    let mut leaf = cx.leaf();
    let chars = chars_of(&mut leaf, *text);
    let mut out = TextBuffer::with_capacity(chars.len() + 8);
    let mut index = 0;
    while index < chars.len() {
        let (point, width) = chars.code_point_at(index);
        let byte = u8::try_from(point).ok().filter(u8::is_ascii);
        match byte {
            // A digit or letter at the start could belong to an escape before it.
            Some(byte) if index == 0 && byte.is_ascii_alphanumeric() => out.push_str(&format!("\\x{byte:02x}")),
            Some(byte) if SYNTAX.contains(&byte) => {
                out.push_str("\\");
                out.push_chars(chars.slice(index, index + 1));
            }
            Some(byte @ (b'\t' | b'\n' | 0x0b | 0x0c | b'\r')) => {
                out.push_str(match byte {
                    b'\t' => "\\t",
                    b'\n' => "\\n",
                    0x0b => "\\v",
                    0x0c => "\\f",
                    _ => "\\r",
                });
            }
            _ if must_be_numbered(point) => {
                for unit in chars.slice(index, index + width).iter() {
                    let escaped = if unit < 256 { format!("\\x{unit:02x}") } else { format!("\\u{unit:04x}") };
                    out.push_str(&escaped);
                }
            }
            _ => out.push_chars(chars.slice(index, index + width)),
        }
        index += width;
    }
    out.finish(&mut leaf)
}

/// Punctuation, white space, line ends and lone surrogates stand as numbers.
fn must_be_numbered(point: u32) -> bool {
    u8::try_from(point).is_ok_and(|byte| OTHERS.contains(&byte))
        || (0xD800..0xE000).contains(&point)
        || char::from_u32(point).is_some_and(|c| is_space_char(c) || matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}'))
}
