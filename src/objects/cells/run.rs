//! Runs of elements in the memory of buffers: what operations on many elements read and write.
//!
//! The memory of a SharedArrayBuffer can be another thread's at the same time. Its elements are
//! read and written by relaxed atomic accesses, each of one instruction, so that a race of scripts
//! (ECMA-262 §29) is none of Rust's; memory of one thread alone is seen as a slice of `Cell`s.
//!
//! Invariants: a run's elements are there and aligned; it is looked at no longer than nothing can
//! have detached or resized the buffer, or collected it.

use std::cell::Cell;
use std::cmp::Ordering;
use std::marker::PhantomData;
use std::mem::transmute_copy;
use std::ops::Range;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64};

use super::element_type::Element;

/// Reads an element of memory that may be another thread's too.
///
/// # Safety
/// The element is there, and aligned.
#[inline(always)]
pub(super) unsafe fn load<T: Element>(at: *const T) -> T {
    // SAFETY: the caller's; an element has one of these sizes, and any bits are one.
    unsafe {
        match size_of::<T>() {
            1 => transmute_copy(&AtomicU8::from_ptr(at.cast_mut().cast()).load(Relaxed)),
            2 => transmute_copy(&AtomicU16::from_ptr(at.cast_mut().cast()).load(Relaxed)),
            4 => transmute_copy(&AtomicU32::from_ptr(at.cast_mut().cast()).load(Relaxed)),
            _ => transmute_copy(&AtomicU64::from_ptr(at.cast_mut().cast()).load(Relaxed)),
        }
    }
}

/// Writes an element of memory that may be another thread's too.
///
/// # Safety
/// The element is there, and aligned.
#[inline(always)]
pub(super) unsafe fn store<T: Element>(at: *mut T, element: T) {
    // SAFETY: the caller's; an element has one of these sizes.
    unsafe {
        match size_of::<T>() {
            1 => AtomicU8::from_ptr(at.cast()).store(transmute_copy(&element), Relaxed),
            2 => AtomicU16::from_ptr(at.cast()).store(transmute_copy(&element), Relaxed),
            4 => AtomicU32::from_ptr(at.cast()).store(transmute_copy(&element), Relaxed),
            _ => AtomicU64::from_ptr(at.cast()).store(transmute_copy(&element), Relaxed),
        }
    }
}

/// Who else may have the elements of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Nobody.
    Own,
    /// Nobody, and they never change: what is written is lost.
    ReadOnly,
    /// Other threads.
    Shared,
}

/// Elements that lie one behind the other in a buffer.
#[derive(Clone, Copy)]
pub struct Run<'a, T> {
    at: *const Cell<T>,
    length: usize,
    access: Access,
    memory: PhantomData<&'a [Cell<T>]>,
}

impl<T> Default for Run<'_, T> {
    /// No elements.
    fn default() -> Self {
        Run { at: std::ptr::dangling(), length: 0, access: Access::Own, memory: PhantomData }
    }
}

impl<'a, T: Element> Run<'a, T> {
    /// So many elements from an address on.
    ///
    /// # Safety
    /// They are there, initialised and aligned, as long as the run is looked at, and others
    /// have them only as `access` says.
    #[inline(always)]
    pub(super) unsafe fn new(at: *const u8, length: usize, access: Access) -> Self {
        Run { at: at.cast(), length, access, memory: PhantomData }
    }

    /// How many there are.
    #[inline(always)]
    pub fn len(self) -> usize {
        self.length
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.length == 0
    }

    /// Whether nothing may be written.
    #[inline(always)]
    pub fn is_read_only(self) -> bool {
        self.access == Access::ReadOnly
    }

