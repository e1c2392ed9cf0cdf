//! The records of nodes and of edges as columns.

use super::meta::{EdgeFields, LocationFields, NodeFields};
use super::numbers::{Layout, MAX_FIELDS, Whole};
use crate::snapshot::graph::{Columns, packed_kind};

/// Columns of some nodes.
#[derive(Default)]
pub struct Nodes {
    kinds: Vec<u8>,
    names: Vec<u32>,
    ids: Vec<u32>,
    sizes: Vec<u64>,
    edge_counts: Vec<u32>,
}

/// A number of 32 bits.
fn short(value: u64, what: &str) -> Result<u32, String> {
    u32::try_from(value).map_err(|_| format!("{what} is {value}, which has more than 32 bits"))
}

impl Layout for NodeFields {
    type Part = Nodes;

    fn fields(&self) -> usize {
        self.count
    }

    fn within(&self) -> &'static str {
        "in the array \"nodes\""
    }

    fn clear(&self, part: &mut Nodes) {
        part.kinds.clear();
        part.names.clear();
        part.ids.clear();
        part.sizes.clear();
        part.edge_counts.clear();
    }

    #[inline(always)]
    fn add(&self, record: &[u64; MAX_FIELDS], part: &mut Nodes) -> Result<(), String> {
        let kind = record[self.kind];
        let Some(kind) = usize::try_from(kind).ok().and_then(|kind| self.kinds.get(kind)) else {
            return Err(format!("the node's type is {kind}, and there are {}", self.kinds.len()));
        };
        let detachedness = self.detachedness.map_or(0, |at| record[at].min(2) as u8);
        part.kinds.push(packed_kind(*kind, detachedness));
        part.names.push(short(record[self.name], "the node's name")?);
        part.ids.push(short(record[self.id], "the node's id")?);
        // No sum of sizes overflows: there are fewer than 2^32 nodes.
        let size = record[self.self_size];
        if size > u64::from(u32::MAX) << 12 {
            return Err(format!("the node's size is {size}, which no process has"));
        }
        part.sizes.push(size);
        part.edge_counts.push(short(record[self.edge_count], "the node's count of edges")?);
        Ok(())
    }
}

impl Whole<Nodes> for Columns {
    fn append(&mut self, part: &Nodes) -> Result<(), String> {
        self.kinds.extend_from_slice(&part.kinds);
        self.names.extend_from_slice(&part.names);
        self.ids.extend_from_slice(&part.ids);
        for &size in &part.sizes {
            self.sizes.push(size);
        }
        let mut first = self.first_edges.last().copied().unwrap_or(0);
        if self.first_edges.is_empty() {
            self.first_edges.push(0);
        }
        for &count in &part.edge_counts {
            first = first.checked_add(count).ok_or("the nodes have more than 4 billion edges")?;
            self.first_edges.push(first);
        }
        if self.kinds.len() >= u32::MAX as usize - 1 {
            return Err(String::from("there are more than 4 billion nodes"));
        }
        Ok(())
    }
}

/// How edges are read: their fields, and what their targets are divided by.
pub struct EdgeLayout {
    pub fields: EdgeFields,
    pub node_fields: u64,
    pub node_count: u64,
}

/// Columns of some edges.
#[derive(Default)]
pub struct Edges {
    kinds: Vec<u8>,
    names: Vec<u32>,
    targets: Vec<u32>,
}

impl Layout for EdgeLayout {
    type Part = Edges;

    fn fields(&self) -> usize {
        self.fields.count
    }

    fn within(&self) -> &'static str {
        "in the array \"edges\""
    }

    fn clear(&self, part: &mut Edges) {
        part.kinds.clear();
        part.names.clear();
        part.targets.clear();
    }

    #[inline(always)]
    fn add(&self, record: &[u64; MAX_FIELDS], part: &mut Edges) -> Result<(), String> {
        let kind = record[self.fields.kind];
        let Some(kind) = usize::try_from(kind).ok().and_then(|kind| self.fields.kinds.get(kind)) else {
            return Err(format!("the edge's type is {kind}, and there are {}", self.fields.kinds.len()));
        };
        part.kinds.push(*kind as u8);
        part.names.push(short(record[self.fields.name], "the edge's name")?);
        let place = record[self.fields.target];
        let (target, rest) = match u32::try_from(place) {
            Ok(place) => (u64::from(place / self.node_fields as u32), u64::from(place % self.node_fields as u32)),
            Err(_) => (place / self.node_fields, place % self.node_fields),
        };
        if rest != 0 || target >= self.node_count {
            return Err(format!("the edge leads to place {place} of the nodes, where none begins"));
        }
        part.targets.push(target as u32);
        Ok(())
    }
}

impl Whole<Edges> for Columns {
    fn append(&mut self, part: &Edges) -> Result<(), String> {
        self.edge_kinds.extend_from_slice(&part.kinds);
        self.edge_names.extend_from_slice(&part.names);
        self.edge_targets.extend_from_slice(&part.targets);
        if self.edge_kinds.len() >= u32::MAX as usize {
            return Err(String::from("there are more than 4 billion edges"));
        }
        Ok(())
    }
}

/// How the places of functions are read: their fields, and what their nodes are divided by.
pub struct LocationLayout {
    pub fields: LocationFields,
    pub node_fields: u64,
    pub node_count: u64,
}

/// Nodes with their lines.
#[derive(Default)]
pub struct Locations(Vec<(u32, u32)>);

impl Layout for LocationLayout {
    type Part = Locations;

    fn fields(&self) -> usize {
        self.fields.count
    }

    fn within(&self) -> &'static str {
        "in the array \"locations\""
    }

    fn clear(&self, part: &mut Locations) {
        part.0.clear();
    }

    fn add(&self, record: &[u64; MAX_FIELDS], part: &mut Locations) -> Result<(), String> {
        let place = record[self.fields.object];
        let (node, rest) = (place / self.node_fields, place % self.node_fields);
        if rest != 0 || node >= self.node_count {
            return Err(format!("the location is of place {place} of the nodes, where none begins"));
        }
        part.0.push((short(node, "the location's node")?, short(record[self.fields.line], "the line")?));
        Ok(())
    }
}

impl Whole<Locations> for Columns {
    fn append(&mut self, part: &Locations) -> Result<(), String> {
        self.locations.extend_from_slice(&part.0);
        Ok(())
    }
}
