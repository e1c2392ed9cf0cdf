//! Realms (ECMA-262 §9.3) as cells: what functions and their code refer to. What a realm consists
//! of lies in the VM while it is the current one, and here while it sleeps.
//!
//! Invariant: whoever changes what lies here goes through the barrier first.

use std::any::Any;
use std::cell::RefCell;
use std::mem::ManuallyDrop;

use crate::heap::{CellRef, Header, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::value::cell::{Gc, HeapCell};

/// What a realm that is not the current one consists of.
pub trait Sleeping: Any {
    /// Shows the collector what it refers to.
    fn trace(&self, tracer: &mut Tracer);
    /// Bytes of it outside of cells.
    fn bytes(&self) -> usize;
}

type Contents = RefCell<Option<Box<dyn Sleeping>>>;

/// A realm.
#[repr(C)]
pub struct RealmCell {
    header: Header,
    contents: ManuallyDrop<Contents>,
}

impl HeapCell for RealmCell {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Realm
    }
}

impl Gc<RealmCell> {
    fn contents<'a>(self) -> &'a Contents {
        // SAFETY: the contents live as long as the cell, which the caller keeps reachable.
        unsafe { &*std::ptr::from_ref::<Contents>(&self.contents) }
    }

    /// Looks at what sleeps in it; `None` for the current realm.
    pub fn look<S: Sleeping, R>(self, look: impl FnOnce(&S) -> R) -> Option<R> {
        let contents = self.contents().borrow();
        let sleeping: &dyn Any = &**contents.as_ref()?;
        sleeping.downcast_ref().map(look)
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<RealmCell>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    if let Some(contents) = &*Gc::<RealmCell>::from_cell(cell).contents().borrow() {
        contents.trace(tracer);
    }
}
pub(in crate::objects) fn finalize(cell: CellRef) {
    // SAFETY: the heap finalises a dead cell once; nobody reads it afterwards.
    unsafe { ManuallyDrop::drop(&mut (*(cell.addr() as *mut RealmCell)).contents) }
}
pub(in crate::objects) fn external(cell: CellRef) -> usize {
    Gc::<RealmCell>::from_cell(cell).contents().borrow().as_ref().map_or(0, |contents| contents.bytes())
}

impl Space {
    /// The cell of a new realm.
    pub fn new_realm_cell(&mut self) -> Gc<RealmCell> {
        let cell = self.heap.alloc_finalizable(Kind::Realm as u8, std::mem::size_of::<RealmCell>(), 0, 0);
        let realm = cell.addr() as *mut RealmCell;
        // SAFETY: the cell has the size of `RealmCell`; the one field behind the header is written
        // here, before anybody reads it.
        unsafe { (&raw mut (*realm).contents).write(ManuallyDrop::new(RefCell::new(None))) };
        Gc::from_cell(cell)
    }

    /// Takes out what sleeps in a realm, which becomes the current one.
    pub fn wake_realm<S: Sleeping>(&mut self, realm: Gc<RealmCell>) -> Option<Box<S>> {
        self.heap.barrier(realm.cell());
        let sleeping = realm.contents().borrow_mut().take()?;
        self.heap.add_external(-(sleeping.bytes() as isize));
        (sleeping as Box<dyn Any>).downcast().ok()
    }

    /// The current realm goes to sleep.
    pub fn lay_realm_to_sleep(&mut self, realm: Gc<RealmCell>, sleeping: Box<dyn Sleeping>) {
        self.heap.barrier(realm.cell());
        self.heap.add_external(sleeping.bytes() as isize);
        *realm.contents().borrow_mut() = Some(sleeping);
    }
}
