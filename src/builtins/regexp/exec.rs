//! Running regular expressions: RegExpBuiltinExec and RegExpExec (ECMA-262 §22.2.7.1), `lastIndex`,
//! the match array, and the check that scripts have left `RegExp.prototype` as it was, on which the
//! quick paths rest.
//!
//! Invariant: `lastIndex` is the first property that a RegExp object gets and cannot be deleted, so
//! it is slot 0 of its `Slots` cell.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::state::{RegExpState, searching};
use crate::builtins::shared::support::incompatible_leaf;
use crate::builtins::text::buffer::string_of;
use crate::objects::object::storage::Slots;
use crate::objects::{Brand, Chars, Gc, Host, JsString, Key, Kind, Object, Shape, Space, Value, attributes};
use crate::regexp::{Program, RegExpFlags, Spans};
use crate::vm::{Cx, Intrinsic, JsResult, Leaf, Rooted, Throw};

/// Internal slots of a RegExp object.
pub(super) const SOURCE: usize = 0;
/// Flags as a number.
pub(super) const FLAGS: usize = 1;

/// The cell with the program, which RegExps of the same pattern share; `compile` replaces it.
pub(super) const PROGRAM: usize = 2;

/// A property of RegExp.prototype or RegExp as it was installed.
pub(super) struct Pristine {
    object: Gc<Object>,
    inline: u32,
    slot: u32,
    /// What it held.
    pub value: Value,
}

impl Pristine {
    /// Notes what `object` holds under `key` now.
    pub(super) fn note(space: &mut Space, object: Gc<Object>, key: Key) -> Option<Pristine> {
        let shape = space.make_unique(object);
        let slot = shape.lookup(key)?.slot;
        let value = object.slot(shape, slot).1.get();
        Some(Pristine { object, inline: shape.inline_slots(), slot, value })
    }

    fn holds(&self) -> bool {
        let now = match self.slot.checked_sub(self.inline) {
            None => self.object.inline_slot(self.slot as usize).get(),
            Some(outside) => Gc::<Slots>::from_value(self.object.slots.get())
                .map_or(Value::HOLE, |words| words.get(outside as usize)),
        };
        now == self.value
    }
}

/// The flags of a RegExp object.
pub(super) fn flags_of(host: Gc<Host>) -> RegExpFlags {
    RegExpFlags::from_bits(host.get(FLAGS).as_int().unwrap_or(0))
}

/// The program of a RegExp object.
pub(super) fn program_of(host: Gc<Host>) -> Option<Rc<Program>> {
    program_here(host).cloned()
}

/// The same for a leaf section: until the next script code runs.
fn program_here<'a>(host: Gc<Host>) -> Option<&'a Rc<Program>> {
    Gc::<Host>::from_value(host.get(PROGRAM))?.data()
}

/// The cell of a program, which accounts for its `bytes`.
pub(super) fn program_cell(leaf: &mut Leaf<'_>, program: Program, bytes: usize) -> Value {
    let shape = leaf.root_shape(Value::NULL, 0);
    leaf.new_host_with_data(Brand::RegExpProgram, shape, &[], Box::new(Rc::new(program)), bytes).value()
}

/// A RegExp object of `shape`, which has no properties yet.
pub(super) fn allocate(
    leaf: &mut Leaf<'_>,
    shape: Gc<Shape>,
    source: Value,
    flags: RegExpFlags,
    program: Value,
) -> Value {
    let host = leaf.new_host(Brand::RegExp, shape, &[source, Value::int(flags.bits()), program]);
    let key = leaf.names.last_index;
    leaf.add_named(host.object(), key, Value::ZERO, attributes::WRITABLE);
    host.value()
}

/// A RegExp object as literals make it.
pub(super) fn allocate_plain(leaf: &mut Leaf<'_>, source: Value, flags: RegExpFlags, program: Value) -> Value {
    let base = leaf.shape(Intrinsic::RegExpPrototype);
    match leaf.state::<RegExpState>().plain_shape_of(base) {
        Some(shape) => allocate_with_room(leaf, shape, source, flags, program),
        None => allocate(leaf, base, source, flags, program),
    }
}

/// A RegExp object of a shape that `plain_shape_of` gave.
#[inline]
pub(super) fn allocate_with_room(
    leaf: &mut Leaf<'_>,
    shape: Gc<Shape>,
    source: Value,
    flags: RegExpFlags,
    program: Value,
) -> Value {
    let host = leaf.new_host(Brand::RegExp, shape, &[source, Value::int(flags.bits()), program]);
    let words = leaf.new_slots_from(Kind::Slots, &[Value::ZERO]);
    host.object().slots.init(words.value());
    host.value()
}

/// How much of what `RegExpState::pristine` lists an operation goes by: the method `exec`,
pub(super) const EXEC: usize = 1;
/// the getters of flags, too,
pub(super) const FLAG_GETTERS: usize = 10;
/// or also the class of what it makes.
pub(crate) const SPECIES: usize = 12;

