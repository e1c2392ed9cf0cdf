//! `performance.nodeTiming` and `performance.eventLoopUtilization`: what the runtime knows of its
//! own time (Node's lib/internal/perf/nodetiming.js and event_loop_utilization.js).
//!
//! The engine stands before the clock starts, so that `nodeStart`, `v8Start` and `environment` are
//! zero.

use super::class::{class, inspected};
use super::user_timing::now;
use crate::builtins::Installer;
use crate::event_loop::EventLoop;
use crate::host::node::class::{accessor, install_inspection};
use crate::objects::{Gc, Object, Value, attributes};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted};

const TIMING: NativeRow =
    NativeRow::cx("PerformanceNodeTiming", 0, super::class::illegal, "Node perf_hooks", "The runtime's milestones.");

const GETTERS: &[NativeRow] = &[
    NativeRow::cx(
        "duration",
        0,
        |cx| Ok(Value::number(now(cx))),
        "Node perf_hooks",
        "Milliseconds since the program's start.",
    ),
    NativeRow::cx("nodeStart", 0, |cx| get(cx, "nodeStart"), "Node perf_hooks", "The start."),
    NativeRow::cx("v8Start", 0, |cx| get(cx, "v8Start"), "Node perf_hooks", "The start."),
    NativeRow::cx("environment", 0, |cx| get(cx, "environment"), "Node perf_hooks", "The start."),
    NativeRow::cx(
        "loopStart",
        0,
        |cx| get(cx, "loopStart"),
        "Node perf_hooks",
        "When the event loop began to turn, -1 before.",
    ),
    NativeRow::cx(
        "loopExit",
        0,
        |cx| get(cx, "loopExit"),
        "Node perf_hooks",
        "When it had nothing left to do, -1 before.",
    ),
    NativeRow::cx(
        "bootstrapComplete",
        0,
        |cx| get(cx, "bootstrapComplete"),
        "Node perf_hooks",
        "When the first script could run.",
    ),
    NativeRow::cx(
        "idleTime",
        0,
        |cx| Ok(Value::number(idle(cx))),
        "Node perf_hooks",
        "Milliseconds that the event loop has waited.",
    ),
];

/// What `toJSON` shows, in its order.
const SHOWN: [&str; 11] = [
    "name",
    "entryType",
    "startTime",
    "duration",
    "nodeStart",
    "v8Start",
    "bootstrapComplete",
    "environment",
    "loopStart",
    "loopExit",
    "idleTime",
];

/// Makes `performance.nodeTiming`.
pub(super) fn make(installer: &mut Installer<'_>) -> Value {
    let (_, prototype) =
        class(installer, &TIMING, Intrinsic::PerformanceEntryPrototype, Intrinsic::PerformanceNodeTimingPrototype);
    installer
        .methods(prototype, &[NativeRow::cx("toJSON", 0, to_json, "Node perf_hooks", "Its values as a plain object.")]);
    install_inspection(installer, prototype, inspect_timing);
    let timing = installer.vm.space.new_object_with_proto(prototype).value();
    let node = installer.vm.space.intern("node").value();
    let fixed = attributes::ENUMERABLE | attributes::CONFIGURABLE;
    for (name, value) in [("name", node), ("entryType", node), ("startTime", Value::int(0))] {
        installer.value(timing, name, value, fixed);
    }
    for row in GETTERS {
        accessor(installer, timing, row, None);
    }
    timing
}

/// Whether a name is that of a milestone, which no mark may have.
pub(super) fn is_milestone(name: &str) -> bool {
    matches!(name, "nodeStart" | "v8Start" | "environment" | "loopStart" | "loopExit" | "bootstrapComplete")
}

/// The time of a milestone in milliseconds, -1 when it is still to come.
pub(super) fn milestone(state: &EventLoop, name: &str) -> Option<f64> {
    let millis = |time: Option<std::time::Duration>| time.map_or(-1.0, |time| time.as_nanos() as f64 / 1e6);
    Some(match name {
        "nodeStart" | "v8Start" | "environment" => 0.0,
        "bootstrapComplete" => millis(state.milestones.ready),
        "loopStart" => millis(state.milestones.loop_start),
        "loopExit" => millis(state.milestones.loop_exit),
        _ => return None,
    })
}

fn get(cx: &mut Cx<'_>, name: &str) -> JsResult {
    Ok(Value::number(milestone(cx.state::<EventLoop>(), name).unwrap_or(-1.0)))
}

fn idle(cx: &mut Cx<'_>) -> f64 {
    cx.state::<EventLoop>().milestones.idle.as_nanos() as f64 / 1e6
}

fn to_json(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let shown = cx.leaf().new_plain_object().value();
    let shown = cx.root(shown);
    for name in SHOWN {
        let key = cx.key(name);
        let value = cx.get(this, key)?;
        cx.create_data_property(shown, key, value)?;
    }
    Ok(*shown)
}

fn inspect_timing(cx: &mut Cx<'_>) -> JsResult {
    let key = cx.key("toJSON");
    let this = cx.this();
    let shown = cx.invoke(this, key, &[])?;
    inspected(cx, TIMING.name, shown)
}

/// `performance.eventLoopUtilization(utilization1, utilization2)`: the share of its time that the
/// loop did not wait; since `utilization1`, or between the two.
pub(super) fn utilization(cx: &mut Cx<'_>) -> JsResult {
    let (first, second) = (cx.arg(0), cx.arg(1));
    let state = cx.state::<EventLoop>();
    let Some(start) = state.milestones.loop_start else { return Ok(answer(cx, 0.0, 0.0, 0.0)) };
    if crate::vm::Vm::truthy(*second) {
        let idle = number(cx, first, "idle")? - number(cx, second, "idle")?;
        let active = number(cx, first, "active")? - number(cx, second, "active")?;
        return Ok(answer(cx, idle, active, active / (idle + active)));
    }
    let (now, waited) = (now(cx), idle(cx));
    let active = now - start.as_nanos() as f64 / 1e6 - waited;
    if !crate::vm::Vm::truthy(*first) {
        return Ok(answer(cx, waited, active, active / (waited + active)));
    }
    let (idle, active) = (waited - number(cx, first, "idle")?, active - number(cx, first, "active")?);
    Ok(answer(cx, idle, active, active / (idle + active)))
}

fn number(cx: &mut Cx<'_>, from: Rooted, name: &str) -> JsResult<f64> {
    let value = cx.get_str(from, name)?;
    cx.to_number(value)
}

fn answer(cx: &mut Cx<'_>, idle: f64, active: f64, utilization: f64) -> Value {
    let mut leaf = cx.leaf();
    let object: Gc<Object> = leaf.new_plain_object();
    for (name, number) in [("idle", idle), ("active", active), ("utilization", utilization)] {
        let key = leaf.key(name);
        leaf.put_named(object, key, Value::number(number), attributes::ALL);
    }
    object.value()
}
