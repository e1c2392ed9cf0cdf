//! From shape ids to shapes. An id is an index with its generation, so that the id of a dead shape
//! is never that of another one.
//!
//! Invariants:
//! - an index is given out again only with its next generation; one whose generations are spent
//!   rests while there are others, and its shapes are not cached;
//! - an index is free only when its shape's cell is.

use super::{DeadIds, INDEX_BITS, Shape, UNCACHEABLE};
use crate::heap::{CellRef, Marking, Numbered, Tracer};
use crate::objects::value::cell::Gc;
use crate::objects::value::key::Key;

/// Shapes that there can be at one time.
const MAX_INDICES: usize = limit!(1 << INDEX_BITS, small = 1 << 18);
/// While there are fewer indices, one whose generations are spent rests.
const FRESH_INDICES: usize = limit!(MAX_INDICES, small = 64);
/// With fewer indices left the heap is collected in full at the next safepoint, and is full if that
/// does not help.
const LEAST_INDICES: usize = limit!(1 << 16, small = 1 << 10);
/// The last generation of an index: any number of shapes have it one after the other, none of which
/// is cached.
const LAST_GENERATION: u8 = limit!(u8::MAX, small = 2);
/// Shapes looked at in one call of `forget_some`.
const FORGET_PORTION: usize = limit!(1024, small = 2);

/// From shape ids to shapes.
pub struct ShapeTable {
    pub(super) shapes: Vec<Option<Gc<Shape>>>,
    generations: Vec<u8>,
    free: Vec<u32>,
    /// Indices in their last generation.
    spent: Vec<u32>,
    pub(super) dead: DeadIds,
    /// Indices given out since the last collection, and in the marking of a major one.
    recent: Vec<u32>,
    /// Those of them that stay, while they are looked through.
    young: Vec<u32>,
    /// How far `forget_some` has come; `None` when it is done for this collection.
    forgot: Option<usize>,
    /// Shapes of objects without a prototype, by inline slots.
    pub(super) null_roots: Vec<Option<Gc<Shape>>>,
    /// A shape does not keep its children, nor a prototype the root shape of its own: their circles
    /// would never be freed where references are counted. Elsewhere they live as long as what leads
    /// to them, so that a program which makes such objects again finds its shapes again.
    pub(in crate::objects) weak: bool,
    /// The symbol under which a prototype keeps the root shape of its children; or the id of that,
    /// if it keeps it weakly.
    pub(in crate::objects) root_key: Option<Key>,
    /// Whether caches may have remembered ids: not while the builtins are made.
    pub cached: bool,
}

impl ShapeTable {
    pub(in crate::objects) fn new() -> ShapeTable {
        ShapeTable {
            shapes: vec![None],
            generations: vec![0],
            free: Vec::new(),
            spent: Vec::new(),
            dead: DeadIds::default(),
            recent: Vec::new(),
            young: Vec::new(),
            forgot: Some(0),
            null_roots: Vec::new(),
            weak: false,
            root_key: None,
            cached: true,
        }
    }

    /// The shape with this id, which a live object holds.
    #[inline(always)]
    pub fn get(&self, id: u32) -> Gc<Shape> {
        let index = (id & ((1 << INDEX_BITS) - 1)) as usize;
        // SAFETY: ids come from object headers, whose shapes are alive and registered here.
        unsafe { self.shapes.get_unchecked(index).unwrap_unchecked() }
    }

    /// The shape with this id, if it is still alive.
    pub fn get_checked(&self, id: u32) -> Option<Gc<Shape>> {
        let index = (id & ((1 << INDEX_BITS) - 1)) as usize;
        self.shapes.get(index).copied().flatten().filter(|shape| shape.id.get() == id)
    }

    /// How the heap finds the shape of an index. The table must stay where it is.
    pub(in crate::objects) fn numbered(&self) -> Numbered {
        fn shape_cell(table: usize, index: u32) -> Option<CellRef> {
            // SAFETY: the address of the table of the space that owns the heap.
            let table = unsafe { &*(table as *const ShapeTable) };
            table.shapes.get(index as usize).copied().flatten().map(Gc::cell)
        }
        Numbered { context: std::ptr::from_ref(self) as usize, cell: shape_cell }
    }

