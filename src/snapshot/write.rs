//! Writing snapshots in V8's format, as Node 20 has it: a stream of sections in the order of the
//! file. Nothing is kept but what has not been handed on yet.
//!
//! Nodes come first, each with the number of its edges, then the edges in the same order, each to a
//! node by its number; names are numbers of strings, which come last.
//!
//! Invariant: the file is ASCII; what was announced must come ([`Counts`]), the caller sees to it.

use std::io::{self, Write};

use super::graph::{EdgeKind, NodeKind};

/// Fields of a node.
const NODE_FIELDS: u64 = 7;
/// What is gathered before it is handed on.
const PORTION: usize = 1 << 18;
/// The longest that one record gets.
const RECORD: usize = 4 * 6 * STRING_UNITS;
/// Code units of a string that are written, as V8 does.
const STRING_UNITS: usize = 1024;

const META: &str = concat!(
    r#"{"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count","trace_node_id","#,
    r#""detachedness"],"node_types":[["hidden","array","string","object","code","closure","regexp","number","#,
    r#""native","synthetic","concatenated string","sliced string","symbol","bigint","object shape","#,
    r#""wasm object"],"string","number","number","number","number","number"],"#,
    r#""edge_fields":["type","name_or_index","to_node"],"#,
    r#""edge_types":[["context","element","property","internal","hidden","shortcut","weak"],"#,
    r#""string_or_number","node"],"trace_function_info_fields":["function_id","name","script_name","#,
    r#""script_id","line","column"],"trace_node_fields":["id","function_info_index","count","size","#,
    r#""children"],"sample_fields":["timestamp_us","last_assigned_id"],"#,
    r#""location_fields":["object_index","script_id","line","column"]},"#,
);

/// What a file announces.
#[derive(Clone, Copy, Default, Debug)]
pub struct Counts {
    /// Nodes.
    pub nodes: u64,
    /// Edges.
    pub edges: u64,
    /// Functions of allocation stacks.
    pub functions: u64,
}

/// A node.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its name, by number.
    pub name: u32,
    /// Its id.
    pub id: u32,
    /// Its own bytes.
    pub size: u64,
    /// How many edges it has.
    pub edges: u32,
    /// The node of the allocation tree; 0 for none.
    pub trace: u32,
}

/// Where the function of an allocation stack stands. Names are numbers of strings.
#[derive(Clone, Copy, Debug)]
pub struct TraceFunction {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: u32,
    /// The name of its script.
    pub script: u32,
    /// The number of its script.
    pub script_id: u32,
    /// Its line, from 1.
    pub line: u32,
    /// Its column, from 1.
    pub column: u32,
}

