//! Values and every kind of heap cell: strings, symbols, shapes, objects, arrays, functions, code,
//! maps, and the storage behind them; the object space, which is the heap together with what gives
//! its cells meaning (shapes, interned strings, common names, primordial objects).
//!
//! No script code runs on this layer: getters, conversions and calls are the VM's. `kind.rs` is the
//! table of kinds.
//!
//! Invariant: [`Space::store`] is the one way by which a value gets into a published cell.

pub mod cells;
#[cfg(feature = "cli")]
pub mod edges;
pub mod elements;
pub mod kind;
mod kind_table;
pub mod object;
pub mod own;
mod plain;
#[cfg(feature = "cli")]
pub mod references;
pub mod value;

pub use cells::buffer::Buffer;
pub use cells::class::{Cloning, InternalMethods, Look};
pub use cells::code::Code;
pub use cells::context_global::ContextGlobal;
pub use cells::deferred::Deferred;
pub use cells::element_type::ElementType;
pub use cells::environment::{Environment, SuspendedFrame};
pub use cells::function::{BoundFunction, Function, NativeFunction, NativeId, NativeInfo};
pub use cells::host::{Brand, Host};
pub use cells::map::{MapObject, MapTable};
pub use cells::namespace::Namespace;
pub use cells::primitive::Primitive;
pub use cells::proxy::Proxy;
pub use cells::realm::{RealmCell, Sleeping};
pub use cells::view::View;
pub use cells::weak_ref::{Page, Registry, WeakRef};
pub use cells::weak_table::{WeakTable, can_be_held_weakly};
pub use elements::array::JsArray;
pub use kind::Kind;
pub use object::descriptor::Descriptor;
pub use object::place::Place;
pub use object::property_table::{Property, attributes};
pub use object::shape::Shape;
pub use object::{Accessor, Object, OwnProperty};
pub use value::Value;
pub use value::bigint::BigInt;
pub use value::cell::{Gc, Slot};
pub use value::key::Key;
pub use value::string::{Chars, JsString};
pub use value::symbol::Symbol;

use crate::heap::{CellRef, GcMode, Heap, HeapConfig, Marking, Tracer};
use kind_table::KINDS;
use object::shape::ShapeTable;
use value::interner::Interner;
use value::names::Names;

/// Plain objects with more slots in the object find their first shape among the prototype's.
const MAX_PLAIN_SHAPES: usize = limit!(17, small = 2);

/// Shapes and prototypes that the objects themselves need.
pub struct Roots {
    /// The realm that they are of: the current one.
    pub realm: Value,
    /// `Object.prototype`
    pub object_proto: Value,
    /// `Function.prototype`
    pub function_proto: Value,
    /// `Array.prototype`
    pub array_proto: Value,
    /// `%GeneratorFunction.prototype.prototype%`
    pub generator_proto: Value,
    /// `%AsyncGeneratorFunction.prototype.prototype%`
    pub async_generator_proto: Value,
    /// `%GeneratorFunction.prototype%`
    pub generator_function_proto: Value,
    /// `%AsyncGeneratorFunction.prototype%`
    pub async_generator_function_proto: Value,
    /// `%AsyncFunction.prototype%`
    pub async_function_proto: Value,
    /// Of empty plain objects, by slots in the object.
    pub plain_shapes: [Option<Gc<Shape>>; MAX_PLAIN_SHAPES],
    /// Of arrays.
    pub array_shape: Gc<Shape>,
    /// Of plain functions and native functions.
    pub function_shape: Gc<Shape>,
    /// Of async functions.
    pub async_function_shape: Gc<Shape>,
    /// Of generator functions.
    pub generator_function_shape: Gc<Shape>,
    /// Of async generator functions.
    pub async_generator_function_shape: Gc<Shape>,
    /// Of proxies.
    pub proxy_shape: Gc<Shape>,
}

impl Roots {
    /// Before `make_primordials`: shapes are dangling, and nobody may read them.
    fn placeholder() -> Roots {
        let (object, shape) = (Value::HOLE, Gc::<Shape>::dangling());
        Roots {
            realm: object,
            object_proto: object,
            function_proto: object,
            array_proto: object,
            generator_proto: object,
            async_generator_proto: object,
            generator_function_proto: object,
            async_generator_function_proto: object,
            async_function_proto: object,
            plain_shapes: [None; MAX_PLAIN_SHAPES],
            array_shape: shape,
            function_shape: shape,
            async_function_shape: shape,
            generator_function_shape: shape,
            async_generator_function_shape: shape,
            proxy_shape: shape,
        }
    }

