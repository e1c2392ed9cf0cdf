//! The text of values: what `console.log` prints, the same as Node 20's `util.inspect` gives for
//! the same value.
//!
//! Invariants: no getter of a script runs (unless the option asks for it), but
//! `nodejs.util.inspect.custom` methods, `Symbol.toStringTag` and the `name`, `stack` and `message`
//! of errors are read as scripts define them, so inspection can run script code and can throw;
//! nesting is cut at `MAX_LEVELS`, so that no structure exhausts the stack; text beyond `BUDGET`
//! cuts the depth, so that no structure exhausts memory.

mod binary;
mod collections;
mod custom;
mod error;
mod format;
mod function;
mod keys;
mod layout;
mod names;
mod options;
mod primitive;
mod raw;
mod text;

pub use collections::preview;
pub use custom::{custom_key, install};
pub use error::stack_text;
pub use format::format;
pub use keys::{is_own_enumerable, own_property, shown_keys};
pub use names::display_string;
pub use options::{Compact, Options};
#[cfg(all(test, feature = "cli"))]
pub use text::strip_colours;
pub use text::width;

use crate::heap::Tracer;
use crate::objects::Value;
use crate::vm::{Cx, HostState, JsResult, Leaf, Rooted};

/// Levels of nesting after which inspection is broken off: about where Node's stack ends.
const MAX_LEVELS: usize = 1000;
/// Code units on one level of indentation after which nothing deeper is shown.
const BUDGET: usize = 1 << 27;

/// The text of `value`.
pub fn inspect(cx: &mut Cx<'_>, value: Rooted, options: &Options) -> JsResult<String> {
    inspect_with(cx, value, options, None)
}

/// The text of `value`; `user` are further options for custom inspection methods.
pub fn inspect_with(cx: &mut Cx<'_>, value: Rooted, options: &Options, user: Option<Rooted>) -> JsResult<String> {
    let pinned = cx.state::<InspectState>().pinned.len();
    let mut inspector = Inspector {
        options: options.clone(),
        user_options: user,
        indentation: 0,
        current_depth: 0,
        seen: Vec::new(),
        pinned,
        budget: Vec::new(),
    };
    let result = inspector.value(cx, value, 0);
    cx.state::<InspectState>().pinned.truncate(pinned);
    result
}

/// Objects that running inspections found in circles: they keep their number to the end, so they
/// must live to the end.
pub struct InspectState {
    pinned: Vec<Value>,
    /// `util.inspect`
    inspect: Value,
    /// `util.inspect.defaultOptions`; undefined until a program can have changed them, or styles
    /// and colours.
    defaults: Value,
}

impl Default for InspectState {
    fn default() -> InspectState {
        InspectState { pinned: Vec::new(), inspect: Value::UNDEFINED, defaults: Value::UNDEFINED }
    }
}

/// `util.inspect`
pub fn inspect_function(cx: &mut Cx<'_>) -> Rooted {
    let inspect = cx.state::<InspectState>().inspect;
    cx.root(inspect)
}

/// From now on the properties of an object say what [`defaults`] are, and styles may change.
pub fn set_defaults(leaf: &mut Leaf<'_>, options: Value) {
    leaf.state::<InspectState>().defaults = options;
}

/// The options where nothing else is said.
pub fn defaults(cx: &mut Cx<'_>) -> JsResult<Options> {
    let mut options = Options::default();
    let changed = cx.state::<InspectState>().defaults;
    if changed.is_object() {
        let changed = cx.root(changed);
        options.read(cx, changed)?;
    }
    Ok(options)
}

impl HostState for InspectState {
    fn trace(&self, tracer: &mut Tracer) {
        for value in &self.pinned {
            tracer.word(value.bits());
        }
        tracer.word(self.inspect.bits());
        tracer.word(self.defaults.bits());
    }

    fn broken_off(&mut self) {
        self.pinned.clear();
    }
}

/// One inspection.
struct Inspector {
    options: Options,
    user_options: Option<Rooted>,
    /// Columns that lines are indented by.
    indentation: usize,
    /// Depth of the value formatted last.
    current_depth: i64,
    /// The objects around the value being formatted.
    seen: Vec<Rooted>,
    /// Where this inspection's circular objects begin in the state.
    pinned: usize,
    /// Code units written, by indentation.
    budget: Vec<usize>,
}

impl Inspector {
    /// Whether values this deep are only named.
    fn too_deep(&self, recurse: i64) -> bool {
        self.options.depth.is_some_and(|depth| recurse > depth)
    }

    /// Runs `body` with lines indented by `by` more.
    fn indented<T>(&mut self, by: usize, body: impl FnOnce(&mut Self) -> T) -> T {
        self.indentation += by;
        let result = body(self);
        self.indentation -= by;
        result
    }

    /// The number of a circle's object, if it has one.
    fn circle_of(&self, cx: &mut Cx<'_>, value: Rooted) -> Option<usize> {
        let circular = &cx.state::<InspectState>().pinned[self.pinned..];
        circular.iter().position(|&v| v == *value).map(|i| i + 1)
    }

    /// The number of a circle's object, given now if it has none.
    fn number_circle(&self, cx: &mut Cx<'_>, value: Rooted) -> usize {
        if let Some(number) = self.circle_of(cx, value) {
            return number;
        }
        let pinned = &mut cx.state::<InspectState>().pinned;
        pinned.push(*value);
        pinned.len() - self.pinned
    }

    /// Counts text; too much of it ends the descent.
    fn spend(&mut self, units: usize) {
        if self.budget.len() <= self.indentation {
            self.budget.resize(self.indentation + 1, 0);
        }
        self.budget[self.indentation] += units;
        if self.budget[self.indentation] > BUDGET {
            self.options.depth = Some(-1);
        }
    }
}

/// What is left out at the end of a long list.
fn remaining_text(remaining: usize) -> String {
    format!("... {remaining} more item{}", if remaining > 1 { "s" } else { "" })
}
