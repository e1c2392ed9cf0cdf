//! The timeline: the entries that `performance` keeps, in the order of their making, and who
//! observes new ones.
//!
//! Invariants: the entries and the times of marks lie in cells, for a program may make any number
//! of them, and taking the roots of a collection must not take longer for it; an observer is in
//! `observers` while it is connected, and in `pending` while a task is queued that will call it.

use super::entry::{self, EntryType};
use crate::heap::Tracer;
use crate::host::node::process;
use crate::objects::{Gc, JsArray, Kind, MapObject, Space, Value};
use crate::vm::{Cx, HostState, Intrinsic, JsResult, Leaf, Rooted, messages};

/// More entries than this look like a leak (Node's kPerformanceEntryBufferWarnSize).
const WARN_SIZE: u32 = limit!(1_000_000, small = 2);

/// The state of `performance`.
pub(super) struct Timeline {
    /// Arrays of marks and of measures, made with the first.
    marks: Value,
    measures: Value,
    /// A Map from the names of marks to their last times.
    mark_times: Value,
    /// Types for which the program was warned of too many entries.
    warned: i32,
    /// Whether it was warned of deprecated accessors.
    pub warned_of_accessors: bool,
    /// The connected observers.
    pub observers: Vec<Value>,
    /// Those whose callbacks are to be called.
    pub pending: Vec<Value>,
    /// Whether the task that calls them is queued.
    pub is_queued: bool,
    /// What `PerformanceObserver.supportedEntryTypes` gives.
    pub supported_types: Value,
    /// The module object, once somebody asked for it.
    pub module: Value,
}

impl HostState for Timeline {
    fn trace(&self, tracer: &mut Tracer) {
        let fixed = [self.marks, self.measures, self.mark_times, self.supported_types, self.module];
        for value in fixed.iter().chain(&self.observers).chain(&self.pending) {
            tracer.word(value.bits());
        }
    }

    #[cfg(feature = "cli")]
    fn holders(&self, visit: &mut dyn FnMut(&'static str, Value)) {
        visit("performance.mark", self.marks);
        visit("performance.measure", self.measures);
        self.observers.iter().for_each(|&observer| visit("PerformanceObserver", observer));
    }
}

impl Timeline {
    /// Without entries and observers.
    pub fn new() -> Timeline {
        Timeline {
            marks: Value::UNDEFINED,
            measures: Value::UNDEFINED,
            mark_times: Value::UNDEFINED,
            warned: 0,
            warned_of_accessors: false,
            observers: Vec::new(),
            pending: Vec::new(),
            is_queued: false,
            supported_types: Value::UNDEFINED,
            module: Value::UNDEFINED,
        }
    }

    fn buffer(&mut self, of: EntryType) -> Option<&mut Value> {
        match of {
            EntryType::Gc => None,
            EntryType::Mark => Some(&mut self.marks),
            EntryType::Measure => Some(&mut self.measures),
        }
    }
}

/// Keeps an entry, and warns of a leak when there are very many.
pub(super) fn keep(cx: &mut Cx<'_>, entry: Rooted, of: EntryType) -> JsResult<()> {
    let mut leaf = cx.leaf();
    let Some(buffer) = leaf.state::<Timeline>().buffer(of).map(|buffer| *buffer) else { return Ok(()) };
    let array = match Gc::<JsArray>::from_value(buffer) {
        Some(array) => array,
        None => replace(&mut leaf, of, &[]),
    };
    leaf.array_push(array, *entry);
    let count = array.length();
    let state = leaf.state::<Timeline>();
    if count <= WARN_SIZE || state.warned & of.bit() != 0 {
        return Ok(());
    }
    state.warned |= of.bit();
    let clear = if of == EntryType::Mark { "clearMarks" } else { "clearMeasures" };
    let message = format!(
        "Possible perf_hooks memory leak detected. {count} {} entries added to the global performance entry buffer. Use \
         performance.{clear} to clear the buffer.",
        of.name()
    );
    process::emit_warning(cx, "MaxPerformanceEntryBufferExceededWarning", &message)
}

fn replace(leaf: &mut Leaf<'_>, of: EntryType, entries: &[Value]) -> Gc<JsArray> {
    let array = leaf.new_array_from(entries);
    if let Some(buffer) = leaf.state::<Timeline>().buffer(of) {
        *buffer = array.value();
    }
    array
}

/// Drops the entries of a type: those of a name, or all.
pub(super) fn clear(leaf: &mut Leaf<'_>, of: EntryType, name: Option<Value>) {
    let mut entries = Vec::new();
    if let Some(name) = name {
        entries = kept(leaf, of);
        entries.retain(|&entry| !leaf.strict_equal(entry::name_of(entry), name));
    }
    replace(leaf, of, &entries);
}

fn kept(leaf: &mut Leaf<'_>, of: EntryType) -> Vec<Value> {
    let buffer = leaf.state::<Timeline>().buffer(of).map_or(Value::UNDEFINED, |buffer| *buffer);
    elements(buffer)
}

/// The values of an array that no script has changed.
pub(super) fn elements(array: Value) -> Vec<Value> {
    let Some(array) = Gc::<JsArray>::from_value(array) else { return Vec::new() };
    let words = array.dense().map_or(Vec::new(), |words| words.slots().iter().map(|slot| slot.get()).collect());
    words.into_iter().take(array.length() as usize).collect()
}

/// The kept entries of a type and a name, or of all, by their starts.
pub(super) fn entries(leaf: &mut Leaf<'_>, name: Option<Value>, of: Option<EntryType>) -> Vec<Value> {
    let mut found = Vec::new();
    for kept_type in [EntryType::Mark, EntryType::Measure] {
        if of.is_none_or(|of| of == kept_type) {
            found.append(&mut kept(leaf, kept_type));
        }
    }
    if let Some(name) = name {
        found.retain(|&entry| leaf.strict_equal(entry::name_of(entry), name));
    }
    sort(&mut found);
    found
}

/// Sorts entries by their starts; those of the same start keep their order.
pub(super) fn sort(entries: &mut [Value]) {
    entries.sort_by(|a, b| entry::start_of(*a).total_cmp(&entry::start_of(*b)));
}

/// Remembers the time of a mark.
pub(super) fn set_mark_time(cx: &mut Cx<'_>, name: Rooted, time: f64) -> JsResult<()> {
    let shape = cx.shape(Intrinsic::MapPrototype);
    let mut leaf = cx.leaf();
    let map = match mark_times(&mut leaf) {
        Some(map) => map,
        None => {
            let map = leaf.new_map(Kind::Map, shape);
            leaf.state::<Timeline>().mark_times = map.value();
            map
        }
    };
    if leaf.map_set(map, *name, Value::number(time)) {
        Ok(())
    } else {
        Err(cx.range_error(messages::maximum_size("Map")))
    }
}

fn mark_times(leaf: &mut Leaf<'_>) -> Option<Gc<MapObject>> {
    Gc::from_value(leaf.state::<Timeline>().mark_times)
}

/// The time of the last mark of a name.
pub(super) fn mark_time(leaf: &mut Leaf<'_>, name: Value) -> Option<f64> {
    let map = mark_times(leaf)?;
    leaf.map_get(map, name)?.as_number()
}

/// Forgets the time of a mark, or all times.
pub(super) fn forget_mark_times(leaf: &mut Leaf<'_>, name: Option<Value>) {
    let Some(map) = mark_times(leaf) else { return };
    let space: &mut Space = leaf;
    match name {
        Some(name) => _ = space.map_delete(map, name),
        None => space.map_clear(map),
    }
}
