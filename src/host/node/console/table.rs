//! `console.table`: rows and columns in a frame.

use super::stream::log_with;
use crate::host::node::errors;
use crate::host::node::process::options;
use crate::host::node::util_inspect::{Options, inspect, preview, width};
use crate::objects::{Brand, Gc, Host, JsArray, Key, Kind, Object, Value};
use crate::stdio::Stream;
use crate::vm::{Cx, JsResult, Rooted};

const INDEX: &str = "(index)";
const ITERATION: &str = "(iteration index)";
const KEY: &str = "Key";
const VALUES: &str = "Values";

/// A column: its head, and its cells by row; a row without a cell is blank.
struct Column {
    head: String,
    cells: Vec<String>,
}

impl Column {
    fn new(head: impl Into<String>) -> Column {
        Column { head: head.into(), cells: Vec::new() }
    }

    fn set(&mut self, row: usize, cell: String) {
        if self.cells.len() <= row {
            self.cells.resize(row + 1, String::new());
        }
        self.cells[row] = cell;
    }
}

pub(super) fn table(cx: &mut Cx<'_>) -> JsResult {
    let text = match text_of(cx)? {
        Some(text) => cx.string(&text),
        None => cx.arg(0),
    };
    log_with(cx, "log", Stream::Stdout, &[text])?;
    Ok(Value::UNDEFINED)
}

/// What is printed of the first argument: nothing of what has no rows.
pub(super) fn table_text(cx: &mut Cx<'_>) -> JsResult {
    Ok(text_of(cx)?.map_or(Value::UNDEFINED, |text| *cx.string(&text)))
}

fn text_of(cx: &mut Cx<'_>) -> JsResult<Option<String>> {
    let (data, properties) = (cx.arg(0), cx.arg(1));
    let properties = if properties.is_undefined() {
        None
    } else if let Some(array) = Gc::<Object>::from_value(*properties).and_then(JsArray::of) {
        Some((0..u64::from(array.length())).map(|i| column_key(cx, properties, i)).collect::<JsResult<Vec<Key>>>()?)
    } else {
        return Err(errors::invalid_argument(cx, "properties", "an instance of Array", properties)?);
    };
    if !data.is_object() || data.is_callable() {
        return Ok(None);
    }
    let columns = match pairs_of(cx, data) {
        Some((pairs, keyed)) => collection_columns(cx, &pairs, keyed)?,
        None => record_columns(cx, data, properties.as_deref())?,
    };
    Ok(Some(render(&columns)))
}

fn column_key(cx: &mut Cx<'_>, properties: Rooted, index: u64) -> JsResult<Key> {
    let name = cx.get_index(properties, index)?;
    cx.to_property_key(name)
}

/// The members of a set, map or an iterator over one, and whether the keys are shown too.
fn pairs_of(cx: &mut Cx<'_>, data: Rooted) -> Option<(Vec<(Rooted, Rooted)>, bool)> {
    match data.kind() {
        Some(Kind::Map) => Some((preview(cx, *data, 0), true)),
        Some(Kind::Set) => Some((preview(cx, *data, 0), false)),
        _ => {
            let map = Host::of(*data, Brand::MapIterator);
            let host = map.or(Host::of(*data, Brand::SetIterator))?;
            let position = host.get(1).as_int().unwrap_or(0) as usize;
            let mode = host.get(2).as_int().unwrap_or(0);
            let pairs = preview(cx, host.get(0), position);
            let pairs = if mode == 1 { pairs.into_iter().map(|(_, value)| (value, value)).collect() } else { pairs };
            Some((pairs, map.is_some() && mode > 1))
        }
    }
}

