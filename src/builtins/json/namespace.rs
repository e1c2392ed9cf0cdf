//! JSON (ECMA-262 §19.4.2): the namespace and the reviver's walk. Parsing is in `parse.rs`, writing
//! in `stringify.rs`.

use super::stringify::stringify;
use crate::builtins::Installer;
use crate::builtins::shared::elements::is_array;
use crate::builtins::shared::support::{enumerable_own_keys, key_value};
use crate::objects::{Descriptor, Gc, JsString, Key, attributes};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted, messages};

const FUNCTIONS: &[NativeRow] = &[
    NativeRow::cx("parse", 2, parse, "§25.5.1", "The value of JSON text; a reviver may replace its parts."),
    NativeRow::cx("stringify", 3, stringify, "§25.5.2", "A value as JSON text."),
];

/// More nested values than this are refused: the walk is no recursion, but its memory must end
/// somewhere.
const MAX_DEPTH: usize = 1 << 20;

pub(crate) fn install(installer: &mut Installer<'_>) {
    installer.vm.add_state(super::stringify::Plans::default());
    let json = installer.object(Intrinsic::ObjectPrototype);
    installer.methods(json, FUNCTIONS);
    installer.tag(json, "JSON");
    installer.global("JSON", json);
}

fn parse(cx: &mut Cx<'_>) -> JsResult {
    let (text, reviver) = (cx.arg(0), cx.arg(1));
    let text = cx.to_string(text)?;
    let string = Gc::<JsString>::from_cell(text.cell_unchecked());
    let value = super::parse::parse(cx, string)?;
    if !reviver.is_callable() {
        return Ok(value);
    }
    let value = cx.root(value);
    let mut leaf = cx.leaf();
    let root = leaf.new_plain_object();
    let empty = leaf.names.empty;
    leaf.put_own(root, empty, *value);
    let root = cx.root(root.value());
    internalize(cx, root, empty, reviver).map(|value| *value)
}

/// The keys of the parts that the reviver visits before the value itself.
enum Parts {
    Elements(std::ops::Range<u64>),
    Properties(std::vec::IntoIter<Key>),
}

impl Parts {
    fn next(&mut self, cx: &mut Cx<'_>) -> Option<Key> {
        match self {
            Parts::Elements(range) => range.next().map(|index| cx.index_key(index)),
            Parts::Properties(keys) => keys.next(),
        }
    }
}

/// A value whose parts are being walked.
struct Visit {
    holder: Rooted,
    key: Key,
    value: Rooted,
    parts: Parts,
    mark: crate::vm::native::Mark,
}

/// InternalizeJSONProperty (ECMA-262 §25.5.1.2), parts before wholes, without recursion.
fn internalize(cx: &mut Cx<'_>, holder: Rooted, key: Key, reviver: Rooted) -> JsResult<Rooted> {
    let mut visits: Vec<Visit> = Vec::new();
    let mut next = Some((holder, key));
    loop {
        if let Some((holder, key)) = next.take() {
            if visits.len() > MAX_DEPTH {
                return Err(cx.range_error(messages::CALL_STACK));
            }
            let mark = cx.mark();
            let value = cx.get(holder, key)?;
            let parts = parts_of(cx, value)?;
            visits.push(Visit { holder, key, value, parts, mark });
        }
        let Some(visit) = visits.last_mut() else { return Ok(Rooted::UNDEFINED) };
        if let Some(part) = visit.parts.next(cx) {
            next = Some((visit.value, part));
            continue;
        }
        let Some(Visit { holder, key, value, mark, .. }) = visits.pop() else { return Ok(Rooted::UNDEFINED) };
        let name = key_value(&mut cx.leaf(), key);
        let name = cx.root(name);
        let result = cx.call(reviver, holder, &[name, value])?;
        if visits.is_empty() {
            return Ok(result);
        }
        if result.is_undefined() {
            cx.try_delete(holder, key)?;
        } else {
            cx.define_own_property(holder, key, Descriptor::data(*result, attributes::ALL))?;
        }
        cx.release(mark);
    }
}

fn parts_of(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Parts> {
    if !value.is_object() {
        return Ok(Parts::Elements(0..0));
    }
    if is_array(cx, value)? {
        return Ok(Parts::Elements(0..cx.length_of(value)?));
    }
    Ok(Parts::Properties(enumerable_own_keys(cx, value)?.into_iter()))
}
