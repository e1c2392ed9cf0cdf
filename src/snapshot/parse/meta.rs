//! What the file says about itself: the fields of its records, and their types.

use serde_json::Value;

use super::numbers::MAX_FIELDS;
use crate::snapshot::graph::{EdgeKind, NodeKind};

/// The most kinds of nodes or of edges.
const MAX_KINDS: usize = 256;

/// Where fields stand in a node's record.
#[derive(Clone)]
pub struct NodeFields {
    pub count: usize,
    pub kind: usize,
    pub name: usize,
    pub id: usize,
    pub self_size: usize,
    pub edge_count: usize,
    pub detachedness: Option<usize>,
    /// Kinds by the file's numbers.
    pub kinds: Vec<NodeKind>,
}

/// Where fields stand in an edge's record.
#[derive(Clone)]
pub struct EdgeFields {
    pub count: usize,
    pub kind: usize,
    pub name: usize,
    pub target: usize,
    /// Kinds by the file's numbers.
    pub kinds: Vec<EdgeKind>,
}

/// Where fields stand in the record of a function's place.
#[derive(Clone)]
pub struct LocationFields {
    pub count: usize,
    pub object: usize,
    pub line: usize,
}

/// The file's description of itself.
#[derive(Clone)]
pub struct Meta {
    pub nodes: NodeFields,
    pub edges: EdgeFields,
    /// Old files have none.
    pub locations: Option<LocationFields>,
    pub node_count: u64,
    pub edge_count: u64,
    /// The root, by its place in the array of nodes.
    pub root_index: u64,
    pub extra_native_bytes: u64,
}

impl Meta {
    /// Reads the value of `snapshot`.
    ///
    /// # Errors
    /// Something that is needed is not said, in words.
    pub fn new(snapshot: &Value) -> Result<Meta, String> {
        let meta = snapshot.get("meta").ok_or("\"snapshot\" has no \"meta\"")?;
        let number = |name: &str| snapshot.get(name).and_then(Value::as_u64);
        let count = |name: &str| number(name).ok_or_else(|| format!("\"snapshot\" has no \"{name}\""));
        Ok(Meta {
            nodes: node_fields(meta)?,
            edges: edge_fields(meta)?,
            locations: location_fields(meta),
            node_count: count("node_count")?,
            edge_count: count("edge_count")?,
            root_index: number("root_index").unwrap_or(0),
            extra_native_bytes: number("extra_native_bytes").unwrap_or(0),
        })
    }
}

fn names<'a>(meta: &'a Value, name: &str) -> Result<Vec<&'a str>, String> {
    let list = meta.get(name).and_then(Value::as_array).ok_or_else(|| format!("\"meta\" has no list \"{name}\""))?;
    if list.len() > MAX_FIELDS {
        return Err(format!("\"{name}\" has more than {MAX_FIELDS} fields"));
    }
    Ok(list.iter().map(|name| name.as_str().unwrap_or("")).collect())
}

fn place(fields: &[&str], list: &str, name: &str) -> Result<usize, String> {
    fields.iter().position(|field| *field == name).ok_or_else(|| format!("\"{list}\" has no field \"{name}\""))
}

/// The kinds that the types of a field list.
fn kinds<K>(meta: &Value, list: &str, at: usize, named: impl Fn(&str) -> K) -> Result<Vec<K>, String> {
    let kinds = meta.get(list).and_then(|types| types.get(at)).and_then(Value::as_array);
    let kinds = kinds.ok_or_else(|| format!("\"{list}\" does not list the types"))?;
    if kinds.len() > MAX_KINDS {
        return Err(format!("\"{list}\" lists more than {MAX_KINDS} types"));
    }
    Ok(kinds.iter().map(|kind| named(kind.as_str().unwrap_or(""))).collect())
}

fn node_fields(meta: &Value) -> Result<NodeFields, String> {
    let list = "node_fields";
    let fields = names(meta, list)?;
    let kind = place(&fields, list, "type")?;
    Ok(NodeFields {
        count: fields.len(),
        kind,
        name: place(&fields, list, "name")?,
        id: place(&fields, list, "id")?,
        self_size: place(&fields, list, "self_size")?,
        edge_count: place(&fields, list, "edge_count")?,
        detachedness: place(&fields, list, "detachedness").ok(),
        kinds: kinds(meta, "node_types", kind, NodeKind::named)?,
    })
}

fn location_fields(meta: &Value) -> Option<LocationFields> {
    let list = "location_fields";
    let fields = names(meta, list).ok()?;
    let at = |name| place(&fields, list, name).ok();
    Some(LocationFields { count: fields.len(), object: at("object_index")?, line: at("line")? })
}

fn edge_fields(meta: &Value) -> Result<EdgeFields, String> {
    let list = "edge_fields";
    let fields = names(meta, list)?;
    let kind = place(&fields, list, "type")?;
    Ok(EdgeFields {
        count: fields.len(),
        kind,
        name: place(&fields, list, "name_or_index")?,
        target: place(&fields, list, "to_node")?,
        kinds: kinds(meta, "edge_types", kind, EdgeKind::named)?,
    })
}