    /// All of them, when they are this thread's alone and may be written.
    #[inline(always)]
    pub fn own(self) -> Option<&'a [Cell<T>]> {
        self.cells().filter(|_| !self.is_read_only())
    }

    /// All of them, when they are this thread's alone.
    #[inline(always)]
    fn cells(self) -> Option<&'a [Cell<T>]> {
        // SAFETY: so many elements are there, and looked at as `Cell`s only, by this thread only.
        (self.access != Access::Shared).then(|| unsafe { std::slice::from_raw_parts(self.at, self.length) })
    }

    /// Those of a range, if they are all there.
    #[inline(always)]
    pub fn get(self, range: Range<usize>) -> Option<Self> {
        let is_there = range.start <= range.end && range.end <= self.length;
        is_there.then(|| Run { at: self.at.wrapping_add(range.start), length: range.end - range.start, ..self })
    }

    /// Those of a range, which are there.
    #[inline(always)]
    pub fn part(self, range: Range<usize>) -> Self {
        self.get(range).expect("the elements are there")
    }

    /// Those from an index on; none beyond the end.
    pub fn from(self, index: usize) -> Self {
        self.get(index.min(self.length)..self.length).unwrap_or_default()
    }

    /// Element `index`, which is there.
    #[inline(always)]
    pub fn at(self, index: usize) -> T {
        assert!(index < self.length, "the element is there");
        // SAFETY: it is.
        unsafe { load(self.at.add(index).cast()) }
    }

    /// Writes element `index`, which is there.
    #[inline(always)]
    pub fn set(self, index: usize, element: T) {
        assert!(index < self.length, "the element is there");
        if self.is_read_only() {
            return;
        }
        // SAFETY: it is.
        unsafe { store(self.at.add(index).cast_mut().cast(), element) }
    }

    /// One after the other, as they are when it is their turn.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = T> + ExactSizeIterator {
        (0..self.length).map(move |index| self.at(index))
    }

    /// As they are now.
    pub fn to_vec(self) -> Vec<T> {
        match self.cells() {
            Some(cells) => cells.iter().map(Cell::get).collect(),
            None => self.iter().collect(),
        }
    }

    /// Parts of so many elements, the last of what is left.
    pub fn chunks(self, length: usize) -> impl Iterator<Item = Self> {
        (0..self.length).step_by(length).map(move |start| self.part(start..(start + length).min(self.length)))
    }

    /// Makes all of them the same.
    pub fn fill(self, element: T) {
        match self.cells() {
            _ if self.is_read_only() => {}
            Some(cells) => cells.iter().for_each(|cell| cell.set(element)),
            None => (0..self.length).for_each(|index| self.set(index, element)),
        }
    }

    /// Turns their order round.
    pub fn reverse(self) {
        if self.is_read_only() {
            return;
        }
        if let Some(cells) = self.cells() {
            let (front, back) = cells.split_at(cells.len() / 2);
            return front.iter().zip(back.iter().rev()).for_each(|(a, b)| a.swap(b));
        }
        for index in 0..self.length / 2 {
            let (front, back) = (self.at(index), self.at(self.length - 1 - index));
            self.set(index, back);
            self.set(self.length - 1 - index, front);
        }
    }

    /// The first, or the last, that is so.
    pub fn position(self, backwards: bool, is: impl Fn(T) -> bool) -> Option<usize> {
        match (self.cells(), backwards) {
            (Some(cells), false) => position(cells, is),
            (Some(cells), true) => cells.iter().rposition(|cell| is(cell.get())),
            (None, false) => self.iter().position(is),
            (None, true) => self.iter().rposition(is),
        }
    }

    /// Takes over other elements, as many.
    #[inline]
    pub fn copy_from_slice(self, elements: &[T]) {
        assert_eq!(self.length, elements.len(), "as many elements are read as written");
        match self.cells() {
            _ if self.is_read_only() => {}
            // SAFETY: so many elements are there, of this thread alone, and the slice is elsewhere:
            // no reference reaches into a buffer.
            Some(cells) => unsafe {
                std::ptr::copy(elements.as_ptr(), cells.as_ptr().cast_mut().cast::<T>(), cells.len());
            },
            None => (0..).zip(elements).for_each(|(index, &element)| self.set(index, element)),
        }
    }

    /// Copies elements out, as many.
    #[inline]
    pub fn copy_to_slice(self, elements: &mut [T]) {
        assert_eq!(self.length, elements.len(), "as many elements are read as written");
        match self.cells() {
            // SAFETY: as above.
            Some(cells) => unsafe {
                std::ptr::copy(cells.as_ptr().cast::<T>(), elements.as_mut_ptr(), cells.len());
            },
            None => elements.iter_mut().zip(self.iter()).for_each(|(to, from)| *to = from),
        }
    }

    /// Copies elements to others of any type, each as a store of the number. Both have as many.
    pub fn convert_to<To: Element>(self, to: Run<'_, To>) {
        let one = |from: T| To::from_f64(from.to_f64());
        match (self.cells(), to.cells()) {
            _ if to.is_read_only() => {}
            (Some(from), Some(to)) => from.iter().zip(to).for_each(|(from, to)| to.set(one(from.get()))),
            _ => (0..self.length.min(to.length)).for_each(|index| to.set(index, one(self.at(index)))),
        }
    }
}