    /// Shows the collector what they are.
    pub fn trace(&self, tracer: &mut Tracer) {
        for value in [
            self.realm,
            self.object_proto,
            self.function_proto,
            self.array_proto,
            self.generator_proto,
            self.async_generator_proto,
            self.generator_function_proto,
            self.async_generator_function_proto,
            self.async_function_proto,
        ] {
            tracer.word(value.bits());
        }
        for shape in self.plain_shapes.iter().flatten() {
            tracer.cell(shape.cell());
        }
        for shape in [
            self.array_shape,
            self.function_shape,
            self.async_function_shape,
            self.generator_function_shape,
            self.async_generator_function_shape,
            self.proxy_shape,
        ] {
            tracer.cell(shape.cell());
        }
    }
}

/// The object space.
pub struct Space {
    /// The collected heap.
    pub heap: Heap,
    /// From ids to shapes.
    pub shapes: ShapeTable,
    /// Interned strings.
    pub strings: Interner,
    /// Property names and symbols that the engine itself uses.
    pub names: Names,
    /// Primordial objects and shapes.
    pub roots: Roots,
    /// Raised when an object that is a prototype changes; see `shape`.
    pub proto_epoch: u32,
    /// Whether any prototype ever had an indexed element: reads of holes must then look there.
    pub proto_has_elements: bool,
    /// What `copy_plain` found out last: see `objects::plain`.
    assign_proofs: plain::AssignProofs,
    /// Raised when keys and shape ids that are remembered outside the heap may have died.
    pub forget_epoch: u64,
    /// Name and length of every native function.
    pub natives: Vec<NativeInfo>,
    /// Slots, entries and characters that operations moved or looked through, beside what they
    /// allocated: for the tests of growth.
    pub work: usize,
}

/// Where `proto_epoch` begins; it ends at the greatest number, where caches through prototypes are
/// no longer filled.
const FIRST_EPOCH: u32 = limit!(1, small = u32::MAX - 300);

impl Space {
    /// A space with its primordial objects. `natives`: information on native functions, of which
    /// number 0 is `Function.prototype` itself.
    pub fn new(config: HeapConfig, natives: Vec<NativeInfo>) -> Box<Space> {
        let mut heap = Heap::new(config, KINDS);
        let empty = Space::make_empty_string(&mut heap);
        // The primordial objects need a space to be made in.
        let mut space = Box::new(Space {
            heap,
            shapes: ShapeTable::new(),
            strings: Interner::new(empty),
            names: Names::placeholder(),
            roots: Roots::placeholder(),
            proto_epoch: FIRST_EPOCH,
            proto_has_elements: false,
            assign_proofs: plain::AssignProofs::default(),
            forget_epoch: 0,
            natives,
            work: 0,
        });
        let numbered = space.shapes.numbered();
        space.heap.set_numbered(numbered);
        space.make_single_chars();
        space.names = Names::new(&mut space);
        space.shapes.root_key = Some(space.names.root_shape);
        space.shapes.weak = space.heap.config().mode == GcMode::Refcount;
        space.make_primordials();
        space.roots.proxy_shape = space.separate_null_shape();
        space
    }

    /// Primordial objects of a realm of their own, in place of those that there are, which are
    /// given back.
    pub fn exchange_roots(&mut self) -> Roots {
        let old = std::mem::replace(&mut self.roots, Roots::placeholder());
        self.make_primordials();
        self.roots.proxy_shape = old.proxy_shape;
        old
    }

    fn make_single_chars(&mut self) {
        for unit in 0..=255_u8 {
            let string = self.intern_chars(Chars::Latin1(&[unit]), None);
            self.strings.single[unit as usize] = string;
        }
    }

    fn make_primordials(&mut self) {
        self.roots.realm = self.new_realm_cell().value();
        let null_shape = self.root_shape(Value::NULL, 4);
        let object_proto = self.new_object(null_shape).value();
        self.roots.object_proto = object_proto;
        self.roots.function_shape = self.root_shape(object_proto, 0);
        let function_proto = self.new_native(NativeId(0), Value::UNDEFINED).value();
        self.roots.function_proto = function_proto;
        self.roots.function_shape = self.root_shape(function_proto, 0);
        let shape = self.root_shape(object_proto, 0);
        let array_proto = self.new_array_of(shape).value();
        self.roots.array_proto = array_proto;
        self.roots.array_shape = self.root_shape(array_proto, 0);
        let plain = |space: &mut Space, proto: Value| space.new_object_with_proto(proto).value();
        self.roots.generator_proto = plain(self, object_proto);
        self.roots.async_generator_proto = plain(self, object_proto);
        self.roots.generator_function_proto = plain(self, function_proto);
        self.roots.async_generator_function_proto = plain(self, function_proto);
        self.roots.async_function_proto = plain(self, function_proto);
        self.roots.generator_function_shape = self.root_shape(self.roots.generator_function_proto, 0);
        self.roots.async_generator_function_shape = self.root_shape(self.roots.async_generator_function_proto, 0);
        self.roots.async_function_shape = self.root_shape(self.roots.async_function_proto, 0);
    }