/// What a string is made of.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// Text.
    Utf8(&'a str),
    /// A byte a code unit.
    Latin1(&'a [u8]),
    /// Code units.
    Utf16(&'a [u16]),
}

/// Writes a snapshot.
pub struct Writer<'a> {
    out: &'a mut dyn Write,
    /// With room for a record behind what is full.
    buffer: Vec<u8>,
    filled: usize,
    /// The section has a record.
    begun: bool,
    /// Bytes handed on.
    written: u64,
}

impl<'a> Writer<'a> {
    /// Begins a file.
    pub fn new(out: &'a mut dyn Write, counts: Counts) -> Writer<'a> {
        let Counts { nodes, edges, functions } = counts;
        let mut writer = Writer { out, buffer: vec![0; PORTION + RECORD], filled: 0, begun: false, written: 0 };
        writer.bytes(META.as_bytes());
        let counts = format!(
            "\"node_count\":{nodes},\"edge_count\":{edges},\"trace_function_count\":{functions}}},\n\"nodes\":["
        );
        writer.bytes(counts.as_bytes());
        writer
    }

    /// Writes a node.
    ///
    /// # Errors
    /// The file cannot be written.
    #[inline]
    pub fn node(&mut self, node: &Node) -> io::Result<()> {
        self.record()?;
        let fields =
            [node.kind as u64, node.name.into(), node.id.into(), node.size, node.edges.into(), node.trace.into(), 0];
        self.numbers(&fields);
        Ok(())
    }

    /// The nodes are written.
    pub fn begin_edges(&mut self) {
        self.section("edges");
    }

    /// Writes an edge to the node of this number.
    ///
    /// # Errors
    /// The file cannot be written.
    #[inline]
    pub fn edge(&mut self, kind: EdgeKind, name: u32, to: u32) -> io::Result<()> {
        self.record()?;
        self.numbers(&[kind as u64, name.into(), u64::from(to) * NODE_FIELDS]);
        Ok(())
    }

    /// The edges are written: now come the functions of allocation stacks.
    pub fn begin_functions(&mut self) {
        self.section("trace_function_infos");
    }

    /// Writes the function of an allocation stack.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn function(&mut self, function: &TraceFunction) -> io::Result<()> {
        self.record()?;
        let TraceFunction { id, name, script, script_id, line, column } = *function;
        self.numbers(&[id, name, script, script_id, line, column].map(u64::from));
        Ok(())
    }

    /// The functions are written: now comes the tree of allocations.
    pub fn begin_tree(&mut self) {
        self.section("trace_tree");
    }

    /// Opens a node of the tree: its number, its function, and how many cells of how many bytes
    /// were allocated there.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn open_tree_node(&mut self, id: u32, function: u32, count: u64, bytes: u64) -> io::Result<()> {
        self.record()?;
        self.numbers(&[id.into(), function.into(), count, bytes]);
        self.bytes(b",[");
        self.begun = false;
        Ok(())
    }

    /// Closes the node that was opened last.
    pub fn close_tree_node(&mut self) {
        self.bytes(b"]");
        self.begun = true;
    }

    /// The tree is written: now come the places of functions.
    pub fn begin_locations(&mut self) {
        self.section("samples");
        self.section("locations");
    }

    /// Writes where the function of a node stands: line and column from 0.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn location(&mut self, node: u32, script: u32, line: u32, column: u32) -> io::Result<()> {
        self.record()?;
        self.numbers(&[u64::from(node) * NODE_FIELDS, script.into(), line.into(), column.into()]);
        Ok(())
    }

    /// The places are written: now come the strings, the first of which is nobody's.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn begin_strings(&mut self) -> io::Result<()> {
        self.section("strings");
        self.string(&[Text::Utf8("<dummy>")])
    }

    /// Writes a string of these parts, of each its beginning.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn string(&mut self, parts: &[Text<'_>]) -> io::Result<()> {
        self.record()?;
        self.bytes(b"\"");
        for part in parts {
            match *part {
                Text::Utf8(text) => text.encode_utf16().take(STRING_UNITS).for_each(|unit| self.unit(unit)),
                Text::Latin1(bytes) => self.latin1(&bytes[..bytes.len().min(STRING_UNITS)]),
                Text::Utf16(units) => units.iter().take(STRING_UNITS).for_each(|&unit| self.unit(unit)),
            }
        }
        self.bytes(b"\"");
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> io::Result<u64> {
        self.bytes(b"]}\n");
        self.hand_on()?;
        self.out.flush()?;
        Ok(self.written)
    }

    fn section(&mut self, name: &str) {
        self.bytes(b"],\n\"");
        self.bytes(name.as_bytes());
        self.bytes(b"\":[");
        self.begun = false;
    }

    #[inline]
    fn bytes(&mut self, bytes: &[u8]) {
        self.buffer[self.filled..][..bytes.len()].copy_from_slice(bytes);
        self.filled += bytes.len();
    }

    #[inline]
    fn record(&mut self) -> io::Result<()> {
        if self.filled > PORTION {
            self.hand_on()?;
        }
        if self.begun {
            self.bytes(b",");
        }
        self.begun = true;
        Ok(())
    }

    #[cold]
    fn hand_on(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer[..self.filled])?;
        self.written += self.filled as u64;
        self.filled = 0;
        Ok(())
    }

    #[inline]
    fn numbers<const N: usize>(&mut self, numbers: &[u64; N]) {
        let mut at = self.filled;
        for (index, &number) in numbers.iter().enumerate() {
            if index > 0 {
                self.buffer[at] = b',';
                at += 1;
            }
            at += put(&mut self.buffer[at..at + 20], number);
        }
        self.filled = at;
    }

    fn latin1(&mut self, bytes: &[u8]) {
        let plain = |byte: u8| (b' '..0x7f).contains(&byte) && byte != b'"' && byte != b'\\';
        if bytes.iter().all(|&byte| plain(byte)) {
            self.bytes(bytes);
        } else {
            bytes.iter().for_each(|&byte| self.unit(byte.into()));
        }
    }

    fn unit(&mut self, unit: u16) {
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        let escape = match unit {
            0x08 => b'b',
            0x09 => b't',
            0x0a => b'n',
            0x0c => b'f',
            0x0d => b'r',
            0x22 | 0x5c => unit as u8,
            0x20..0x7f => return self.bytes(&[unit as u8]),
            _ => {
                let digit = |digit: u16| HEX[usize::from(unit >> (4 * digit) & 15)];
                return self.bytes(&[b'\\', b'u', digit(3), digit(2), digit(1), digit(0)]);
            }
        };
        self.bytes(&[b'\\', escape]);
    }
}

/// Writes a number; how many digits it has.
#[inline]
fn put(to: &mut [u8], number: u64) -> usize {
    if number < 10 {
        to[0] = b'0' + number as u8;
        return 1;
    }
    let digits = number.ilog10() as usize + 1;
    match u32::try_from(number) {
        Ok(mut rest) => {
            for digit in to[..digits].iter_mut().rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        }
        Err(_) => {
            let mut rest = number;
            for digit in to[..digits].iter_mut().rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        }
    }
    digits
}
