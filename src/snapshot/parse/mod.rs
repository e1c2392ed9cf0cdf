//! Reads a snapshot file, from its beginning to its end and once.
//!
//! *Invariants*: memory is bounded by what the graph takes and a few chunks, whatever the file says
//! of itself; a fault tells the byte where it was found; nothing is recursive.

mod columns;
mod meta;
mod numbers;
mod source;
mod text;

use std::fmt;
use std::io::Read;

use columns::{EdgeLayout, LocationLayout};
use meta::Meta;
use source::Source;

use super::graph::{Columns, Graph, Wrong};

/// The longest description of itself that a file may have, in bytes.
const MAX_META_BYTES: usize = 1 << 20;
/// Threads that parse side by side.
const MAX_THREADS: usize = 4;

/// What is being done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Reading: how far, in bytes of the file.
    Read,
    /// Working on the graph.
    Graph,
}

/// Is told how far the work has come.
pub trait Watch: Sync {
    /// So much of a phase is done.
    fn at(&self, phase: Phase, done: u64);
}

impl Watch for () {
    fn at(&self, _: Phase, _: u64) {}
}

/// Why a file is no snapshot.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it was found, in bytes.
    pub offset: u64,
    /// What is wrong.
    pub what: String,
}

impl Fault {
    fn at(offset: u64, what: impl Into<String>) -> Fault {
        Fault { offset, what: what.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {}", self.offset, self.what)
    }
}

/// Reads a snapshot. `length` is how long the file is, as far as is known: room is made for no more
/// than can be in it.
///
/// # Errors
/// It cannot be read, or is no snapshot.
pub fn read(input: impl Read + Send, length: Option<u64>, watch: &dyn Watch) -> Result<Graph, Fault> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS);
    let mut reader = Reader {
        source: Source::new(input),
        columns: Columns::default(),
        meta: None,
        nodes_at: None,
        edges_at: None,
        strings_at: None,
        length: length.unwrap_or(0),
        threads,
        watch,
    };
    reader.whole()?;
    reader.finish()
}

struct Reader<'a, R> {
    source: Source<R>,
    columns: Columns,
    meta: Option<Meta>,
    /// Where the arrays begin that have been read.
    nodes_at: Option<u64>,
    edges_at: Option<u64>,
    strings_at: Option<u64>,
    length: u64,
    threads: usize,
    watch: &'a dyn Watch,
}

