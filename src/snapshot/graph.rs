//! The graph of a snapshot: nodes, edges, strings, in columns.
//!
//! *Invariants*: every index in a [`Graph`] has been checked when it was made: an edge leads to a
//! node, a name is a string, the edges of a node lie in the columns of edges. Nodes are named by
//! their ordinal (`u32`), edges by theirs; a node's edges stand together, in the file's order.

use std::collections::HashMap;

use super::strings::Strings;

/// What a node is, as V8 has it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NodeKind {
    /// What the engine has for itself.
    Hidden,
    /// An internal array.
    Array,
    /// A flat string.
    String,
    /// An object.
    Object,
    /// Compiled code and what belongs to it.
    Code,
    /// A function.
    Closure,
    /// A regular expression.
    RegExp,
    /// A number that is a cell.
    Number,
    /// What the embedder has: DOM nodes, buffers.
    Native,
    /// A node of the snapshot alone: roots and groups.
    Synthetic,
    /// A string of two others.
    ConsString,
    /// A part of another string.
    SlicedString,
    /// A symbol.
    Symbol,
    /// A BigInt.
    BigInt,
    /// What objects have in common.
    ObjectShape,
    /// An object of WebAssembly.
    WasmObject,
    /// One that this reader does not know.
    Other,
}

impl NodeKind {
    /// All, by number.
    pub const ALL: [NodeKind; 17] = [
        NodeKind::Hidden,
        NodeKind::Array,
        NodeKind::String,
        NodeKind::Object,
        NodeKind::Code,
        NodeKind::Closure,
        NodeKind::RegExp,
        NodeKind::Number,
        NodeKind::Native,
        NodeKind::Synthetic,
        NodeKind::ConsString,
        NodeKind::SlicedString,
        NodeKind::Symbol,
        NodeKind::BigInt,
        NodeKind::ObjectShape,
        NodeKind::WasmObject,
        NodeKind::Other,
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            NodeKind::Hidden => "hidden",
            NodeKind::Array => "array",
            NodeKind::String => "string",
            NodeKind::Object => "object",
            NodeKind::Code => "code",
            NodeKind::Closure => "closure",
            NodeKind::RegExp => "regexp",
            NodeKind::Number => "number",
            NodeKind::Native => "native",
            NodeKind::Synthetic => "synthetic",
            NodeKind::ConsString => "concatenated string",
            NodeKind::SlicedString => "sliced string",
            NodeKind::Symbol => "symbol",
            NodeKind::BigInt => "bigint",
            NodeKind::ObjectShape => "object shape",
            NodeKind::WasmObject => "wasm object",
            NodeKind::Other => "other",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> NodeKind {
        NodeKind::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(NodeKind::Other)
    }
}

/// How a node refers to another, as V8 has it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EdgeKind {
    /// A variable of a scope.
    Context,
    /// An element of an array.
    Element,
    /// A property.
    Property,
    /// A part that scripts do not see, by name.
    Internal,
    /// A part that scripts do not see, by number.
    Hidden,
    /// A reference that only the snapshot has, to show something sooner.
    Shortcut,
    /// One that keeps nothing alive.
    Weak,
    /// One that this reader does not know.
    Other,
}