    pub(super) fn reclaim(&mut self) {
        let dead = std::mem::take(&mut *self.dead.borrow_mut());
        for id in dead {
            let index = id & ((1 << INDEX_BITS) - 1);
            self.shapes[index as usize] = None;
            self.release(index);
        }
    }

    pub(super) fn release(&mut self, index: u32) {
        let generation = &mut self.generations[index as usize];
        if *generation < LAST_GENERATION {
            *generation += 1;
        }
        // An id that a cache may have remembered never comes back.
        let last = *generation == LAST_GENERATION;
        if last { &mut self.spent } else { &mut self.free }.push(index);
    }

    /// An id for a shape, which may become uncacheable; `None` when all are in use.
    pub(super) fn new_id(&mut self, shape: Gc<Shape>) -> Option<u32> {
        if self.free.is_empty() {
            self.reclaim();
        }
        let index = self.free.pop().or_else(|| self.new_index(FRESH_INDICES));
        let index = index.or_else(|| self.spent.pop()).or_else(|| self.new_index(MAX_INDICES))?;
        self.shapes[index as usize] = Some(shape);
        self.recent.push(index);
        let generation = self.generations[index as usize];
        if generation == LAST_GENERATION {
            shape.bits.set(shape.bits.get() | UNCACHEABLE);
        }
        Some(u32::from(generation) << INDEX_BITS | index)
    }

    fn new_index(&mut self, most: usize) -> Option<u32> {
        if self.shapes.len() >= most {
            return None;
        }
        self.shapes.push(None);
        self.generations.push(0);
        Some(self.shapes.len() as u32 - 1)
    }

    /// Whether a collection has left few indices.
    pub fn is_used_up(&mut self) -> bool {
        self.reclaim();
        self.is_crowded()
    }

    /// Whether few indices are left.
    pub fn is_crowded(&self) -> bool {
        self.shapes.len() > MAX_INDICES - LEAST_INDICES && self.free.len() + self.spent.len() < LEAST_INDICES
    }

    /// Takes shapes that died out of the table, some in a call; true when all are out. Their ids
    /// come back when they are swept.
    pub(in crate::objects) fn forget_some(&mut self, marking: &Marking, minor: bool) -> bool {
        let Some(from) = self.forgot else { return true };
        let end = if minor { self.recent.len() } else { self.shapes.len() };
        let to = end.min(from + FORGET_PORTION);
        for i in from..to {
            let index = if minor { self.recent[i] as usize } else { i };
            if let Some(shape) = self.shapes[index].filter(|shape| !marking.is_marked(shape.cell())) {
                self.forget_one(shape, marking);
            }
        }
        self.forgot = (to < end || (!minor && marking.has_young() && !self.keep_young(marking))).then_some(to);
        self.forgot.is_none()
    }

    /// Takes a shape that died out of the table.
    pub(in crate::objects) fn forget_one(&mut self, shape: Gc<Shape>, marking: &Marking) {
        if self.weak {
            shape.unlink(marking);
        }
        let index = shape.id.get() & ((1 << INDEX_BITS) - 1);
        self.shapes[index as usize] = None;
    }

    /// Keeps the indices of shapes that the next minor collection may free; whether all were looked
    /// at.
    fn keep_young(&mut self, marking: &Marking) -> bool {
        let from = self.recent.len().saturating_sub(FORGET_PORTION);
        for index in self.recent.split_off(from) {
            if self.shapes[index as usize].is_some_and(|shape| marking.stays_young(shape.cell())) {
                self.young.push(index);
            }
        }
        self.recent.is_empty()
    }

    /// The collection is over: the next one begins at the beginning.
    pub(in crate::objects) fn end_forgetting(&mut self, marking: &Marking) {
        self.forgot = Some(0);
        if marking.has_young() {
            // What was given out meanwhile is young, too.
            self.recent.append(&mut self.young);
        } else {
            self.recent.clear();
        }
    }

    pub(in crate::objects) fn trace(&self, tracer: &mut Tracer) {
        for root in self.null_roots.iter().flatten() {
            tracer.cell(root.cell());
        }
        if let Some(name) = self.root_key.and_then(Key::as_name) {
            tracer.word(name.bits());
        }
    }
}
