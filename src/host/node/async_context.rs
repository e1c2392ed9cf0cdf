//! What `async_hooks` is given of the machine: the asynchronous context of the code that runs. The
//! VM hands it on with promises, the event loop with ticks and timers.

use crate::objects::Value;
use crate::vm::{Cx, JsResult, NativeRow};

/// The functions.
pub const ROWS: &[NativeRow] = &[
    NativeRow::leaf(
        "getContext",
        0,
        |leaf, _, _| Ok(leaf.vm_ref().async_context),
        "Node async_hooks",
        "What the running code's asynchronous context holds.",
    ),
    NativeRow::cx("setContext", 1, set_context, "Node async_hooks", "Gives the running code another context."),
];

fn set_context(cx: &mut Cx<'_>) -> JsResult {
    let context = *cx.arg(0);
    cx.vm().set_async_context(context);
    Ok(Value::UNDEFINED)
}