/// The first that is so. A row of them is looked at in one, which the processor does without a
/// jump for each.
fn position<T: Element>(cells: &[Cell<T>], is: impl Fn(T) -> bool) -> Option<usize> {
    const ROW: usize = 64;
    let (rows, _) = cells.as_chunks::<ROW>();
    let in_row = |row: &[Cell<T>; ROW]| row.iter().fold(false, |any, cell| any | is(cell.get()));
    let start = ROW * rows.iter().position(in_row).unwrap_or(rows.len());
    cells[start..].iter().position(|cell| is(cell.get())).map(|place| start + place)
}

/// Bytes as Rust knows them: those of this thread as they lie there, others copied.
fn seen(bytes: Run<'_, u8>) -> std::borrow::Cow<'_, [u8]> {
    match bytes.cells() {
        // SAFETY: those who call it here only read, and run nothing else before they are done.
        Some(cells) => unsafe { std::slice::from_raw_parts(cells.as_ptr().cast::<u8>(), cells.len()) }.into(),
        None => bytes.to_vec().into(),
    }
}

/// Hands the bytes to `read`, which sees nothing else.
pub fn read_bytes<R>(from: Run<'_, u8>, read: fn(&[u8]) -> R) -> R {
    // A function pointer captures nothing by which it could write the bytes meanwhile.
    read(&seen(from))
}

/// Where the bytes of `needle` begin in those of `bytes`, within the range: the first such place
/// that is a multiple of `step`, or the last.
pub fn find_bytes(
    bytes: Run<'_, u8>,
    needle: Run<'_, u8>,
    mut within: Range<usize>,
    (backwards, step): (bool, usize),
) -> Option<usize> {
    let (bytes, needle) = (seen(bytes), seen(needle));
    while within.len() >= needle.len() {
        let part = &bytes[within.clone()];
        let found = match *needle {
            [byte] if backwards => memchr::memrchr(byte, part),
            [byte] => memchr::memchr(byte, part),
            _ if backwards => memchr::memmem::rfind(part, &needle),
            _ => memchr::memmem::find(part, &needle),
        };
        let place = within.start + found?;
        if place.is_multiple_of(step) {
            return Some(place);
        }
        within = if backwards { 0..place + needle.len() - 1 } else { place + 1..within.end };
    }
    None
}

/// How bytes compare, one by one from the first.
pub fn compare_bytes(a: Run<'_, u8>, b: Run<'_, u8>) -> Ordering {
    seen(a).cmp(&seen(b))
}

/// Copies bytes from one buffer to another, or within one, as if they were taken out first.
pub fn copy_bytes(from: Run<'_, u8>, to: Run<'_, u8>) {
    assert_eq!(from.len(), to.len(), "as many bytes are read as written");
    if to.is_read_only() {
        return;
    }
    if let (Some(from), Some(to)) = (from.cells(), to.cells()) {
        // SAFETY: both are so many bytes, which may overlap, and are looked at as `Cell`s only.
        return unsafe { std::ptr::copy(from.as_ptr().cast::<u8>(), to.as_ptr().cast_mut().cast::<u8>(), to.len()) };
    }
    let backwards = (to.at as usize).wrapping_sub(from.at as usize) < from.len();
    copy_shared(from, to, backwards);
}

/// Copies byte by byte, as the standard says: a range that overlaps the next repeats itself.
pub fn copy_bytes_forward(from: Run<'_, u8>, to: Run<'_, u8>) {
    let distance = (to.at as usize).wrapping_sub(from.at as usize);
    if distance == 0 || distance >= from.len() {
        return copy_bytes(from, to);
    }
    (0..from.len()).for_each(|index| to.set(index, from.at(index)));
}

/// Copies what others may look at: eight bytes in one where both lie so.
fn copy_shared(from: Run<'_, u8>, to: Run<'_, u8>, backwards: bool) {
    let length = from.len();
    let (start, other) = (from.at as usize, to.at as usize);
    let head = if start % 8 == other % 8 { (start.next_multiple_of(8) - start).min(length) } else { length };
    let words = (length - head) / 8;
    let bytes = |range: Range<usize>| {
        if backwards {
            range.rev().for_each(|index| to.set(index, from.at(index)));
        } else {
            range.for_each(|index| to.set(index, from.at(index)));
        }
    };
    let word = |index: usize| {
        let at = head + 8 * index;
        // SAFETY: eight bytes from `at` on are there in both, at addresses that eight divides.
        unsafe { store::<u64>(to.at.add(at).cast_mut().cast(), load::<u64>(from.at.add(at).cast())) };
    };
    if backwards {
        bytes(head + 8 * words..length);
        (0..words).rev().for_each(word);
        bytes(0..head);
    } else {
        bytes(0..head);
        (0..words).for_each(word);
        bytes(head + 8 * words..length);
    }
}
