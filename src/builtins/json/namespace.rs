//! JSON (ECMA-262 §19.4.2): the namespace and the reviver's walk. Parsing is in `parse.rs`, writing
//! in `stringify.rs`.

use super::record::{Node, Record};
use super::stringify::stringify;
use crate::builtins::Installer;
use crate::builtins::shared::elements::is_array;
use crate::builtins::shared::support::{enumerable_own_keys, key_value};
use crate::objects::{Brand, Descriptor, Gc, Host, JsString, Key, Value, attributes};
use crate::vm::{Args, Cx, ErrorKind, Integrity, Intrinsic, JsResult, Leaf, NativeRow, Rooted, messages};

const FUNCTIONS: &[NativeRow] = &[
    NativeRow::cx("parse", 2, parse, "§25.5.1", "The value of JSON text; a reviver may replace its parts."),
    NativeRow::leaf("isRawJSON", 1, is_raw_json, "§25.5.1", "Whether the value is one that rawJSON gave."),
    NativeRow::cx("rawJSON", 1, raw_json, "§25.5.3", "An object that stringify writes as the text is."),
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
    if !reviver.is_callable() {
        return super::parse::parse(cx, string, None);
    }
    let mut record = Record::default();
    let value = super::parse::parse(cx, string, Some(&mut record))?;
    let value = cx.root(value);
    // The values that the text had, for comparison with what is there when the reviver comes.
    let values: Vec<Rooted> = record.nodes.iter().map(|node| cx.root(node.value)).collect();
    drop(values);
    let mut leaf = cx.leaf();
    let root = leaf.new_plain_object();
    let empty = leaf.names.empty;
    leaf.put_own(root, empty, *value);
    let root = cx.root(root.value());
    let last = record.nodes.len().checked_sub(1);
    internalize(cx, (root, empty, last), reviver, (string, &record)).map(|value| *value)
}

fn is_raw_json(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(Value::boolean(Host::of(args.get(0), Brand::RawJson).is_some()))
}

fn raw_json(cx: &mut Cx<'_>) -> JsResult {
    let text = cx.arg(0);
    let text = cx.to_string(text)?;
    let string = Gc::<JsString>::from_cell(text.cell_unchecked());
    let chars = cx.leaf().chars(string);
    let is_space = |unit: u16| matches!(unit, 9 | 10 | 13 | 32);
    let fits = !chars.is_empty() && !is_space(chars.at(0)) && !is_space(chars.at(chars.len() - 1));
    if !fits || matches!(chars.at(0), 0x5B | 0x7B) {
        return Err(cx.throw(ErrorKind::Syntax, "Invalid value for JSON.rawJSON"));
    }
    super::parse::parse(cx, string, None)?;
    let mut leaf = cx.leaf();
    let shape = leaf.root_shape(Value::NULL, 0);
    let raw = leaf.new_host(Brand::RawJson, shape, &[*text]).object().value();
    let raw = cx.root(raw);
    let key = cx.key("rawJSON");
    cx.create_data_property(raw, key, text)?;
    cx.set_integrity_level(raw, Integrity::Frozen)?;
    Ok(*raw)
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
    /// Which of the record's nodes it is, if it is still what the text says.
    node: Option<usize>,
    parts: Parts,
    mark: crate::vm::native::Mark,
}

/// InternalizeJSONProperty (ECMA-262 §25.5.1.2), parts before wholes, without recursion.
fn internalize(
    cx: &mut Cx<'_>,
    first: (Rooted, Key, Option<usize>),
    reviver: Rooted,
    (text, record): (Gc<JsString>, &Record),
) -> JsResult<Rooted> {
    let mut visits: Vec<Visit> = Vec::new();
    let mut next = Some(first);
    loop {
        if let Some((holder, key, node)) = next.take() {
            if visits.len() > MAX_DEPTH {
                return Err(cx.range_error(messages::CALL_STACK));
            }
            let mark = cx.mark();
            let value = cx.get(holder, key)?;
            let node = node.filter(|&node| cx.leaf().same_value(record.nodes[node].value, *value));
            let parts = parts_of(cx, value)?;
            visits.push(Visit { holder, key, value, node, parts, mark });
        }
        let Some(visit) = visits.last_mut() else { return Ok(Rooted::UNDEFINED) };
        if let Some(part) = visit.parts.next(cx) {
            let node = visit.node.and_then(|node| record.nodes[node].part(part));
            next = Some((visit.value, part, node));
            continue;
        }
        let Some(Visit { holder, key, value, node, mark, .. }) = visits.pop() else { return Ok(Rooted::UNDEFINED) };
        let name = key_value(&mut cx.leaf(), key);
        let name = cx.root(name);
        let context = context(cx, text, node.map(|node| &record.nodes[node]))?;
        let result = cx.call(reviver, holder, &[name, value, context])?;
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

/// What the reviver is told of a value: the text of one that is no object.
fn context(cx: &mut Cx<'_>, text: Gc<JsString>, node: Option<&Node>) -> JsResult<Rooted> {
    let context = cx.leaf().new_plain_object().value();
    let context = cx.root(context);
    if let Some(node) = node.filter(|node| !node.value.is_object()) {
        let source = cx.leaf().substring(text, node.span.0, node.span.1).value();
        let (key, source) = (cx.leaf().names.source, cx.root(source));
        cx.create_data_property(context, key, source)?;
    }
    Ok(context)
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
