//! Code cells: function prototypes materialised in the heap, with constants as values, inline
//! caches and nested code made on demand.
//!
//! Invariants: the pointers of the hot fields point into `data`, which lives exactly as long as the
//! cell; an inline cache holds shape ids and places that only mean something while a live object
//! shows the same id (see `shape`), so caches are not traced.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use crate::bytecode::{Constant, FunctionKind, FunctionProto};
use crate::heap::{CellRef, Header, Tracer};
use crate::numeric::bigint;
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::place::Place;
use crate::objects::object::shape::{NO_SHAPE, Shape};
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell};
use crate::objects::value::key::Key;

/// One remembered look-up.
#[derive(Clone, Copy)]
pub struct CacheEntry {
    /// Shape id of the receiver; `NO_SHAPE` when empty.
    pub shape: u32,
    /// Where the value is: see [`Place`].
    pub place: Place,
    /// Prototype epoch under which `holder`, or the absence of a setter, was seen.
    pub epoch: u32,
    /// Id of the shape after adding the property (stores), or `NO_SHAPE`.
    pub next_shape: u32,
    /// Address of the prototype that holds the property, or 0 for the receiver.
    pub holder: u64,
}

impl CacheEntry {
    /// Remembers nothing.
    pub const EMPTY: CacheEntry =
        CacheEntry { shape: NO_SHAPE, place: Place::NONE, epoch: 0, next_shape: NO_SHAPE, holder: 0 };
}

/// How many further shapes a cache remembers beside the first.
pub const POLYMORPHIC: usize = limit!(3, small = 2);

/// The cache of one property or global access.
pub struct InlineCache {
    /// The property name.
    pub key: Key,
    /// The entry tried first.
    pub first: CacheEntry,
    /// Further entries, made when a second shape shows up.
    pub more: Option<Box<[CacheEntry; POLYMORPHIC]>>,
    /// Where the next entry goes.
    pub turn: u8,
}

/// What a code cell owns outside the heap.
pub struct CodeData {
    /// The compiled function.
    pub proto: Rc<FunctionProto>,
    /// Constants as values.
    pub constants: Box<[Cell<Value>]>,
    /// Caches by site.
    pub caches: Box<[std::cell::UnsafeCell<InlineCache>]>,
    /// Nested code, made when a closure is.
    pub functions: Box<[Cell<Value>]>,
    /// Shapes of object literals, template objects: values made on first use.
    pub literals: Box<[Cell<Value>]>,
    /// Template objects by site.
    pub templates: Box<[Cell<Value>]>,
    /// Constructors: id of the root shape that instances got last. Not a reference:
    /// `Space::instance_shape` checks that it still stands.
    pub instance_shape: Cell<u32>,
    /// Property slots that instances turned out to need.
    pub instance_slots: Cell<u16>,
    /// Bytes of the text and of what was compiled of it, if this function accounts for them: one of
    /// those that share them does.
    unit_bytes: Cell<usize>,
}

/// A function prototype in the heap.
#[repr(C)]
pub struct Code {
    header: Header,
    /// First instruction unit.
    pub entry: *const u16,
    /// First constant.
    pub constants: *const Cell<Value>,
    /// First inline cache.
    pub caches: *const std::cell::UnsafeCell<InlineCache>,
    /// Registers of a frame.
    pub registers: u16,
    /// Parameter registers.
    pub params: u16,
    /// `CODE_*` flags.
    pub flags: u32,
    /// The realm of its functions.
    pub realm: Value,
    /// The same where they can be called without `new`, else a hole.
    pub callable_in: Value,
    /// The rest.
    data: ManuallyDrop<Box<CodeData>>,
}

