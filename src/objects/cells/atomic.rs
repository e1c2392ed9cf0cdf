//! Accesses of elements that are one with regard to all other threads (ECMA-262 §29.11,
//! sequentially consistent).
//!
//! Invariant: the element is there; what one has looked up before another thread may change, but
//! the memory of a buffer never becomes shorter while nothing of its runtime runs.

use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64};

use super::element_type::{Element, Raw};
use super::view::View;
use crate::objects::value::cell::Gc;

/// The bits of an unsigned integer of any size, followed by zeros.
trait Bits: Element {
    fn raw(self) -> Raw;
    fn wide(self) -> u64;
    fn narrow(bits: u64) -> Self;
}

macro_rules! bits {
    ($($type:ty)*) => { $(
        impl Bits for $type {
            fn raw(self) -> Raw {
                let mut raw = [0; 8];
                raw[..size_of::<$type>()].copy_from_slice(&self.to_ne_bytes());
                raw
            }
            fn wide(self) -> u64 {
                self.into()
            }
            fn narrow(bits: u64) -> $type {
                bits as $type
            }
        }
    )* };
}

bits!(u8 u16 u32 u64);

/// Does `$body` with `$atomic`, the element as an atomic integer, and `$T`, that integer's type.
macro_rules! with_atomic {
    ($view:expr, $index:expr, |$atomic:ident, $T:ident| $body:expr) => {{
        let (view, index) = ($view, $index);
        assert!(view.length().is_some_and(|length| index < length), "the element is there");
        // SAFETY: the element is there and aligned; others touch it by atomic accesses only, as
        // long as this does.
        unsafe {
            match view.element_type().size() {
                1 => {
                    type $T = u8;
                    let $atomic = AtomicU8::from_ptr(view.place(index));
                    $body
                }
                2 => {
                    type $T = u16;
                    let $atomic = AtomicU16::from_ptr(view.place(index));
                    $body
                }
                4 => {
                    type $T = u32;
                    let $atomic = AtomicU32::from_ptr(view.place(index));
                    $body
                }
                _ => {
                    type $T = u64;
                    let $atomic = AtomicU64::from_ptr(view.place(index));
                    $body
                }
            }
        }
    }};
}

impl Gc<View> {
    /// The bytes of element `index`.
    pub fn atomic_load(self, index: usize) -> Raw {
        with_atomic!(self, index, |atomic, T| <T as Bits>::raw(atomic.load(SeqCst)))
    }

    /// Writes element `index`.
    pub fn atomic_store(self, index: usize, raw: Raw) {
        with_atomic!(self, index, |atomic, T| atomic.store(<T as Element>::from_raw(raw), SeqCst))
    }

    /// Changes element `index`, of integers; what it was.
    pub fn atomic_update(self, index: usize, operand: Raw, change: fn(u64, u64) -> u64) -> Raw {
        with_atomic!(self, index, |atomic, T| {
            let operand = <T as Element>::from_raw(operand).wide();
            let changed = |old: T| Some(<T as Bits>::narrow(change(old.wide(), operand)));
            match atomic.fetch_update(SeqCst, SeqCst, changed) {
                Ok(old) | Err(old) => old.raw(),
            }
        })
    }

    /// Writes element `index` if it is what is expected; what it was.
    pub fn atomic_compare_exchange(self, index: usize, expected: Raw, replacement: Raw) -> Raw {
        with_atomic!(self, index, |atomic, T| {
            let (expected, replacement) = (<T as Element>::from_raw(expected), <T as Element>::from_raw(replacement));
            match atomic.compare_exchange(expected, replacement, SeqCst, SeqCst) {
                Ok(old) | Err(old) => old.raw(),
            }
        })
    }

    /// The address of element `index`, by which threads that share it know it.
    pub fn element_address(self, index: usize) -> usize {
        self.place::<u8>(index << self.element_type().shift()) as usize
    }
}