/// The RegExp that `value` is, when neither it nor what the operation reads of RegExp.prototype and
/// RegExp differs from how it was made, and `lastIndex` is an int32.
pub(super) fn pristine(leaf: &mut Leaf<'_>, value: Value, extent: usize) -> Option<Gc<Host>> {
    let host = Host::of(value, Brand::RegExp)?;
    let state = leaf.state::<RegExpState>();
    if host.object().shape_id() != state.plain_shape || !state.pristine.iter().take(extent).all(Pristine::holds) {
        return None;
    }
    last_index_slot(host).is_int().then_some(host)
}

fn last_index_words(host: Gc<Host>) -> Gc<Slots> {
    Gc::from_cell(host.object().slots.get().cell_unchecked())
}

/// The value of `lastIndex`.
pub(super) fn last_index_slot(host: Gc<Host>) -> Value {
    last_index_words(host).get(0)
}

/// Sets `lastIndex` of a RegExp of the plain shape.
pub(super) fn store_last_index(leaf: &mut Leaf<'_>, host: Gc<Host>, index: usize) {
    let words = last_index_words(host);
    leaf.store(words.cell(), &words.slots()[0], Value::length(index));
}

fn set_last_index(cx: &mut Cx<'_>, host: Gc<Host>, index: usize) -> JsResult<()> {
    let mut leaf = cx.leaf();
    let key = leaf.names.last_index;
    let writable = leaf.get_named(host.object(), key).is_some_and(|found| found.attributes & attributes::WRITABLE != 0);
    if !writable {
        return Err(cx.type_error("Cannot assign to read only property 'lastIndex' of object '[object RegExp]'"));
    }
    store_last_index(&mut leaf, host, index);
    Ok(())
}

/// Matches from `start` on, sticky or searching, without a look at `lastIndex`.
pub(crate) fn run(
    leaf: &mut Leaf<'_>,
    program: &Program,
    string: Gc<JsString>,
    start: usize,
    sticky: bool,
) -> JsResult<Option<Spans>> {
    let chars = leaf.chars(string);
    let start = if program.is_unicode() { step_back(chars, start) } else { start };
    let state = leaf.state::<RegExpState>();
    let mut spans = std::mem::take(&mut state.spare);
    spans.clear();
    if searching(leaf, |state| state.search(program, string, chars, (start, sticky), &mut spans))? {
        return Ok(Some(spans));
    }
    leaf.state::<RegExpState>().spare = spans;
    Ok(None)
}

/// In the middle of a surrogate pair, matching by code points starts at the pair.
fn step_back(chars: Chars<'_>, start: usize) -> usize {
    let inside = start > 0 && start < chars.len() && chars.code_point_at(start - 1).1 == 2;
    if inside { start - 1 } else { start }
}

/// Notes a match for `RegExp.$1` and its like.
pub(super) fn remember(leaf: &mut Leaf<'_>, string: Value, spans: Spans) {
    let state = leaf.state::<RegExpState>();
    state.last_subject = string;
    state.spare = std::mem::replace(&mut state.last_spans, spans);
    debug_assert!(state.spare.capacity() <= 1 << 20, "the spans of one match, not of many");
}

/// RegExpBuiltinExec (ECMA-262 §22.2.7.2) without its array.
pub(super) fn builtin_exec(cx: &mut Cx<'_>, host: Gc<Host>, string: Rooted) -> JsResult<Option<Spans>> {
    let index = last_index_slot(host);
    let index = match index.as_int() {
        Some(index) => index.max(0) as u64,
        None => {
            let index = cx.root(index);
            cx.to_length(index)?
        }
    };
    let Some(program) = program_here(host) else { return Ok(None) };
    let flags = flags_of(host);
    let sticky = flags.has(RegExpFlags::STICKY);
    let moves = sticky || flags.has(RegExpFlags::GLOBAL);
    let start = if moves { index } else { 0 };
    let subject = string_of(*string);
    let found = if start > subject.len() as u64 {
        None
    } else {
        run(&mut cx.leaf(), program, subject, start as usize, sticky)?
    };
    if moves {
        let end = found.as_ref().and_then(|spans| spans[0]).map_or(0, |(_, end)| end);
        set_last_index(cx, host, end)?;
    }
    Ok(found)
}

/// Whether a RegExp that does not go by `lastIndex` matches; `None` for others.
pub(super) fn test_from_start(leaf: &mut Leaf<'_>, host: Gc<Host>, string: Gc<JsString>) -> Option<JsResult<bool>> {
    let flags = flags_of(host);
    if flags.has(RegExpFlags::STICKY) || flags.has(RegExpFlags::GLOBAL) {
        return None;
    }
    let program = program_here(host)?;
    let chars = leaf.chars(string);
    Some(searching(leaf, |state| state.search_and_remember(program, string, chars)))
}

/// A capture as a string, or undefined.
pub(crate) fn capture(leaf: &mut Leaf<'_>, string: Gc<JsString>, span: Option<(usize, usize)>) -> Value {
    match span {
        Some((from, to)) => leaf.substring(string, from, to).value(),
        None => Value::UNDEFINED,
    }
}

