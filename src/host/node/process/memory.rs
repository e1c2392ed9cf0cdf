//! What the program's memory is: `process.memoryUsage()` with Node's five figures, the global
//! `memoryUsage()` with the value stack beside them, and `gc()`.
//!
//! Invariant: the object that carries the figures is made before they are read, so that they
//! include it.

use crate::builtins::Installer;
use crate::heap::{GcReason, rss};
use crate::objects::{Gc, Key, Object, Value, attributes};
use crate::vm::{Args, Cx, JsResult, Leaf, NativeRow};

const NODE_FIGURES: [&str; 5] = ["rss", "heapTotal", "heapUsed", "external", "arrayBuffers"];
const STACK_FIGURES: [&str; 2] = ["stackUsed", "stackTotal"];

pub(super) fn install_usage(installer: &mut Installer<'_>, process: Value) {
    let row = NativeRow::leaf(
        "memoryUsage",
        0,
        node_usage,
        "Node process",
        "The program's memory in bytes, as Node gives it.",
    );
    let usage = installer.function(&row).value();
    let row = NativeRow::leaf(
        "rss",
        0,
        |leaf, _, _| Ok(Value::length(resident(leaf))),
        "Node process",
        "Resident bytes of the process.",
    );
    let resident = installer.function(&row).value();
    installer.value(usage, "rss", resident, attributes::ALL);
    installer.value(process, "memoryUsage", usage, attributes::ALL);
}

/// Resident bytes of the process; in a deterministic run what the heap and its cells take.
fn resident(leaf: &Leaf<'_>) -> usize {
    let vm = leaf.vm_ref();
    let stats = vm.space.heap.stats();
    if vm.hooks.deterministic { stats.heap_total + stats.external } else { rss::resident_bytes() }
}

/// What `v8` is given.
pub const ROWS: &[NativeRow] = &[NativeRow::leaf(
    "limit",
    0,
    |leaf, _, _| Ok(Value::length(leaf.vm_ref().space.heap.stats().limit)),
    "Node v8",
    "Bytes that the heap may hold.",
)];

/// Installs the globals `memoryUsage` and `gc`.
pub fn install(installer: &mut Installer<'_>) {
    let rows = [
        NativeRow::leaf(
            "memoryUsage",
            0,
            full_usage,
            "Glassheap README",
            "The program's memory in bytes: Node's figures and the value stack.",
        ),
        NativeRow::cx("gc", 0, collect, "Node --expose-gc", "Collects all garbage now."),
    ];
    for row in &rows {
        let function = installer.function(row).value();
        installer.global(row.name, function);
    }
}

/// The figures in the order of the names above.
fn figures(leaf: &Leaf<'_>) -> [usize; 7] {
    let vm = leaf.vm_ref();
    let stats = vm.space.heap.stats();
    let resident = resident(leaf);
    [
        resident,
        stats.heap_total,
        stats.heap_used,
        stats.external,
        stats.array_buffers,
        vm.stack_used(),
        vm.stack.bytes(),
    ]
}

fn usage(leaf: &mut Leaf<'_>, names: &[&str]) -> Value {
    let object = leaf.new_plain_object();
    let keys: Vec<Key> = names.iter().map(|name| leaf.key(name)).collect();
    for &key in &keys {
        leaf.put_named(object, key, Value::ZERO, attributes::ALL);
    }
    let figures = figures(leaf);
    for (&key, figure) in keys.iter().zip(figures) {
        write(leaf, object, key, Value::length(figure));
    }
    object.value()
}

fn write(leaf: &mut Leaf<'_>, object: Gc<Object>, key: Key, value: Value) {
    leaf.put_named(object, key, value, attributes::ALL);
}

fn node_usage(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    Ok(usage(leaf, &NODE_FIGURES))
}

fn full_usage(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    let names = [NODE_FIGURES.as_slice(), STACK_FIGURES.as_slice()].concat();
    Ok(usage(leaf, &names))
}

fn collect(cx: &mut Cx<'_>) -> JsResult {
    cx.vm().collect_garbage(GcReason::Requested);
    Ok(Value::UNDEFINED)
}