    /// THE write path: stores `value` into `slot` of the published cell `owner`.
    #[inline(always)]
    pub fn store(&mut self, owner: CellRef, slot: &Slot, value: Value) {
        // SAFETY: the slot lies in the owner's cell.
        unsafe { self.heap.write_word(owner, slot.as_word(), value.bits()) }
    }

    /// The write path for a run of slots of the published cell `owner`: to be called before they
    /// are overwritten by `init`.
    #[inline(always)]
    pub fn overwrite(&mut self, owner: CellRef, slots: &[Slot]) {
        // SAFETY: the slots lie in the owner's cell.
        unsafe { self.heap.barrier_words(owner, slots.as_ptr().cast_mut().cast(), slots.len()) }
    }

    /// Whether the heap knows who writes each reference.
    #[inline(always)]
    pub fn is_tracked(&self) -> bool {
        #[cfg(feature = "cli")]
        return self.heap.is_tracked();
        #[cfg(not(feature = "cli"))]
        false
    }

    /// Words were copied from some slots to those of a cell that is being made: a tracked heap
    /// knows who wrote them there, too.
    #[inline(always)]
    pub fn copy_writers(&mut self, from: &[Slot], to: &[Slot]) {
        #[cfg(feature = "cli")]
        if self.heap.is_tracked() {
            let writers = self.heap.writers(from.as_ptr().addr(), from.len());
            self.heap.set_writers(to.as_ptr().addr(), &writers);
        }
        let _ = (from, to);
    }

    /// Who wrote the words in some slots, by number; empty when the heap is not tracked.
    #[cfg(feature = "cli")]
    #[inline(always)]
    pub fn writers(&self, slots: &[Slot]) -> Vec<u32> {
        if self.heap.is_tracked() { self.heap.writers(slots.as_ptr().addr(), slots.len()) } else { Vec::new() }
    }

    /// As [`Space::copy_writers`], of words that lie in these slots now.
    #[cfg(feature = "cli")]
    #[inline(always)]
    pub fn set_writers(&mut self, slots: &[Slot], writers: &[u32]) {
        if self.heap.is_tracked() {
            self.heap.set_writers(slots.as_ptr().addr(), writers);
        }
    }

    /// The shape with this id, if it is still alive; it is then kept alive.
    pub fn shape_by_id(&mut self, id: u32) -> Option<Gc<Shape>> {
        let shape = self.shapes.get_checked(id)?;
        self.heap.revive(shape.cell()).then_some(shape)
    }

    /// A record of values.
    pub fn new_tuple(&mut self, values: &[Value]) -> Gc<object::storage::Slots> {
        self.new_slots_from(Kind::Tuple, values)
    }

    /// A plain `{}` with the standard prototype.
    pub fn new_plain_object(&mut self) -> Gc<Object> {
        self.new_object_with_proto(self.roots.object_proto)
    }

    /// Shows the collector the space's own references.
    pub fn trace_roots(&self, tracer: &mut Tracer) {
        self.roots.trace(tracer);
        self.shapes.trace(tracer);
        self.strings.trace(tracer);
        self.names.trace(tracer);
    }

    /// Forgets some of what died, interned strings and shapes; true when all is forgotten.
    pub fn forget_some(&mut self, marking: &Marking, minor: bool) -> bool {
        let done = self.shapes.forget_some(marking, minor) && self.strings.forget_some(marking, minor);
        if done {
            self.shapes.end_forgetting(marking);
        }
        done
    }

    /// Forgets interned strings and shapes that died: no others have to be looked at.
    pub fn forget_counted(&mut self, dead: &mut dyn Iterator<Item = CellRef>, marking: &Marking) {
        for cell in dead {
            match Kind::of(cell) {
                Kind::Shape => self.shapes.forget_one(Gc::from_cell(cell), marking),
                _ => self.strings.forget_one(Gc::from_cell(cell)),
            }
        }
        self.shapes.end_forgetting(marking);
        self.strings.end_forgetting();
    }
}