impl<R: Read + Send> Reader<'_, R> {
    /// The object that the file is.
    fn whole(&mut self) -> Result<(), Fault> {
        self.source.expect(b'{', "where a heap snapshot begins")?;
        let within = "in the object that the snapshot is";
        let mut key = Vec::new();
        loop {
            self.source.expect(b'"', within)?;
            key.clear();
            text::string(&mut self.source, &mut key)?;
            self.source.expect(b':', within)?;
            self.member(&key)?;
            match self.source.peek()? {
                Some(b',') => self.source.take(1),
                _ => return self.source.expect(b'}', within),
            }
        }
    }

    fn member(&mut self, key: &[u8]) -> Result<(), Fault> {
        match key {
            b"snapshot" if self.meta.is_none() => self.meta(),
            b"nodes" if self.nodes_at.is_none() => self.nodes(),
            b"edges" if self.edges_at.is_none() => self.edges(),
            b"locations" if self.nodes_at.is_some() && self.columns.locations.is_empty() => self.locations(),
            b"strings" if self.strings_at.is_none() => {
                self.strings_at = Some(self.source.offset());
                self.source.expect(b'[', "at the array \"strings\"")?;
                text::array(&mut self.source, &mut self.columns.strings, self.watch)
            }
            b"snapshot" | b"nodes" | b"edges" | b"strings" => {
                Err(self.source.fault(format!("a second \"{}\"", String::from_utf8_lossy(key))))
            }
            _ => self.value(&mut None),
        }
    }

    fn meta(&mut self) -> Result<(), Fault> {
        let start = self.source.offset();
        let mut text = Some(Vec::new());
        self.value(&mut text)?;
        let fault = |what: String| Fault::at(start, what);
        let value = serde_json::from_slice(&text.unwrap_or_default())
            .map_err(|error| fault(format!("\"snapshot\" is no JSON: {error}")))?;
        let meta = Meta::new(&value).map_err(fault)?;
        self.columns.extra_native_bytes = meta.extra_native_bytes;
        self.meta = Some(meta);
        Ok(())
    }

    fn known(&self) -> Result<Meta, Fault> {
        self.meta.clone().ok_or_else(|| {
            self.source.fault("\"snapshot\", which says how nodes and edges are written, should stand before this")
        })
    }

    /// Room for so many records, or for as many as the rest of the file can hold.
    fn room(&self, count: u64, fields: usize) -> usize {
        let most = self.length.saturating_sub(self.source.offset()) / (2 * fields.max(1) as u64);
        usize::try_from(count.min(most)).unwrap_or(0)
    }

    fn nodes(&mut self) -> Result<(), Fault> {
        let meta = self.known()?;
        let start = self.source.offset();
        self.nodes_at = Some(start);
        self.source.expect(b'[', "at the array \"nodes\"")?;
        let room = self.room(meta.node_count, meta.nodes.count);
        let columns = &mut self.columns;
        columns.kinds.reserve_exact(room);
        columns.names.reserve_exact(room);
        columns.ids.reserve_exact(room);
        columns.sizes = super::graph::Sizes::with_capacity(room);
        columns.first_edges.reserve_exact(room + 1);
        numbers::array(&mut self.source, &meta.nodes, columns, self.threads, self.watch)?;
        let found = columns.kinds.len() as u64;
        self.counted("nodes", meta.node_count, found)
    }

    fn edges(&mut self) -> Result<(), Fault> {
        let meta = self.known()?;
        self.edges_at = Some(self.source.offset());
        self.source.expect(b'[', "at the array \"edges\"")?;
        let room = self.room(meta.edge_count, meta.edges.count);
        self.columns.edge_kinds.reserve_exact(room);
        self.columns.edge_names.reserve_exact(room);
        self.columns.edge_targets.reserve_exact(room);
        let layout =
            EdgeLayout { fields: meta.edges, node_fields: meta.nodes.count as u64, node_count: meta.node_count };
        numbers::array(&mut self.source, &layout, &mut self.columns, self.threads, self.watch)?;
        let found = self.columns.edge_kinds.len() as u64;
        self.counted("edges", meta.edge_count, found)
    }

    fn locations(&mut self) -> Result<(), Fault> {
        let meta = self.known()?;
        let Some(fields) = meta.locations else { return self.value(&mut None) };
        self.source.expect(b'[', "at the array \"locations\"")?;
        let layout = LocationLayout { fields, node_fields: meta.nodes.count as u64, node_count: meta.node_count };
        numbers::array(&mut self.source, &layout, &mut self.columns, self.threads, self.watch)
    }

    fn counted(&self, what: &str, said: u64, found: u64) -> Result<(), Fault> {
        match said == found {
            true => Ok(()),
            false => Err(self.source.fault(format!("here end {found} {what}; \"snapshot\" says {said}"))),
        }
    }

    /// Reads any value; keeps its text if it is wanted.
    fn value(&mut self, text: &mut Option<Vec<u8>>) -> Result<(), Fault> {
        let (mut depth, mut in_string) = (0_u64, false);
        self.source.peek()?;
        loop {
            let rest = self.source.rest()?;
            if rest.is_empty() {
                return Err(self.source.fault("the file ends here, in a value"));
            }
            let (mut taken, mut done) = (0, false);
            while taken < rest.len() && !done {
                let byte = rest[taken];
                taken += 1;
                match byte {
                    // What is escaped is taken with it, unless it stands in the next piece.
                    b'\\' if in_string && taken < rest.len() => taken += 1,
                    b'\\' if in_string => {
                        taken -= 1;
                        break;
                    }
                    b'"' => in_string = !in_string,
                    _ if in_string => {}
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' | b',' if depth == 0 => {
                        taken -= 1;
                        done = true;
                    }
                    b'}' | b']' => depth -= 1,
                    _ => {}
                }
            }
            if let Some(text) = text {
                text.extend_from_slice(&rest[..taken]);
                if text.len() > MAX_META_BYTES {
                    return Err(self.source.fault("\"snapshot\" is too long"));
                }
            }
            let alone = taken == 0 && !done;
            self.source.take(taken);
            if done {
                return Ok(());
            }
            if alone {
                self.escaped_across(text)?;
            }
        }
    }

    /// A backslash at the end of a piece, and what it escapes at the beginning of the next.
    fn escaped_across(&mut self, text: &mut Option<Vec<u8>>) -> Result<(), Fault> {
        for _ in 0..2 {
            let byte = self.source.next()?;
            if let Some(text) = text {
                text.extend(byte);
            }
        }
        Ok(())
    }

    /// Checks what was read as a whole.
    fn finish(mut self) -> Result<Graph, Fault> {
        let end = self.source.offset();
        let missing = |name: &str| Fault::at(end, format!("the snapshot ends here and has no \"{name}\""));
        let meta = self.meta.take().ok_or_else(|| missing("snapshot"))?;
        let nodes_at = self.nodes_at.ok_or_else(|| missing("nodes"))?;
        let edges_at = self.edges_at.ok_or_else(|| missing("edges"))?;
        self.strings_at.ok_or_else(|| missing("strings"))?;
        let fields = meta.nodes.count as u64;
        self.columns.root = match u32::try_from(meta.root_index / fields) {
            Ok(root) if meta.root_index.is_multiple_of(fields) => root,
            _ => u32::MAX,
        };
        Graph::new(self.columns).map_err(|wrong| match wrong {
            Wrong::Node(at, what) => Fault::at(nodes_at, format!("of the nodes that begin here, number {at}: {what}")),
            Wrong::Edge(at, what) => Fault::at(edges_at, format!("of the edges that begin here, number {at}: {what}")),
            Wrong::Whole(what) => Fault::at(nodes_at, what),
        })
    }
}
