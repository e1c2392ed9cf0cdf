//! What nodes and edges of a snapshot are called: numbers of strings.
//!
//! The strings of a file are a list of few (parts, classes, functions, variables, which there are
//! as many of as the program's text has), behind it one for each string and symbol of the heap, in
//! the order of the cells, and last those of WeakMaps' pairs. So nothing is kept but the list.
//!
//! Invariant: what is asked for when the file is written was asked for when it was prepared, for
//! the list must be complete by then.

use rustc_hash::FxHashMap;

use crate::bytecode::{FunctionKind, FunctionProto, Text};
use crate::heap::{CellRef, Numbers};
use crate::objects::{
    Brand, Code, Function, Gc, Host, JsString, Key, Kind, NativeFunction, Object, Space, SuspendedFrame, Symbol, Value,
    references::Part,
};
use crate::snapshot::NodeKind;
use crate::vm::errors::stack_trace::to_text;

use super::super::roots::{function_name, key_text, register_label, suspended_proto};
use super::super::sites::file_of;

/// Classes remembered by their prototypes.
const MOST_CLASSES: usize = limit!(1 << 17, small = 2);
/// Property keys remembered.
const KEYS: usize = 1 << 12;
/// Prototypes that are asked for a constructor.
const CHAIN: usize = 16;
/// Scopes told apart.
const MOST_SCOPES: usize = u16::MAX as usize - 1;

/// A function as the file tells of it.
#[derive(Clone, Copy)]
pub struct FunctionInfo {
    /// Its name.
    pub name: u32,
    /// The number of its script.
    pub script: u32,
    /// Its line, from 0.
    pub line: u32,
    /// Its column, from 0.
    pub column: u32,
}

/// A text that functions are of.
pub struct Script {
    /// Its name.
    pub name: u32,
    /// The lowest id of a cell of its code.
    pub id: u32,
}

/// The names of a snapshot.
pub struct Names<'a> {
    space: &'a Space,
    numbers: &'a Numbers,
    texts: Vec<String>,
    index: FxHashMap<String, u32>,
    functions: FxHashMap<*const FunctionProto, FunctionInfo>,
    registers: FxHashMap<(*const FunctionProto, u16, bool), u32>,
    natives: FxHashMap<&'static str, u32>,
    scripts: FxHashMap<*const u8, u32>,
    /// The scripts by number.
    pub script_list: Vec<Script>,
    /// By the prototype's word.
    classes: FxHashMap<u64, u32>,
    by_kind: Vec<(NodeKind, u32)>,
    keys: Vec<(u64, u32)>,
    scope_numbers: FxHashMap<*const Text, u16>,
    scopes: Vec<Box<[u32]>>,
    globals: Vec<(CellRef, u32)>,
    proto: u32,
    sealed: bool,
}

/// Whether a cell has a string of its own in the file.
pub fn has_text(cell: CellRef) -> bool {
    matches!(Kind::of(cell), Kind::Latin1 | Kind::Utf16 | Kind::Symbol)
}

/// What cells that are no objects are called.
const KINDS: &[(Kind, NodeKind, &str)] = &[
    (Kind::Rope, NodeKind::ConsString, "(concatenated string)"),
    (Kind::Slice, NodeKind::SlicedString, "(sliced string)"),
    (Kind::BigInt, NodeKind::BigInt, "bigint"),
    (Kind::Shape, NodeKind::ObjectShape, "system / Map"),
    (Kind::Slots, NodeKind::Array, "(object properties)"),
    (Kind::Elements, NodeKind::Array, "(object elements)"),
    (Kind::Deque, NodeKind::Array, "(object elements)"),
    (Kind::Holes, NodeKind::Array, "(object elements)"),
    (Kind::SparseElements, NodeKind::Array, "(object elements)"),
    (Kind::Environment, NodeKind::Object, "system / Context"),
    (Kind::Accessor, NodeKind::Hidden, "system / AccessorPair"),
    (Kind::Tuple, NodeKind::Array, "(record)"),
    (Kind::MapTable, NodeKind::Array, "(hash table)"),
    (Kind::WeakSegment, NodeKind::Array, "(weak hash table)"),
    (Kind::FinalizationPage, NodeKind::Hidden, "system / WeakCell"),
    (Kind::Realm, NodeKind::Hidden, "system / NativeContext"),
    (Kind::BoundFunction, NodeKind::Closure, "native_bind"),
];

