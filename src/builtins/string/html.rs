//! The HTML methods of `String.prototype` (ECMAScript B.2.2.2 to B.2.2.14).

use crate::builtins::Installer;
use crate::builtins::text::buffer::{TextBuffer, chars_of};
use crate::objects::Value;
use crate::vm::{Args, Coerce, JsResult, Leaf, NativeRow};

macro_rules! html_methods {
    ($($function:ident $name:literal $tag:literal $($attribute:literal)?),* $(,)?) => {
        $(fn $function(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
            html(leaf, this, args, $tag, html_methods!(@attribute $($attribute)?))
        })*

        const ROWS: &[NativeRow] = &[$(html_methods!(@row $function $name $tag $($attribute)?)),*];
    };
    (@attribute) => { "" };
    (@attribute $attribute:literal) => { $attribute };
    (@row $function:ident $name:literal $tag:literal) => {
        NativeRow::leaf($name, 0, $function, concat!("This string inside <", $tag, ">")).coerce(Coerce::StringThis, &[])
    };
    (@row $function:ident $name:literal $tag:literal $attribute:literal) => {
        NativeRow::leaf($name, 1, $function, concat!("This string inside <", $tag, " ", $attribute, "=…>"))
            .coerce(Coerce::StringThis, &[Coerce::String])
    };
}

html_methods! {
    anchor "anchor" "a" "name",
    big "big" "big",
    blink "blink" "blink",
    bold "bold" "b",
    fixed "fixed" "tt",
    fontcolor "fontcolor" "font" "color",
    fontsize "fontsize" "font" "size",
    italics "italics" "i",
    link "link" "a" "href",
    small "small" "small",
    strike "strike" "strike",
    sub "sub" "sub",
    sup "sup" "sup",
}

/// Adds the methods to the prototype.
pub(crate) fn install(installer: &mut Installer, proto: Value) {
    installer.methods(proto, ROWS);
}

/// CreateHTML (ECMAScript B.2.2.2.1)
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