fn collection_columns(cx: &mut Cx<'_>, pairs: &[(Rooted, Rooted)], keyed: bool) -> JsResult<Vec<Column>> {
    let mut columns = vec![Column::new(ITERATION)];
    columns.extend(keyed.then(|| Column::new(KEY)));
    columns.push(Column::new(VALUES));
    let last = columns.len() - 1;
    for (row, &(key, value)) in pairs.iter().enumerate() {
        columns[0].set(row, row.to_string());
        if keyed {
            columns[1].set(row, cell(cx, key)?);
        }
        columns[last].set(row, cell(cx, if keyed { value } else { key })?);
    }
    Ok(columns)
}

fn record_columns(cx: &mut Cx<'_>, data: Rooted, properties: Option<&[Key]>) -> JsResult<Vec<Column>> {
    let mut index = Column::new(INDEX);
    let mut named: Vec<(Key, Column)> = Vec::new();
    let mut values = Column::new(VALUES);
    let rows = string_keys(cx, data)?;
    for (row, &key) in rows.iter().enumerate() {
        index.set(row, cx.vm().describe_key(key));
        let item = cx.get(data, key)?;
        let primitive = !item.is_object();
        if primitive && properties.is_none() {
            values.set(row, cell(cx, item)?);
            continue;
        }
        let keys = match properties {
            Some(properties) => properties.to_vec(),
            None => string_keys(cx, item)?,
        };
        for key in keys {
            let own = item.is_object() && cx.has_own_property(item, key)?;
            let text = if own {
                let value = cx.get(item, key)?;
                cell(cx, value)?
            } else {
                String::new()
            };
            let at = named.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
                named.push((key, Column::new("")));
                named.len() - 1
            });
            named[at].1.set(row, text);
        }
    }
    // Columns stand in the order of an object's keys: indices first.
    named.sort_by_key(|(key, _)| key.as_index().map_or(u64::MAX, u64::from));
    let has_values = !values.cells.is_empty();
    let mut columns = vec![index];
    for (key, mut column) in named {
        column.head = cx.vm().describe_key(key);
        columns.push(column);
    }
    columns.extend(has_values.then_some(values));
    Ok(columns)
}

/// `Object.keys`
fn string_keys(cx: &mut Cx<'_>, object: Rooted) -> JsResult<Vec<Key>> {
    let mut keys = Vec::new();
    for key in cx.own_property_keys(object)? {
        if !key.is_symbol() && cx.is_own_enumerable(object, key)? {
            keys.push(key);
        }
    }
    Ok(keys)
}

fn cell(cx: &mut Cx<'_>, value: Rooted) -> JsResult<String> {
    let is_record = value.is_object() && !value.is_callable() && !cx.is_array(*value)?;
    let depth = if is_record && string_keys(cx, value)?.len() > 2 { -1 } else { 0 };
    let base = options(cx, Stream::Stdout);
    inspect(cx, value, &Options { depth: Some(depth), max_array_length: 3, break_length: usize::MAX, ..base })
}

fn render(columns: &[Column]) -> String {
    let rows = columns.iter().map(|column| column.cells.len()).max().unwrap_or(0);
    let widths: Vec<usize> = columns
        .iter()
        .map(|column| column.cells.iter().chain([&column.head]).map(|text| width(text)).max().unwrap_or(0))
        .collect();
    let rule = |left: &str, middle: &str, right: &str| {
        let parts: Vec<String> = widths.iter().map(|width| "─".repeat(width + 2)).collect();
        format!("{left}{}{right}", parts.join(middle))
    };
    let line = |cells: Vec<&str>| {
        let padded: Vec<String> =
            cells.iter().zip(&widths).map(|(cell, &w)| format!("{cell}{}", " ".repeat(w - width(cell)))).collect();
        format!("│ {} │", padded.join(" │ "))
    };
    let mut lines = vec![rule("┌", "┬", "┐"), line(columns.iter().map(|column| column.head.as_str()).collect())];
    lines.push(rule("├", "┼", "┤"));
    for row in 0..rows {
        lines.push(line(columns.iter().map(|column| column.cells.get(row).map_or("", String::as_str)).collect()));
    }
    lines.push(rule("└", "┴", "┘"));
    lines.join("\n")
}
