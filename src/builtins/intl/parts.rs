//! Formatted text in parts, as `formatToParts` and `formatRangeToParts` give it.

use crate::objects::{Value, attributes};
use crate::vm::{Cx, JsResult, Rooted};

/// Which end of a range a part belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Source {
    Start,
    End,
    Shared,
}

/// A piece of text and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub kind: &'static str,
    pub text: String,
}

/// A piece of a range.
pub(super) type RangePart = (Source, Part);

impl Part {
    pub(super) fn new(kind: &'static str, text: impl Into<String>) -> Part {
        Part { kind, text: text.into() }
    }

    pub(super) fn literal(text: impl Into<String>) -> Part {
        Part::new("literal", text)
    }
}

/// Appends a part, or its text to the last one when both are literals.
pub(super) fn push_merged(parts: &mut Vec<Part>, part: Part) {
    if part.text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(last) if last.kind == "literal" && part.kind == "literal" => last.text.push_str(&part.text),
        _ => parts.push(part),
    }
}

/// The text of all parts.
pub(super) fn text_of(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}

/// The text of a range.
pub(super) fn range_text(parts: &[RangePart]) -> String {
    parts.iter().map(|(_, part)| part.text.as_str()).collect()
}

/// A new object with these properties, in their order.
pub(super) fn object_of(cx: &mut Cx<'_>, properties: &[(&str, Value)]) -> Value {
    let mut leaf = cx.leaf();
    let object = leaf.new_plain_object();
    for (name, value) in properties {
        let key = leaf.key(name);
        leaf.put_named(object, key, *value, attributes::ALL);
    }
    object.value()
}

/// An array of `{ type, value }`, each with the properties that `more` adds.
pub(super) fn parts_array(cx: &mut Cx<'_>, parts: &[Part], more: Option<(&str, &str)>) -> JsResult {
    let mut objects: Vec<Rooted> = Vec::with_capacity(parts.len());
    for part in parts {
        cx.check_interrupt()?;
        let mut properties = vec![("type", *cx.string(part.kind)), ("value", *cx.string(&part.text))];
        // What is said of a part beyond that concerns numbers, not what stands between them.
        if let Some((name, text)) = more
            && part.kind != "literal"
        {
            properties.push((name, *cx.string(text)));
        }
        let object = object_of(cx, &properties);
        objects.push(cx.root(object));
    }
    Ok(*cx.array_from(&objects))
}

/// An array of `{ type, value, source }`.
pub(super) fn range_array(cx: &mut Cx<'_>, parts: &[RangePart]) -> JsResult {
    let mut objects: Vec<Rooted> = Vec::with_capacity(parts.len());
    for (source, part) in parts {
        cx.check_interrupt()?;
        let source = match source {
            Source::Start => "startRange",
            Source::End => "endRange",
            Source::Shared => "shared",
        };
        let properties =
            [("type", *cx.string(part.kind)), ("value", *cx.string(&part.text)), ("source", *cx.string(source))];
        let object = object_of(cx, &properties);
        objects.push(cx.root(object));
    }
    Ok(*cx.array_from(&objects))
}