/// `groups`: an object without prototype, or undefined when the pattern names no group.
pub(super) fn groups_object(leaf: &mut Leaf<'_>, program: &Program, values: &[Value]) -> Value {
    if program.names.is_empty() {
        return Value::UNDEFINED;
    }
    let shape = leaf.root_shape(Value::NULL, program.names.len().min(16) as u32);
    let groups = leaf.new_object(shape);
    let mut seen = FxHashSet::default();
    for (name, capture) in &program.names {
        let name = leaf.new_utf16(name);
        let key = leaf.string_key(name);
        // Of several groups of a name at most one has matched.
        if program.shares_names && !seen.insert(key) && values[*capture].is_undefined() {
            continue;
        }
        leaf.put_named(groups, key, values[*capture], attributes::ALL);
    }
    groups.value()
}

/// The shape of match arrays: `index`, `input`, `groups`.
fn match_shape(leaf: &mut Leaf<'_>) -> Gc<Shape> {
    if let Some(shape) = Gc::<Shape>::from_value(leaf.state::<RegExpState>().match_shape) {
        return shape;
    }
    let names = &leaf.names;
    let properties = [names.index, names.input, names.groups].map(|key| (key, attributes::ALL));
    let root = leaf.roots.array_shape;
    let shape = leaf.fixed_shape(root, &properties);
    leaf.state::<RegExpState>().match_shape = shape.value();
    shape
}

/// The array that `exec` gives.
pub(super) fn match_array(
    leaf: &mut Leaf<'_>,
    program: &Program,
    string: Gc<JsString>,
    spans: &Spans,
    has_indices: bool,
) -> Value {
    let values: Vec<Value> = spans.iter().map(|&span| capture(leaf, string, span)).collect();
    let groups = groups_object(leaf, program, &values);
    let array = leaf.new_array_from(&values);
    let index = spans[0].map_or(0, |(from, _)| from);
    let properties = [Value::length(index), string.value(), groups];
    let words = leaf.new_slots_from(Kind::Slots, &properties);
    array.object().slots.init(words.value());
    let shape = match_shape(leaf);
    leaf.set_shape(array.object(), shape);
    if has_indices {
        let indices = indices_array(leaf, program, spans);
        let key = leaf.names.indices;
        leaf.put_named(array.object(), key, indices, attributes::ALL);
    }
    array.value()
}

/// MakeMatchIndicesIndexPairArray (ECMA-262 §22.2.7.8)
fn indices_array(leaf: &mut Leaf<'_>, program: &Program, spans: &Spans) -> Value {
    let mut pairs = Vec::with_capacity(spans.len());
    for &span in spans {
        pairs.push(match span {
            Some((from, to)) => leaf.new_array_from(&[Value::length(from), Value::length(to)]).value(),
            None => Value::UNDEFINED,
        });
    }
    let groups = groups_object(leaf, program, &pairs);
    let array = leaf.new_array_from(&pairs);
    let key = leaf.names.groups;
    leaf.put_named(array.object(), key, groups, attributes::ALL);
    array.value()
}

/// `RegExp.prototype.exec` on a RegExp: the array or null.
pub(super) fn exec_array(cx: &mut Cx<'_>, host: Gc<Host>, string: Rooted) -> JsResult<Rooted> {
    let Some(spans) = builtin_exec(cx, host, string)? else { return Ok(Rooted::NULL) };
    let Some(program) = program_here(host) else { return Ok(Rooted::NULL) };
    let mut leaf = cx.leaf();
    let has_indices = flags_of(host).has(RegExpFlags::HAS_INDICES);
    let array = match_array(&mut leaf, program, string_of(*string), &spans, has_indices);
    remember(&mut leaf, *string, spans);
    Ok(cx.root(array))
}

/// "Method RegExp.prototype.x called on incompatible receiver y"
pub(crate) fn incompatible(cx: &mut Cx<'_>, method: &str, value: Rooted) -> Throw {
    incompatible_leaf(&mut cx.leaf(), *value, format_args!("RegExp.prototype.{method}"))
}

/// RegExpExec (ECMA-262 §22.2.7.1): an object or null.
pub(crate) fn regexp_exec(cx: &mut Cx<'_>, regexp: Rooted, string: Rooted) -> JsResult<Rooted> {
    if let Some(host) = pristine(&mut cx.leaf(), *regexp, EXEC) {
        return exec_array(cx, host, string);
    }
    let key = cx.leaf().names.exec;
    let exec = cx.get(regexp, key)?;
    if exec.is_callable() && *exec != cx.intrinsic(Intrinsic::RegExpExec) {
        let result = cx.call(exec, regexp, &[string])?;
        if !result.is_object() && !result.is_null() {
            return Err(cx.type_error("RegExp exec method returned something other than an Object or null"));
        }
        return Ok(result);
    }
    match Host::of(*regexp, Brand::RegExp) {
        Some(host) => exec_array(cx, host, string),
        None => Err(incompatible(cx, "exec", regexp)),
    }
}

/// AdvanceStringIndex (ECMA-262 §22.2.7.3)
pub(super) fn advance(chars: Chars<'_>, index: u64, unicode: bool) -> u64 {
    if unicode && index < chars.len() as u64 { index + chars.code_point_at(index as usize).1 as u64 } else { index + 1 }
}
