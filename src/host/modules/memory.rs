//! What `glass:memory` (`lib/glass_memory.js`) is given of the machine: looks at a function's runs,
//! and questions to the heap. What is found goes out as JSON text.
//!
//! Invariant: what is asked about is held by nothing here: it comes as a WeakRef, or is left out of
//! the walk.

use serde_json::{Value as Json, json};

use crate::heap::GcReason;
use crate::objects::{Gc, Object, Value, WeakRef};
use crate::profiler::growth::Trend;
use crate::profiler::sites::Sites;
use crate::profiler::words::{path_json, path_lines, suspect_json, suspect_lines};
use crate::profiler::{reach, runs};
use crate::vm::{Cx, JsResult, NativeRow};

/// Suspects that are told.
const SHOWN: usize = 3;

/// The functions.
pub(super) const ROWS: &[NativeRow] = &[
    NativeRow::cx("open", 0, open, "Glassheap memory-tests", "The number of a function that is looked at."),
    NativeRow::cx("close", 1, close, "Glassheap memory-tests", "It is looked at no more."),
    NativeRow::cx("look", 1, look, "Glassheap memory-tests", "Notes what the heap holds."),
    NativeRow::cx("track", 1, track, "Glassheap memory-tests", "Notes it by line from now on."),
    NativeRow::cx("verdict", 3, verdict, "Glassheap memory-tests", "0: settled; 1: grows; 2: unclear. Bytes a run."),
    NativeRow::cx("suspects", 2, suspects, "Glassheap memory-tests", "What grew."),
    NativeRow::cx("label", 1, label, "Glassheap memory-tests", "The number of a label."),
    NativeRow::cx("collect", 0, collect, "Glassheap memory-tests", "Collects all garbage now."),
    NativeRow::cx("path", 1, path, "Glassheap memory-tests", "What keeps a value."),
    NativeRow::cx("pathOfTarget", 1, path_of_target, "Glassheap memory-tests", "What keeps a WeakRef's target."),
    NativeRow::cx("count", 2, count, "Glassheap memory-tests", "Objects with this prototype."),
    NativeRow::cx("retained", 1, retained, "Glassheap memory-tests", "What a value keeps alive."),
    NativeRow::cx("heap", 0, heap, "Glassheap memory-tests", "What the heap holds."),
];

fn open(cx: &mut Cx<'_>) -> JsResult {
    Ok(Value::number(runs::open(cx.vm()).into()))
}

fn number(cx: &mut Cx<'_>) -> JsResult<u32> {
    cx.to_uint32(cx.arg(0))
}

fn close(cx: &mut Cx<'_>) -> JsResult {
    let id = number(cx)?;
    runs::close(cx.vm(), id);
    Ok(Value::UNDEFINED)
}

fn look(cx: &mut Cx<'_>) -> JsResult {
    let id = number(cx)?;
    runs::look(cx.vm(), id);
    Ok(Value::UNDEFINED)
}

fn track(cx: &mut Cx<'_>) -> JsResult {
    let id = number(cx)?;
    runs::track(cx.vm(), id);
    Ok(Value::UNDEFINED)
}

fn verdict(cx: &mut Cx<'_>) -> JsResult {
    let (id, tolerance, last) = (number(cx)?, cx.to_number(cx.arg(1))?, *cx.arg(2) == Value::TRUE);
    let verdict = runs::verdict(cx.vm(), id, tolerance, last);
    let trend = match verdict.trend {
        Trend::Settled => 0,
        Trend::Grows => 1,
        Trend::Unclear => 2,
    };
    let (trend, bytes) = (cx.root(Value::int(trend)), cx.root(Value::number(verdict.bytes_per_run)));
    Ok(*cx.array_from(&[trend, bytes]))
}

fn text(cx: &mut Cx<'_>, json: &Json) -> JsResult {
    Ok(*cx.string(&json.to_string()))
}

fn suspects(cx: &mut Cx<'_>) -> JsResult {
    let (id, function) = (number(cx)?, *cx.arg(1));
    let list: Vec<Json> = runs::suspects(cx.vm(), id, function)
        .iter()
        .take(SHOWN)
        .map(|suspect| {
            let mut lines = String::new();
            suspect_lines(&mut lines, suspect);
            let mut json = suspect_json(suspect);
            json["bytesPerRun"] = json!(suspect.bytes_per_minute.round());
            json["text"] = json!(lines);
            json
        })
        .collect();
    text(cx, &Json::Array(list))
}

fn label(cx: &mut Cx<'_>) -> JsResult {
    let name = cx.to_text(cx.arg(0))?;
    cx.vm().use_labels();
    let label = cx.vm().state_ref::<Sites>().map_or(0, |sites| sites.label(&name));
    Ok(Value::number(label.into()))
}

fn collect(cx: &mut Cx<'_>) -> JsResult {
    cx.vm().collect_garbage(GcReason::Requested);
    Ok(Value::UNDEFINED)
}

fn path(cx: &mut Cx<'_>) -> JsResult {
    cx.vm().collect_garbage(GcReason::Requested);
    let value = *cx.arg(0);
    path_to(cx, value)
}

fn path_of_target(cx: &mut Cx<'_>) -> JsResult {
    cx.vm().collect_garbage(GcReason::Requested);
    // The object is not kept for this.
    let target = Gc::<WeakRef>::from_value(*cx.arg(0)).map(|weak| cx.vm().space.weak_target(weak));
    path_to(cx, target.unwrap_or(Value::UNDEFINED))
}

fn path_to(cx: &mut Cx<'_>, value: Value) -> JsResult {
    let path = value.as_cell().and_then(|cell| reach::path_to(cx.vm(), cell));
    let Some(path) = path else { return Ok(Value::NULL) };
    let mut lines = String::new();
    path_lines(&mut lines, &path);
    text(cx, &json!({"path": path_json(&path), "text": lines}))
}

fn count(cx: &mut Cx<'_>) -> JsResult {
    let (prototype, subclasses) = (Gc::<Object>::from_value(*cx.arg(0)), *cx.arg(1) == Value::TRUE);
    cx.vm().collect_garbage(GcReason::Requested);
    let count = prototype.map_or(0, |prototype| reach::instances(cx.vm(), prototype, subclasses));
    Ok(Value::number(count as f64))
}

fn retained(cx: &mut Cx<'_>) -> JsResult {
    cx.vm().collect_garbage(GcReason::Requested);
    let cell = cx.arg(0).as_cell();
    let sum = cell.map_or_else(reach::Sum::default, |cell| reach::retained(cx.vm(), cell));
    Ok(Value::number((sum.bytes + sum.external) as f64))
}

fn heap(cx: &mut Cx<'_>) -> JsResult {
    cx.vm().collect_garbage(GcReason::Requested);
    let sum = reach::whole(cx.vm());
    text(cx, &json!({"bytes": sum.bytes, "external": sum.external, "cells": sum.cells}))
}
