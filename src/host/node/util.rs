//! What `util` is given of the inspector.

use super::errors;
use super::util_inspect::{custom_key, defaults, format, inspect_function, set_defaults};
use crate::objects::Value;
use crate::vm::{Args, Cx, JsResult, Leaf, NativeRow, Rooted};

/// Functions for `util`.
pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("format", 0, format_native, "Node util", "Values as one text, by the directives of the first."),
    NativeRow::cx("formatWithOptions", 1, format_with_options, "Node util", "The same, with options of inspection."),
    NativeRow::leaf("showStyles", 1, show_styles, "Node util", "Default options and styles may change from now on."),
];

/// What stands beside the functions: `inspect`, and the symbol of inspection methods.
pub fn values(cx: &mut Cx<'_>) -> [(&'static str, Rooted); 2] {
    let inspect = inspect_function(cx);
    let custom = custom_key(cx);
    [("inspect", inspect), ("custom", cx.root(custom.word()))]
}

fn format_native(cx: &mut Cx<'_>) -> JsResult {
    let (args, options) = (cx.args_from(0), defaults(cx)?);
    let text = format(cx, &args, &options)?;
    Ok(*cx.string(&text))
}

fn format_with_options(cx: &mut Cx<'_>) -> JsResult {
    let given = cx.arg(0);
    if !given.is_object() || given.is_callable() {
        return Err(errors::invalid_argument(cx, "inspectOptions", "of type object", given)?);
    }
    let mut options = defaults(cx)?;
    options.read(cx, given)?;
    options.read_palette(cx)?;
    let args = cx.args_from(1);
    let text = format(cx, &args, &options)?;
    Ok(*cx.string(&text))
}

fn show_styles(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    set_defaults(leaf, args.get(0));
    Ok(Value::UNDEFINED)
}