impl EdgeKind {
    /// All, by number.
    pub const ALL: [EdgeKind; 8] = [
        EdgeKind::Context,
        EdgeKind::Element,
        EdgeKind::Property,
        EdgeKind::Internal,
        EdgeKind::Hidden,
        EdgeKind::Shortcut,
        EdgeKind::Weak,
        EdgeKind::Other,
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            EdgeKind::Context => "context",
            EdgeKind::Element => "element",
            EdgeKind::Property => "property",
            EdgeKind::Internal => "internal",
            EdgeKind::Hidden => "hidden",
            EdgeKind::Shortcut => "shortcut",
            EdgeKind::Weak => "weak",
            EdgeKind::Other => "other",
        }
    }

    /// The lower, the more an edge of this kind says to a reader.
    pub fn rank(self) -> u8 {
        match self {
            EdgeKind::Property | EdgeKind::Context => 0,
            EdgeKind::Element => 1,
            EdgeKind::Shortcut => 2,
            EdgeKind::Internal => 3,
            EdgeKind::Hidden | EdgeKind::Other => 4,
            EdgeKind::Weak => 5,
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> EdgeKind {
        EdgeKind::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(EdgeKind::Other)
    }

    /// Whether its name is a number and not a string.
    pub fn is_numbered(self) -> bool {
        matches!(self, EdgeKind::Element | EdgeKind::Hidden)
    }
}

/// How a DOM node is attached: the file does not say.
pub const UNKNOWN: u8 = 0;
/// It is in its document.
pub const ATTACHED: u8 = 1;
/// It is not.
pub const DETACHED: u8 = 2;

/// Sizes of which few need more than 32 bits.
#[derive(Clone, Default)]
pub struct Sizes {
    small: Vec<u32>,
    large: HashMap<u32, u64>,
}

impl Sizes {
    /// Room for so many.
    pub fn with_capacity(count: usize) -> Sizes {
        Sizes { small: Vec::with_capacity(count), large: HashMap::new() }
    }

    /// Adds one.
    pub fn push(&mut self, size: u64) {
        let index = self.small.len() as u32;
        self.small.push(0);
        self.set(index, size);
    }

    /// One of them.
    pub fn get(&self, index: u32) -> u64 {
        match self.small[index as usize] {
            u32::MAX => self.large.get(&index).copied().unwrap_or(0),
            small => u64::from(small),
        }
    }

    /// Changes one.
    pub fn set(&mut self, index: u32, size: u64) {
        let small = u32::try_from(size).unwrap_or(u32::MAX);
        if small == u32::MAX {
            self.large.insert(index, size);
        }
        self.small[index as usize] = small;
    }
}

/// The columns before they are checked.
#[derive(Default)]
pub struct Columns {
    /// [`NodeKind`] by number, and above it how a DOM node is attached.
    pub kinds: Vec<u8>,
    pub names: Vec<u32>,
    pub ids: Vec<u32>,
    pub sizes: Sizes,
    /// The first edge of each node, and the end.
    pub first_edges: Vec<u32>,
    pub edge_kinds: Vec<u8>,
    pub edge_names: Vec<u32>,
    pub edge_targets: Vec<u32>,
    pub strings: Strings,
    /// Functions' nodes with their lines, from 0.
    pub locations: Vec<(u32, u32)>,
    pub root: u32,
    /// Bytes outside of the nodes, as the file tells.
    pub extra_native_bytes: u64,
}

/// Bits of a kind; those above say how a DOM node is attached.
const KIND_BITS: u32 = 5;
const KIND_MASK: u8 = (1 << KIND_BITS) - 1;

/// A node's kind and attachment as one byte.
pub fn packed_kind(kind: NodeKind, attachment: u8) -> u8 {
    kind as u8 | attachment.min(DETACHED) << KIND_BITS
}

/// A snapshot, checked.
pub struct Graph {
    columns: Columns,
}

/// What is wrong with columns: a node's or an edge's number, and words.
pub enum Wrong {
    Node(usize, String),
    Edge(usize, String),
    Whole(String),
}

impl Graph {
    /// Checks the columns.
    ///
    /// # Errors
    /// An index leads nowhere.
    pub fn new(mut columns: Columns) -> Result<Graph, Wrong> {
        let (nodes, edges) = (columns.kinds.len(), columns.edge_kinds.len());
        let whole = |what: &str| Err(Wrong::Whole(what.to_owned()));
        if nodes == 0 || nodes >= u32::MAX as usize - 1 || edges >= u32::MAX as usize {
            return whole("no nodes, or more nodes or edges than 32 bits can number");
        }
        if columns.root as usize >= nodes {
            return whole("the root is none of the nodes");
        }
        let ends = columns.first_edges.last().copied();
        if columns.first_edges.len() != nodes + 1 || ends != Some(edges as u32) {
            let counted = ends.unwrap_or(0);
            return whole(&format!("the nodes say that they have {counted} edges, and there are {edges}"));
        }
        let strings = columns.strings.len();
        if let Some(at) = columns.names.iter().position(|&name| name as usize >= strings) {
            let name = columns.names[at];
            return Err(Wrong::Node(at, format!("its name is string {name}, and there are {strings}")));
        }
        let numbered: [bool; EdgeKind::ALL.len()] = EdgeKind::ALL.map(EdgeKind::is_numbered);
        for at in 0..edges {
            if columns.edge_targets[at] as usize >= nodes {
                let to = columns.edge_targets[at];
                return Err(Wrong::Edge(at, format!("it leads to node {to}, and there are {nodes}")));
            }
            let name = columns.edge_names[at];
            if name as usize >= strings && !numbered[usize::from(columns.edge_kinds[at])] {
                return Err(Wrong::Edge(at, format!("its name is string {name}, and there are {strings}")));
            }
        }
        columns.locations.sort_unstable();
        Ok(Graph { columns })
    }

    /// The line of a function, from 0, where the file tells it.
    pub fn line(&self, node: u32) -> Option<u32> {
        let at = self.columns.locations.binary_search_by_key(&node, |&(node, _)| node).ok()?;
        Some(self.columns.locations[at].1)
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> u32 {
        self.columns.kinds.len() as u32
    }

    /// How many edges there are.
    pub fn edge_count(&self) -> u32 {
        self.columns.edge_kinds.len() as u32
    }

    /// The root.
    pub fn root(&self) -> u32 {
        self.columns.root
    }

    /// The strings.
    pub fn strings(&self) -> &Strings {
        &self.columns.strings
    }

    /// Bytes outside of the nodes, as the file tells.
    pub fn extra_native_bytes(&self) -> u64 {
        self.columns.extra_native_bytes
    }

    /// A node's kind.
    pub fn kind(&self, node: u32) -> NodeKind {
        let number = usize::from(self.columns.kinds[node as usize] & KIND_MASK);
        NodeKind::ALL.get(number).copied().unwrap_or(NodeKind::Other)
    }

    /// How a DOM node is attached, as the file says.
    pub fn attachment(&self, node: u32) -> u8 {
        self.columns.kinds[node as usize] >> KIND_BITS
    }

    /// A node's name, as a string's number.
    pub fn name(&self, node: u32) -> u32 {
        self.columns.names[node as usize]
    }

    /// A node's name, as bytes.
    pub fn name_bytes(&self, node: u32) -> &[u8] {
        self.columns.strings.bytes(self.name(node))
    }

    /// A node's id: the same object has the same in a later snapshot.
    pub fn id(&self, node: u32) -> u32 {
        self.columns.ids[node as usize]
    }

    /// The bytes of a node itself, as the file says.
    pub fn self_size(&self, node: u32) -> u64 {
        self.columns.sizes.get(node)
    }

    /// All of them.
    pub fn self_sizes(&self) -> &Sizes {
        &self.columns.sizes
    }

    /// A node's edges, by number.
    pub fn edges(&self, node: u32) -> std::ops::Range<u32> {
        self.columns.first_edges[node as usize]..self.columns.first_edges[node as usize + 1]
    }

    /// An edge's kind.
    pub fn edge_kind(&self, edge: u32) -> EdgeKind {
        EdgeKind::ALL[usize::from(self.columns.edge_kinds[edge as usize]) % EdgeKind::ALL.len()]
    }

    /// An edge's name: a string's number, or the number itself if its kind is numbered.
    pub fn edge_name(&self, edge: u32) -> u32 {
        self.columns.edge_names[edge as usize]
    }

    /// Which node an edge belongs to.
    pub fn source(&self, edge: u32) -> u32 {
        let above = self.columns.first_edges.partition_point(|first| *first <= edge);
        above.saturating_sub(1) as u32
    }

    /// Where an edge leads.
    pub fn target(&self, edge: u32) -> u32 {
        self.columns.edge_targets[edge as usize]
    }

    /// Where all edges lead.
    pub fn targets(&self) -> &[u32] {
        &self.columns.edge_targets
    }
}
