//! The HTML methods of `String.prototype` (ECMA-262 §B.2.2.2 to §B.2.2.14).

use crate::builtins::Installer;
use crate::builtins::text::buffer::{TextBuffer, chars_of};
use crate::objects::Value;
use crate::vm::{Args, Coerce, JsResult, Leaf, NativeRow};

macro_rules! html_methods {
    ($($clause:literal $function:ident $name:literal $tag:literal $($attribute:literal)?),* $(,)?) => {
        $(fn $function(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
            html(leaf, this, args, $tag, html_methods!(@attribute $($attribute)?))
        })*

        const ROWS: &[NativeRow] = &[$(html_methods!(@row $clause $function $name $tag $($attribute)?)),*];
    };
    (@attribute) => { "" };
    (@attribute $attribute:literal) => { $attribute };
    (@row $clause:literal $function:ident $name:literal $tag:literal) => {
        NativeRow::leaf($name, 0, $function, $clause, concat!("This string inside <", $tag, ">")).coerce(Coerce::StringThis, &[])
    };
    (@row $clause:literal $function:ident $name:literal $tag:literal $attribute:literal) => {
        NativeRow::leaf($name, 1, $function, $clause, concat!("This string inside <", $tag, " ", $attribute, "=…>"))
            .coerce(Coerce::StringThis, &[Coerce::String])
    };
}

html_methods! {
    "§B.2.2.2" anchor "anchor" "a" "name",
    "§B.2.2.3" big "big" "big",
    "§B.2.2.4" blink "blink" "blink",
    "§B.2.2.5" bold "bold" "b",
    "§B.2.2.6" fixed "fixed" "tt",
    "§B.2.2.7" fontcolor "fontcolor" "font" "color",
    "§B.2.2.8" fontsize "fontsize" "font" "size",
    "§B.2.2.9" italics "italics" "i",
    "§B.2.2.10" link "link" "a" "href",
    "§B.2.2.11" small "small" "small",
    "§B.2.2.12" strike "strike" "strike",
    "§B.2.2.13" sub "sub" "sub",
    "§B.2.2.14" sup "sup" "sup",
}

/// Adds the methods to the prototype.
pub(crate) fn install(installer: &mut Installer, proto: Value) {
    installer.methods(proto, ROWS);
}

/// CreateHTML (ECMA-262 §B.2.2.2.1)
fn html(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>, tag: &str, attribute: &str) -> JsResult {
    let mut text = TextBuffer::new();
    text.push_str("<");
    text.push_str(tag);
    if !attribute.is_empty() {
        text.push_str(" ");
        text.push_str(attribute);
        text.push_str("=\"");
        for unit in chars_of(leaf, args.get(0)).iter() {
            if unit == u16::from(b'"') {
                text.push_str("&quot;");
            } else {
                text.push(unit);
            }
        }
        text.push_str("\"");
    }
    text.push_str(">");
    text.push_chars(chars_of(leaf, this));
    text.push_str("</");
    text.push_str(tag);
    text.push_str(">");
    text.finish(leaf)
}
