//! A snapshot of the heap, written while the program stands still: cells by number, one after the
//! other, in several passes (what there is; nodes; edges; places; strings).
//!
//! What lies outside of cells is a node of type `native` for each cell that owns some, behind all
//! cells; behind these a node for each script. The bytes of all nodes are those of `heapUsed` and
//! what cells own.
//!
//! Invariants: no script code runs and nothing is allocated in the heap; what is kept in memory are
//! the numbers (see `heap/numbering.rs`), the list of names and the entries of WeakMaps, however
//! large the heap is. Of cells nothing is changed but the notes of environments, which are cleared
//! at the end.

pub mod file;
mod groups;
mod names;
mod pairs;
pub mod profile;
mod trace;

use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Write};

use super::sites::Sites;
use crate::heap::{CellRef, CellSet, Numbers};
use crate::objects::references::{Name, Part, References};
use crate::objects::{Chars, Code, Environment, Function, Gc, JsString, Kind, Shape, SuspendedFrame, Symbol, Value};
use crate::snapshot::{Counts, EdgeKind, Node, NodeKind, Text, Writer};
use crate::vm::Vm;
use groups::{Groups, RootName};
use names::{Names, has_text, symbol_text};
use pairs::Pairs;
use trace::Tree;

/// Nodes before those of the groups: the root and `(GC roots)`.
const FIXED_NODES: u32 = 2;
const GC_ROOTS: &str = "(GC roots)";
const BUFFER: &str = "system / JSArrayBufferData";
const OUTSIDE: &str = "(memory outside of the heap)";
/// Ids of scripts' nodes begin there, above all others.
const SCRIPT_IDS: u32 = 1 << 31;

/// How a snapshot is to be.
#[derive(Default)]
pub struct Options {
    /// Texts become their length and a hash by this key.
    pub redact: Option<u64>,
    /// The places of a tracked heap.
    pub sites: Option<Sites>,
    /// These cells alone, and references between them.
    pub only: Option<CellSet>,
}

/// Writes a snapshot of all cells of a machine's heap; how many bytes. Whoever wants none of what
/// is dead collects before.
///
/// # Errors
/// The file cannot be written.
pub fn write(vm: &mut Vm, out: &mut dyn Write, options: &Options) -> io::Result<u64> {
    let numbers = vm.space.heap.number_cells(has_text).ok_or(io::ErrorKind::OutOfMemory)?;
    let vm = &*vm;
    let few = options.only.as_ref().map(|only| {
        let globals = [vm.realm.global.cell(), vm.realm.lexicals.cell()];
        vm.space.heap.number_few(&numbers, |cell| only.contains(cell) || globals.contains(&cell), has_text)
    });
    let written = Walk::new(vm, few.as_ref().unwrap_or(&numbers), options).write(out);
    vm.space.heap.for_each_numbered(&numbers, |numbered| {
        if Kind::of(numbered.cell) == Kind::Environment {
            Gc::<Environment>::from_cell(numbered.cell).note_scope(0);
        }
    });
    written
}

struct Walk<'a> {
    vm: &'a Vm,
    numbers: &'a Numbers,
    options: &'a Options,
    names: Names<'a>,
    groups: Groups,
    pairs: Pairs,
    tree: Option<Tree>,
    /// Texts that are not redacted: names of properties.
    kept: CellSet,
    natives: u32,
    edges: u64,
    /// Of each group of roots.
    group_edges: Vec<u32>,
}

