//! The tables inside of Maps and Sets, as V8 lays them out: three numbers, the buckets, then for
//! each entry its key, in a Map its value, and a link. Numbers are no nodes, so an entry may lack
//! edges. Those of this runtime have just the entries, numbered so: key, value.

use super::graph::{EdgeKind, Graph, NodeKind};

/// What a collection is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Collection {
    /// A Map.
    Map,
    /// A Set.
    Set,
}

/// Numbers before the buckets.
const HEADER: u64 = 3;
/// Entries for each bucket.
const LOAD: u64 = 2;
/// What the tables of this runtime are called.
const OWN: &[u8] = b"(hash table)";
/// Bytes before their buckets, and of a bucket with its entries.
const OWN_HEADER: u64 = 32;
const OWN_BUCKET: u64 = 56;
/// Entries of the table that an empty collection has.
const SMALLEST: u64 = 4;

impl Collection {
    /// What a node is, if it is one.
    pub fn of(graph: &Graph, node: u32) -> Option<Collection> {
        match (graph.kind(node), graph.name_bytes(node)) {
            (NodeKind::Object, b"Map") => Some(Collection::Map),
            (NodeKind::Object, b"Set") => Some(Collection::Set),
            _ => None,
        }
    }

    /// Slots of an entry.
    fn width(self) -> u64 {
        match self {
            Collection::Map => 3,
            Collection::Set => 2,
        }
    }
}

/// A table with its layout.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The table's own node.
    pub node: u32,
    collection: Collection,
    /// Slots of an entry.
    width: u64,
    /// The slot of the first entry.
    first: u64,
    /// Entries that there is room for.
    pub capacity: u64,
}

/// What stands in a slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// A key.
    Key,
    /// The value of one.
    Value,
}

impl Table {
    /// The table of a Map or Set; none if its size fits no layout.
    pub fn of(graph: &Graph, owner: u32) -> Option<Table> {
        let collection = Collection::of(graph, owner)?;
        let node = internal(graph, owner, b"table")?;
        let size = graph.self_size(node);
        if graph.name_bytes(node) == OWN {
            let capacity = size.saturating_sub(OWN_HEADER) / OWN_BUCKET * LOAD;
            return Some(Table { node, collection, width: 2, first: 0, capacity });
        }
        // With pointers of eight bytes, or compressed to four: behind the header of two words.
        [8, 4].into_iter().find_map(|word| {
            let slots = size.checked_sub(2 * word)? / word;
            let per_bucket = 1 + LOAD * collection.width();
            let buckets = slots.checked_sub(HEADER)? / per_bucket;
            let fits = buckets.is_power_of_two() && HEADER + buckets * per_bucket == slots;
            let first = HEADER + buckets;
            let width = collection.width();
            fits.then_some(Table { node, collection, width, first, capacity: buckets * LOAD })
        })
    }

    /// What an edge of the table leads to, and the slot of the entry's key.
    pub fn slot(&self, graph: &Graph, edge: u32) -> Option<(Slot, u64)> {
        let slot = slot_number(graph, edge)?.checked_sub(self.first)?;
        match slot % self.width {
            0 => Some((Slot::Key, slot + self.first)),
            1 if self.collection == Collection::Map => Some((Slot::Value, slot - 1 + self.first)),
            _ => None,
        }
    }

    /// The node of the key at a slot; none if it is a number.
    pub fn key(&self, graph: &Graph, slot: u64) -> Option<u32> {
        graph.edges(self.node).find(|edge| slot_number(graph, *edge) == Some(slot)).map(|edge| graph.target(edge))
    }
}

impl Table {
    /// Slots of an entry.
    pub fn entry_slots(&self) -> u64 {
        self.width
    }

    /// Whether it has the size that tables begin with.
    pub fn is_smallest(&self) -> bool {
        self.capacity <= SMALLEST
    }

    /// The last entry that refers to something. Entries are put in one behind the other.
    pub fn last_entry(&self, graph: &Graph) -> Option<u64> {
        let slots = graph.edges(self.node).filter_map(|edge| self.slot(graph, edge));
        slots.map(|(_, slot)| (slot - self.first) / self.entry_slots()).max()
    }
}

/// The slot that an edge of an internal array stands for.
fn slot_number(graph: &Graph, edge: u32) -> Option<u64> {
    match graph.edge_kind(edge) {
        EdgeKind::Internal => std::str::from_utf8(graph.strings().bytes(graph.edge_name(edge))).ok()?.parse().ok(),
        EdgeKind::Hidden | EdgeKind::Element => Some(graph.edge_name(edge).into()),
        _ => None,
    }
}

/// Where an internal edge of that name leads.
pub fn internal(graph: &Graph, node: u32, name: &[u8]) -> Option<u32> {
    let is_it = |edge: &u32| {
        graph.edge_kind(*edge) == EdgeKind::Internal && graph.strings().bytes(graph.edge_name(*edge)) == name
    };
    graph.edges(node).find(is_it).map(|edge| graph.target(edge))
}

/// The name of the script that a function is of, where the file tells it: by the function's code.
pub fn script(graph: &Graph, function: u32) -> Option<u32> {
    let shared = internal(graph, function, b"shared")?;
    internal(graph, shared, b"script").or_else(|| internal(graph, shared, b"script_or_debug_info"))
}