/// Code flag: strict.
pub const CODE_STRICT: u32 = 1;
/// Code flag: generator.
pub const CODE_GENERATOR: u32 = 2;
/// Code flag: async.
pub const CODE_ASYNC: u32 = 4;
/// Code flag: a class constructor (needs `new`).
pub const CODE_CLASS: u32 = 8;
/// Code flag: a derived class constructor.
pub const CODE_DERIVED: u32 = 16;
/// Code flag: `new` is allowed.
pub const CODE_CONSTRUCTOR: u32 = 32;
/// Code flag: an arrow function.
pub const CODE_ARROW: u32 = 64;
/// Code flag: reads arguments beyond its parameters.
pub const CODE_EXTRA_ARGUMENTS: u32 = 128;

impl HeapCell for Code {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Code
    }
}

impl Gc<Code> {
    /// What it owns outside the heap.
    #[inline(always)]
    pub fn data<'a>(self) -> &'a CodeData {
        // SAFETY: the box lives as long as the cell, which the caller keeps reachable.
        unsafe { &*std::ptr::from_ref::<CodeData>(&self.data) }
    }

    /// The compiled function.
    pub fn proto<'a>(self) -> &'a Rc<FunctionProto> {
        &self.data().proto
    }

    /// Whether a flag is set.
    #[inline(always)]
    pub fn has(self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<Code>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    tracer.word(Gc::<Code>::from_cell(cell).realm.bits());
    let data = Gc::<Code>::from_cell(cell).data();
    for values in [&data.constants, &data.functions, &data.literals, &data.templates] {
        for value in values.iter() {
            tracer.word(value.get().bits());
        }
    }
}
pub(in crate::objects) fn finalize(cell: CellRef) {
    // SAFETY: the heap finalises a dead cell once; nobody reads it afterwards.
    unsafe { ManuallyDrop::drop(&mut (*(cell.addr() as *mut Code)).data) }
}
pub(in crate::objects) fn external(cell: CellRef) -> usize {
    let data = Gc::<Code>::from_cell(cell).data();
    std::mem::size_of::<CodeData>()
        + data.unit_bytes.get()
        + 8 * (data.constants.len() + data.functions.len() + data.literals.len() + data.templates.len())
        + data.caches.len() * std::mem::size_of::<InlineCache>()
}

fn flags_of(proto: &FunctionProto) -> u32 {
    let bit = |on: bool, bit: u32| if on { bit } else { 0 };
    let plain = !proto.flags.is_async && !proto.flags.is_generator;
    let class = matches!(proto.kind, FunctionKind::BaseConstructor | FunctionKind::DerivedConstructor);
    bit(proto.flags.strict, CODE_STRICT)
        | bit(proto.flags.is_generator, CODE_GENERATOR)
        | bit(proto.flags.is_async, CODE_ASYNC)
        | bit(class, CODE_CLASS)
        | bit(proto.kind == FunctionKind::DerivedConstructor, CODE_DERIVED)
        | bit(class || (plain && proto.kind == FunctionKind::Normal), CODE_CONSTRUCTOR)
        | bit(proto.kind == FunctionKind::Arrow, CODE_ARROW)
        | bit(proto.uses_extra_arguments, CODE_EXTRA_ARGUMENTS)
}

impl Space {
    /// Materialises a function prototype: its strings are interned, its caches empty.
    pub fn new_code(&mut self, proto: &Rc<FunctionProto>) -> Gc<Code> {
        let constant = |space: &mut Space, constant: &Constant| match constant {
            Constant::Number(n) => Value::number(*n),
            Constant::String(text) => space.intern_text(text).value(),
            // The lexer lets nothing else through.
            Constant::BigInt(text) => match bigint::from_literal(text) {
                Ok(Some(integer)) => space.new_bigint(&integer).value(),
                _ => Value::UNDEFINED,
            },
        };
        let constants: Box<[Cell<Value>]> = proto.constants.iter().map(|c| Cell::new(constant(self, c))).collect();
        let holes = |n: usize| -> Box<[Cell<Value>]> { (0..n).map(|_| Cell::new(Value::HOLE)).collect() };
        let cache = |space: &mut Space, name: usize| {
            let string = Gc::from_cell(constants[name].get().cell_unchecked());
            let key = space.string_key(string);
            std::cell::UnsafeCell::new(InlineCache { key, first: CacheEntry::EMPTY, more: None, turn: 0 })
        };
        let caches = proto.ic_names.iter().map(|name| cache(self, name.0 as usize)).collect();
        let data = Box::new(CodeData {
            proto: proto.clone(),
            caches,
            functions: holes(proto.functions.len()),
            literals: holes(proto.object_literals.len()),
            templates: holes(proto.templates.len()),
            constants,
            instance_shape: Cell::new(NO_SHAPE),
            instance_slots: Cell::new(proto.instance_slots),
            unit_bytes: Cell::new(0),
        });
        let cell = self.heap.alloc_finalizable(Kind::Code as u8, std::mem::size_of::<Code>(), 0, 0);
        let code = cell.addr() as *mut Code;
        // SAFETY: the cell has the size of `Code`; every field behind the header is written here,
        // before anybody reads it.
        unsafe {
            (&raw mut (*code).entry).write(proto.code.as_ptr());
            (&raw mut (*code).constants).write(data.constants.as_ptr());
            (&raw mut (*code).caches).write(data.caches.as_ptr());
            (&raw mut (*code).registers).write(proto.registers);
            (&raw mut (*code).params).write(proto.params);
            let (flags, realm) = (flags_of(proto), self.roots.realm);
            (&raw mut (*code).flags).write(flags);
            (&raw mut (*code).realm).write(realm);
            (&raw mut (*code).callable_in).write(if flags & CODE_CLASS == 0 { realm } else { Value::HOLE });
            (&raw mut (*code).data).write(ManuallyDrop::new(data));
        }
        let code = Gc::from_cell(cell);
        self.heap.add_external(external(cell) as isize);
        code
    }