impl<'a> Names<'a> {
    /// The names of parts and kinds.
    pub fn new(space: &'a Space, numbers: &'a Numbers) -> Names<'a> {
        let mut names = Names {
            space,
            numbers,
            texts: Vec::new(),
            index: FxHashMap::default(),
            functions: FxHashMap::default(),
            registers: FxHashMap::default(),
            natives: FxHashMap::default(),
            scripts: FxHashMap::default(),
            script_list: Vec::new(),
            classes: FxHashMap::default(),
            by_kind: vec![(NodeKind::Hidden, 0); 256],
            keys: vec![(0, 0); KEYS],
            scope_numbers: FxHashMap::default(),
            scopes: Vec::new(),
            globals: Vec::new(),
            proto: 0,
            sealed: false,
        };
        names.texts.push("<dummy>".into());
        // Parts come first, by number.
        names.texts.extend(Part::NAMES.iter().map(|name| String::from(*name)));
        names.proto = names.text("__proto__");
        for &(kind, node, text) in KINDS {
            names.by_kind[kind as usize] = (node, names.text(text));
        }
        names
    }

    /// The number of a text of the list.
    pub fn text(&mut self, text: &str) -> u32 {
        if let Some(&index) = self.index.get(text) {
            return index;
        }
        debug_assert!(!self.sealed, "{text} was not asked for before");
        let index = self.texts.len() as u32;
        self.texts.push(text.into());
        self.index.insert(text.into(), index);
        index
    }

    /// The list, as far as it goes.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// A cell has this name, whatever its class.
    pub fn call(&mut self, cell: CellRef, name: &str) {
        let name = self.text(name);
        self.globals.push((cell, name));
    }

    /// The number of a part's name.
    pub fn part(&self, part: Part) -> u32 {
        1 + part as u32
    }

    /// The number of the name of the reference to a prototype.
    pub fn proto(&self) -> u32 {
        self.proto
    }

    /// The string of a cell that has one.
    pub fn string(&self, cell: CellRef) -> u32 {
        self.texts.len() as u32 + self.numbers.string(cell, has_text)
    }

    /// The string of a property's key.
    pub fn key(&mut self, key: Key) -> u32 {
        let Some(cell) = key.as_name().and_then(Value::as_cell) else { return 0 };
        if !self.numbers.has(cell) {
            return self.text(&key_text(key));
        }
        let place = (cell.addr() >> 4) as usize % KEYS;
        if self.keys[place].0 != cell.addr() {
            self.keys[place] = (cell.addr(), self.string(cell));
        }
        self.keys[place].1
    }

    /// The list is complete: what was remembered by its length is not good any more.
    pub fn seal(&mut self) {
        self.keys.fill((0, 0));
        self.sealed = true;
    }

    /// What is known of a function.
    pub fn function(&mut self, proto: &FunctionProto) -> FunctionInfo {
        if let Some(&info) = self.functions.get(&std::ptr::from_ref(proto)) {
            return info;
        }
        let position = proto.source.position(proto.span.0);
        let file = std::rc::Rc::as_ptr(&proto.source).cast::<u8>();
        let script = match self.scripts.get(&file) {
            Some(&script) => script,
            None => {
                let name = self.text(proto.source.name());
                self.script_list.push(Script { name, id: u32::MAX });
                let script = self.script_list.len() as u32;
                self.scripts.insert(file, script);
                script
            }
        };
        let name = self.text(&function_name(proto));
        let info = FunctionInfo { name, script, line: position.line - 1, column: position.column - 1 };
        self.functions.insert(proto, info);
        info
    }

    /// The name of what a function's register holds; `of_function`: and of which function.
    pub fn register(&mut self, proto: &FunctionProto, register: u16, of_function: bool) -> u32 {
        let key = (std::ptr::from_ref(proto), register, of_function);
        if let Some(&name) = self.registers.get(&key) {
            return name;
        }
        let name = register_label(proto, register);
        let name = match of_function && proto.kind != FunctionKind::TopLevel {
            true => self.text(&format!("{name} in {} ({})", function_name(proto), file_of(proto))),
            false => self.text(&name),
        };
        self.registers.insert(key, name);
        name
    }

    /// Notes a cell of a script's code.
    pub fn code(&mut self, code: Gc<Code>, id: u32) {
        let script = self.function(code.proto()).script;
        let known = &mut self.script_list[script as usize - 1];
        known.id = known.id.min(id);
    }

    /// What a cell is and what it is called. `string`: the number of its string, if it has one.
    #[inline]
    pub fn node(&mut self, cell: CellRef, string: u32) -> (NodeKind, u32) {
        let kind = Kind::of(cell);
        match kind {
            Kind::Latin1 | Kind::Utf16 => (NodeKind::String, string),
            Kind::Symbol => (NodeKind::Symbol, string),
            Kind::Function => {
                let proto = Gc::<Function>::from_cell(cell).code().proto();
                (NodeKind::Closure, self.function(proto).name)
            }
            Kind::NativeFunction => {
                let native = Gc::<NativeFunction>::from_cell(cell);
                (NodeKind::Closure, self.native(self.space.natives[native.id().0 as usize].name))
            }
            Kind::Code => (NodeKind::Code, self.function(Gc::<Code>::from_cell(cell).proto()).name),
            Kind::SuspendedFrame => {
                let proto = suspended_proto(Gc::<SuspendedFrame>::from_cell(cell));
                let name = proto.map_or(String::new(), |proto| function_name(proto));
                (NodeKind::Hidden, self.text(&format!("(suspended {name})")))
            }
            Kind::BoundFunction => self.by_kind[kind as usize],
            _ if kind.is_object() => self.object(Gc::from_cell(cell), kind),
            _ => self.by_kind[kind as usize],
        }
    }

    fn native(&mut self, name: &'static str) -> u32 {
        if let Some(&index) = self.natives.get(name) {
            return index;
        }
        let index = self.text(name);
        self.natives.insert(name, index);
        index
    }

    fn object(&mut self, object: Gc<Object>, kind: Kind) -> (NodeKind, u32) {
        if let Some(&(_, name)) = self.globals.iter().find(|(cell, _)| *cell == object.cell()) {
            return (NodeKind::Object, name);
        }
        if kind == Kind::Host
            && let Some(expression) = Host::of(object.value(), Brand::RegExp)
            && let Some(source) = expression.get(0).as_cell().filter(|&cell| has_text(cell) && self.numbers.has(cell))
        {
            return (NodeKind::RegExp, self.string(source));
        }
        let proto = self.space.shape_of(object).proto.get();
        // Two kinds may have one prototype, and names of their own where that says nothing.
        let word = proto.bits() ^ (kind as u64) << 56;
        if let Some(&class) = self.classes.get(&word) {
            return (NodeKind::Object, class);
        }
        let class = match self.constructor(proto) {
            Some(name) => self.text(&name),
            None => self.text(object.class().name),
        };
        if self.classes.len() >= MOST_CLASSES {
            self.classes.clear();
        }
        self.classes.insert(word, class);
        (NodeKind::Object, class)
    }

    /// The name of the constructor that a chain of prototypes tells.
    fn constructor(&self, mut proto: Value) -> Option<String> {
        for _ in 0..CHAIN {
            let object = Gc::<Object>::from_value(proto)?;
            let shape = self.space.shape_of(object);
            if let Some(property) = shape.lookup(self.space.names.constructor) {
                let constructor = object.slot(shape, property.slot).1.get();
                let name = match Gc::<Function>::from_value(constructor) {
                    Some(function) => to_text(&function.code().proto().name),
                    None => {
                        let native = Gc::<NativeFunction>::from_value(constructor)?;
                        self.space.natives[native.id().0 as usize].name.to_owned()
                    }
                };
                return Some(name).filter(|name| !name.is_empty());
            }
            proto = shape.proto.get();
        }
        None
    }

    /// The number of a scope with these variables, from 1; 0 if there are too many.
    pub fn scope(&mut self, variables: &[Text]) -> u16 {
        if let Some(&scope) = self.scope_numbers.get(&variables.as_ptr()) {
            return scope;
        }
        if self.scopes.len() >= MOST_SCOPES {
            return 0;
        }
        let texts: Vec<String> = variables.iter().map(to_text).collect();
        let names = texts.iter().map(|text| self.text(text)).collect();
        self.scopes.push(names);
        let scope = self.scopes.len() as u16;
        self.scope_numbers.insert(variables.as_ptr(), scope);
        scope
    }

    /// The name of a variable; that of a number if there is none.
    pub fn variable(&self, scope: u16, slot: u32) -> u32 {
        let names = usize::from(scope).checked_sub(1).and_then(|scope| self.scopes.get(scope));
        names.and_then(|names| names.get(slot as usize)).copied().unwrap_or(0)
    }
}

/// A symbol's name, as V8 shows it: its description, and whether it is private.
pub fn symbol_text(symbol: Gc<Symbol>) -> (Option<Gc<JsString>>, bool) {
    (Gc::<JsString>::from_value(symbol.description.get()), symbol.is_private())
}