impl<'a> Walk<'a> {
    fn new(vm: &'a Vm, numbers: &'a Numbers, options: &'a Options) -> Walk<'a> {
        let mut names = Names::new(&vm.space, numbers);
        names.call(vm.realm.global.cell(), "global");
        names.call(vm.realm.lexicals.cell(), "script variables");
        for text in [GC_ROOTS, BUFFER, OUTSIDE, ""] {
            names.text(text);
        }
        let groups = Groups::new(vm, &mut names);
        Walk {
            vm,
            numbers,
            options,
            names,
            groups,
            pairs: Pairs::default(),
            tree: None,
            kept: CellSet::default(),
            natives: 0,
            edges: 0,
            group_edges: Vec::new(),
        }
    }

    fn write(mut self, out: &mut dyn Write) -> io::Result<u64> {
        self.prepare();
        let nodes = self.first_script() + self.names.script_list.len() as u32;
        let functions = self.tree.as_ref().map_or(0, Tree::functions) as u64;
        let mut writer = Writer::new(out, Counts { nodes: nodes.into(), edges: self.edges, functions });
        self.write_nodes(&mut writer)?;
        writer.begin_edges();
        self.write_edges(&mut writer)?;
        writer.begin_functions();
        if let Some(tree) = &self.tree {
            tree.write_functions(&mut writer)?;
        }
        writer.begin_tree();
        if let Some(tree) = &self.tree {
            tree.write(&mut writer)?;
        }
        writer.begin_locations();
        self.write_locations(&mut writer)?;
        writer.begin_strings()?;
        self.write_strings(&mut writer)?;
        writer.finish()
    }

    /// The number of the node of the first cell.
    fn first_cell(&self) -> u32 {
        FIXED_NODES + self.groups.count() as u32
    }

    fn first_native(&self) -> u32 {
        self.first_cell() + self.numbers.cells()
    }

    fn first_script(&self) -> u32 {
        self.first_native() + self.natives
    }

    fn node_of(&self, cell: CellRef) -> u32 {
        self.first_cell() + self.numbers.of(cell)
    }

    /// Bytes that a cell owns outside.
    fn outside(&self, cell: CellRef) -> usize {
        let heap = &self.vm.space.heap;
        let external = heap.kinds()[usize::from(cell.kind())].external;
        external.filter(|_| !heap.is_dead(cell)).map_or(0, |external| external(cell))
    }

    /// Counts, and asks for all names.
    fn prepare(&mut self) {
        let vm = self.vm;
        let mut references = References::new(&vm.space);
        let mut edges = 0;
        vm.space.heap.for_each_numbered(self.numbers, |numbered| {
            let cell = numbered.cell;
            if vm.space.heap.is_dead(cell) {
                return;
            }
            match Kind::of(cell) {
                Kind::Function => self.note_scopes(Gc::from_cell(cell)),
                Kind::SuspendedFrame => self.note_frame(Gc::from_cell(cell)),
                Kind::Code => self.names.code(Gc::from_cell(cell), numbered.id),
                Kind::Shape if self.options.redact.is_some() => self.keep_keys(Gc::from_cell(cell)),
                Kind::WeakSegment => self.pairs.add(cell, &mut references, self.numbers),
                _ => {}
            }
            if !has_text(cell) {
                self.names.node(cell, 0);
            }
            if self.options.only.is_some() {
                self.ask_for_keys(cell, &mut references);
            }
            self.natives += u32::from(self.outside(cell) > 0);
            edges += u64::from(self.count_edges(cell, &mut references));
        });
        // Each has an edge from its key.
        self.pairs.sort();
        edges += self.pairs.list().len() as u64;
        for group in 0..self.groups.count() {
            let mut count = 0;
            self.groups.visit(vm, group, &mut |_, cell| count += u32::from(self.numbers.has(cell)));
            self.group_edges.push(count);
            edges += u64::from(count) + 1;
        }
        // From the root to the global objects and to the roots of the engine.
        self.edges = edges + 3;
        self.tree = self.options.sites.as_ref().map(|sites| Tree::new(vm, sites, &mut self.names));
        self.names.seal();
    }

    fn keep_keys(&mut self, shape: Gc<Shape>) {
        let kept = &mut self.kept;
        shape.for_each_slot(|key, _| {
            if let Some(cell) = key.as_name().and_then(Value::as_cell) {
                kept.insert(cell);
            }
        });
    }

    /// A property's name may be none of the cells that are written.
    fn ask_for_keys(&mut self, cell: CellRef, references: &mut References<'_>) {
        references.of(cell, &mut |name, to| {
            if let Name::Property(key) = name
                && self.numbers.has(to)
            {
                self.names.key(key);
            }
        });
    }

    fn note_scopes(&mut self, function: Gc<Function>) {
        let proto = function.code().proto();
        self.names.function(proto);
        let mut next = Gc::<Environment>::from_value(function.env.get());
        for variables in &proto.variables.outer {
            let Some(environment) = next.filter(|environment| environment.scope() == 0) else { return };
            environment.note_scope(self.names.scope(variables));
            next = Gc::from_value(environment.parent.get());
        }
    }

    fn note_frame(&mut self, frame: Gc<SuspendedFrame>) {
        let Some(proto) = super::roots::suspended_proto(frame) else { return };
        for register in 0..frame.slots().len() {
            self.names.register(proto, register as u16, false);
        }
        for (register, variables) in &proto.variables.environments {
            let held = frame.slots().get(usize::from(*register)).map(|slot| slot.get());
            if let Some(environment) = held.and_then(Gc::<Environment>::from_value)
                && environment.scope() == 0
                && environment.slots().len() == variables.len()
            {
                environment.note_scope(self.names.scope(variables));
            }
        }
    }

    /// The edges of a cell, but for those to values whose key it is.
    fn count_edges(&self, cell: CellRef, references: &mut References<'_>) -> u32 {
        let kind = Kind::of(cell);
        if self.vm.space.heap.is_dead(cell) {
            return 0;
        }
        let mut count = u32::from(self.outside(cell) > 0) + u32::from(kind == Kind::Code);
        if kind == Kind::WeakSegment {
            references.entries_of(cell, |_, value| count += u32::from(self.numbers.has(value)));
        } else {
            references.of(cell, &mut |_, to| count += u32::from(self.numbers.has(to)));
        }
        count
    }

    fn write_nodes(&mut self, writer: &mut Writer<'_>) -> io::Result<()> {
        let (vm, base) = (self.vm, Node { kind: NodeKind::Synthetic, name: 0, id: 1, size: 0, edges: 3, trace: 0 });
        let (empty, gc_roots) = (self.names.text(""), self.names.text(GC_ROOTS));
        writer.node(&Node { name: empty, ..base })?;
        writer.node(&Node { name: gc_roots, id: 3, edges: self.groups.count() as u32, ..base })?;
        for (group, &name) in self.groups.names.iter().enumerate() {
            writer.node(&Node { name, id: 5 + 2 * group as u32, edges: self.group_edges[group], ..base })?;
        }
        let mut references = References::new(&vm.space);
        let (mut number, mut string, mut result) = (0, self.names.texts().len() as u32, Ok(()));
        vm.space.heap.for_each_numbered(self.numbers, |numbered| {
            let cell = numbered.cell;
            let (kind, name) = match vm.space.heap.is_dead(cell) {
                true => (NodeKind::Hidden, empty),
                false => self.names.node(cell, string),
            };
            string += u32::from(has_text(cell));
            let edges = self.count_edges(cell, &mut references) + self.pairs.of(number).1.len() as u32;
            number += 1;
            let trace = self.tree.as_ref().map_or(0, |tree| tree.node(vm.space.heap.birth_of(cell)));
            let node = Node { kind, name, id: numbered.id, size: numbered.bytes as u64, edges, trace };
            if result.is_ok() {
                result = writer.node(&node);
            }
        });
        result?;
        self.write_natives(writer)?;
        for (number, script) in self.names.script_list.iter().enumerate() {
            let unknown = u32::MAX - 2 * number as u32;
            let id = SCRIPT_IDS | if script.id == u32::MAX { unknown } else { script.id } & !1;
            writer.node(&Node { kind: NodeKind::Code, name: script.name, id, edges: 0, ..base })?;
        }
        Ok(())
    }

    fn write_natives(&mut self, writer: &mut Writer<'_>) -> io::Result<()> {
        let buffer = self.names.text(BUFFER);
        let other = self.names.text(OUTSIDE);
        let (mut result, vm) = (Ok(()), self.vm);
        vm.space.heap.for_each_numbered(self.numbers, |numbered| {
            let size = self.outside(numbered.cell) as u64;
            if size > 0 && result.is_ok() {
                let is_buffer = matches!(Kind::of(numbered.cell), Kind::ArrayBuffer | Kind::SharedArrayBuffer);
                let name = if is_buffer { buffer } else { other };
                let id = numbered.id + 1;
                result = writer.node(&Node { kind: NodeKind::Native, name, id, size, edges: 0, trace: 0 });
            }
        });
        result
    }

    fn write_edges(&mut self, writer: &mut Writer<'_>) -> io::Result<()> {
        let vm = self.vm;
        for (name, object) in [("global", vm.realm.global), ("script variables", vm.realm.lexicals)] {
            let name = self.names.text(name);
            writer.edge(EdgeKind::Shortcut, name, self.node_of(object.cell()))?;
        }
        writer.edge(EdgeKind::Element, 1, 1)?;
        for group in 0..self.groups.count() as u32 {
            writer.edge(EdgeKind::Element, group + 1, FIXED_NODES + group)?;
        }
        let mut result = Ok(());
        for group in 0..self.groups.count() {
            let mut place = 0;
            self.groups.visit(vm, group, &mut |name, cell| {
                place += 1;
                let (kind, name) = match name {
                    RootName::Text(name) => (EdgeKind::Context, name),
                    RootName::Place => (EdgeKind::Element, place),
                };
                if result.is_ok() && self.numbers.has(cell) {
                    result = writer.edge(kind, name, self.node_of(cell));
                }
            });
        }
        result?;
        let mut references = References::new(&vm.space);
        let mut native = self.first_native();
        let (mut number, mut result) = (0, Ok(()));
        vm.space.heap.for_each_numbered(self.numbers, |numbered| {
            if result.is_ok() {
                result = self.write_edges_of(numbered.cell, number, &mut native, &mut references, writer);
            }
            number += 1;
        });
        result
    }

    fn write_edges_of(
        &mut self,
        cell: CellRef,
        number: u32,
        native: &mut u32,
        references: &mut References<'_>,
        writer: &mut Writer<'_>,
    ) -> io::Result<()> {
        if self.vm.space.heap.is_dead(cell) {
            return Ok(());
        }
        let kind = Kind::of(cell);
        let mut result = Ok(());
        if kind == Kind::WeakSegment {
            references.entries_of(cell, |key, value| {
                let pair = self.pairs.find(self.numbers.of(key), number);
                let name = pair.map_or(self.names.part(Part::Table), |pair| self.first_pair() + pair as u32);
                if result.is_ok() && self.numbers.has(value) {
                    result = writer.edge(EdgeKind::Internal, name, self.node_of(value));
                }
            });
        } else {
            let scope = if kind == Kind::Environment { Gc::<Environment>::from_cell(cell).scope() } else { 0 };
            let frame = Gc::<SuspendedFrame>::from_value(Value::cell(cell)).and_then(super::roots::suspended_proto);
            references.of(cell, &mut |name, to| {
                if !self.numbers.has(to) {
                    return;
                }
                let (kind, name) = match (name, frame) {
                    (Name::Register(at), Some(proto)) => {
                        (EdgeKind::Context, self.names.register(proto, at as u16, false))
                    }
                    _ => self.edge_name(name, scope),
                };
                if result.is_ok() {
                    result = writer.edge(kind, name, self.node_of(to));
                }
            });
        }
        result?;
        if self.outside(cell) > 0 {
            writer.edge(EdgeKind::Internal, self.names.part(Part::BackingStore), *native)?;
            *native += 1;
        }
        if kind == Kind::Code {
            let script = self.names.function(Gc::<Code>::from_cell(cell).proto()).script;
            writer.edge(EdgeKind::Internal, self.names.part(Part::Script), self.first_script() + script - 1)?;
        }
        let (first, pairs) = self.pairs.of(number);
        for (place, pair) in pairs.iter().enumerate() {
            let name = self.first_pair() + (first + place) as u32;
            writer.edge(EdgeKind::Internal, name, self.node_of(pair.cells[1]))?;
        }
        Ok(())
    }

    /// The number of the string of the first pair.
    fn first_pair(&self) -> u32 {
        self.names.texts().len() as u32 + self.numbers.strings()
    }

    #[inline]
    fn edge_name(&mut self, name: Name, scope: u16) -> (EdgeKind, u32) {
        match name {
            Name::Property(key) => (EdgeKind::Property, self.names.key(key)),
            Name::Proto => (EdgeKind::Property, self.names.proto()),
            Name::Element(index) => (EdgeKind::Element, index),
            Name::Part(part) => (EdgeKind::Internal, self.names.part(part)),
            Name::Weak(part) => (EdgeKind::Weak, self.names.part(part)),
            Name::Numbered(number) | Name::Register(number) => (EdgeKind::Hidden, number),
            Name::Variable(slot) => match self.names.variable(scope, slot) {
                0 => (EdgeKind::Hidden, slot),
                name => (EdgeKind::Context, name),
            },
        }
    }

    fn write_locations(&mut self, writer: &mut Writer<'_>) -> io::Result<()> {
        let (vm, mut node, mut result) = (self.vm, self.first_cell(), Ok(()));
        vm.space.heap.for_each_numbered(self.numbers, |numbered| {
            if Kind::of(numbered.cell) == Kind::Function && result.is_ok() && !vm.space.heap.is_dead(numbered.cell) {
                let function = self.names.function(Gc::<Function>::from_cell(numbered.cell).code().proto());
                result = writer.location(node, function.script, function.line, function.column);
            }
            node += 1;
        });
        result
    }

    fn write_strings(&mut self, writer: &mut Writer<'_>) -> io::Result<()> {
        for text in &self.names.texts()[1..] {
            writer.string(&[Text::Utf8(text)])?;
        }
        let (vm, mut result) = (self.vm, Ok(()));
        vm.space.heap.for_each_numbered(self.numbers, |numbered| {
            if has_text(numbered.cell) && result.is_ok() {
                result = self.write_text(numbered.cell, writer);
            }
        });
        result?;
        for (place, pair) in self.pairs.list().iter().enumerate() {
            let [key, value, table] = pair.cells.map(|cell| vm.space.heap.id_of(cell));
            let [key_name, value_name] = [pair.cells[0], pair.cells[1]].map(|cell| match has_text(cell) {
                true => String::from("string"),
                false => {
                    let name = self.names.node(cell, 0).1;
                    self.names.texts().get(name as usize).cloned().unwrap_or_default()
                }
            });
            let text = format!(
                "{} / part of key ({key_name} @{key}) -> value ({value_name} @{value}) pair in WeakMap (table @{table})",
                place + 1
            );
            writer.string(&[Text::Utf8(&text)])?;
        }
        Ok(())
    }

    fn write_text(&self, cell: CellRef, writer: &mut Writer<'_>) -> io::Result<()> {
        if Kind::of(cell) == Kind::Symbol {
            let (description, private) = symbol_text(Gc::<Symbol>::from_cell(cell));
            let description = description.and_then(|string| string.flat_chars());
            return match (description, private) {
                (None, _) => writer.string(&[Text::Utf8("<symbol>")]),
                (Some(chars), true) => writer.string(&[text_of(chars)]),
                (Some(chars), false) => writer.string(&[Text::Utf8("<symbol "), text_of(chars), Text::Utf8(">")]),
            };
        }
        let string = Gc::<JsString>::from_cell(cell);
        let Some(chars) = string.flat_chars() else { return writer.string(&[]) };
        match self.options.redact {
            Some(key) if !self.kept.contains(cell) => writer.string(&[Text::Utf8(&redacted(chars, key))]),
            _ => writer.string(&[text_of(chars)]),
        }
    }
}

fn text_of(chars: Chars<'_>) -> Text<'_> {
    match chars {
        Chars::Latin1(bytes) => Text::Latin1(bytes),
        Chars::Utf16(units) => Text::Utf16(units),
    }
}

/// A text's length and its hash.
fn redacted(chars: Chars<'_>, key: u64) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write_u64(key);
    chars.iter().for_each(|unit| hasher.write_u16(unit));
    format!("({} characters, {:016x})", chars.len(), hasher.finish())
}