    /// The code accounts for a text that was compiled at run time, and what came of it.
    pub fn account_unit(&mut self, code: Gc<Code>, bytes: usize) {
        code.data().unit_bytes.set(bytes);
        self.heap.add_external(bytes as isize);
    }

    /// The code has run for the last time, and nobody can reach it: gives back at once what it owns
    /// outside the heap. Another function stands in its place.
    pub fn discard_code(&mut self, code: Gc<Code>, other: &Rc<FunctionProto>) {
        self.heap.barrier(code.cell());
        let before = external(code.cell());
        let code_cell = code.cell().addr() as *mut Code;
        // SAFETY: the cell is a code, of which the program's thread alone reads what lies outside
        // the heap; no frame runs it, so nobody holds a reference into that.
        unsafe {
            (&raw mut (*code_cell).entry).write(std::ptr::null());
            (&raw mut (*code_cell).constants).write(std::ptr::null());
            (&raw mut (*code_cell).caches).write(std::ptr::null());
            let data: &mut CodeData = &mut (*code_cell).data;
            data.constants = Box::default();
            data.caches = Box::default();
            data.functions = Box::default();
            data.literals = Box::default();
            data.templates = Box::default();
            data.proto = other.clone();
            data.unit_bytes.set(0);
        }
        let after = external(code.cell());
        self.heap.add_external(after as isize - before as isize);
    }

    /// The root shape of the objects that the constructor `code` makes with prototype `proto`.
    #[inline]
    pub fn instance_shape(&mut self, code: Gc<Code>, proto: Value) -> Gc<Shape> {
        let data = code.data();
        if let Some(shape) = self.shape_by_id(data.instance_shape.get())
            && shape.proto.get() == proto
        {
            return shape;
        }
        let shape = self.root_shape(proto, u32::from(data.instance_slots.get()));
        if shape.remember_id() {
            data.instance_shape.set(shape.id());
        }
        shape
    }

    /// The code of nested function `index`, made on first use.
    pub fn nested_code(&mut self, code: Gc<Code>, index: usize) -> Gc<Code> {
        let cached = code.data().functions[index].get();
        if let Some(cell) = cached.as_cell() {
            return Gc::from_cell(cell);
        }
        let nested = self.new_code(&code.data().proto.functions[index]);
        self.heap.barrier(code.cell());
        code.data().functions[index].set(nested.value());
        nested
    }
}
