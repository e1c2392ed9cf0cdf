//! What ports and channels need of the loop and of `structuredClone`: callbacks for messages, what
//! keeps the program running, and copies of objects of classes written in JavaScript.

use super::structured_clone::{Extension, clone_for_message};
use crate::event_loop::EventLoop;
use crate::objects::Value;
use crate::vm::{NativeRow, Vm};

/// The functions of `internal:messaging`.
pub const ROWS: &[NativeRow] = &[
    NativeRow::leaf(
        "later",
        1,
        |leaf, _, args| {
            leaf.state::<EventLoop>().add_message(args.get(0));
            Ok(Value::UNDEFINED)
        },
        "Node worker_threads",
        "Queues a callback that takes messages, and is called again while it gives true.",
    ),
    NativeRow::leaf(
        "ending",
        1,
        |leaf, _, args| {
            leaf.state::<EventLoop>().add_ending(args.get(0));
            Ok(Value::UNDEFINED)
        },
        "Node worker_threads",
        "Queues a callback for the end of the turn.",
    ),
    NativeRow::leaf(
        "hold",
        1,
        |leaf, _, args| {
            leaf.state::<EventLoop>().hold(Vm::truthy(args.get(0)));
            Ok(Value::UNDEFINED)
        },
        "Node worker_threads",
        "Begins, or ceases, to keep the program running.",
    ),
    NativeRow::cx("clone", 3, clone_for_message, "WHATWG HTML structured data", "The copy that a message carries."),
    NativeRow::cx(
        "extend",
        1,
        |cx| {
            let hooks = *cx.arg(0);
            if cx.vm().state_ref::<Extension>().is_none() {
                cx.vm().add_state(Extension { hooks });
            }
            Ok(Value::UNDEFINED)
        },
        "WHATWG HTML structured data",
        "Who copies and transfers objects of classes written in JavaScript.",
    ),
];
