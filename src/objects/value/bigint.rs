//! BigInts: sign and magnitude in the cell. Invariants: the header's data is the number of limbs,
//! which follow the header, the lowest first; the highest is not 0, and zero has none and no sign;
//! nothing in a cell changes.

use super::cell::{Gc, HeapCell};
use crate::heap::{CellRef, Header, Tracer};
use crate::numeric::bigint::{Int, Integer};
use crate::objects::Space;
use crate::objects::kind::Kind;

/// Header flag: below zero.
const NEGATIVE: u16 = 1;
const LIMBS: usize = 8;

/// A BigInt.
#[repr(C)]
pub struct BigInt {
    header: Header,
}

impl HeapCell for BigInt {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::BigInt
    }
}

impl Gc<BigInt> {
    /// Its value.
    #[inline(always)]
    pub fn int<'a>(self) -> Int<'a> {
        let header = &self.header;
        let start = self.addr() as usize + LIMBS;
        // SAFETY: the cell was allocated with so many limbs at `LIMBS`, which are never written
        // after its making. Callers keep the cell reachable while they use the slice (no collection
        // runs inside a native function).
        let limbs = unsafe { std::slice::from_raw_parts(start as *const u64, header.data() as usize) };
        Int { negative: header.flags() & NEGATIVE != 0, limbs }
    }

    /// Whether both are the same value (BigInt::equal, ECMA-262 §6.1.6.2.13).
    #[inline]
    pub fn equals(self, other: Gc<BigInt>) -> bool {
        let (a, b) = (self.int(), other.int());
        a.negative == b.negative && a.limbs == b.limbs
    }

    /// A hash of the value. Those that follow one another have buckets that do.
    pub fn hash(self) -> u32 {
        let int = self.int();
        let mixed = int.limbs.iter().skip(1).fold(u64::from(int.negative), |hash, limb| {
            (hash ^ limb).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
        });
        let low = int.limbs.first().copied().unwrap_or(0);
        let block = (low >> 8 ^ mixed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (block >> 32) as u32 ^ (low as u32 & 0xFF)
    }
}

pub(in crate::objects) fn size(cell: CellRef) -> usize {
    LIMBS + 8 * cell.header().data() as usize
}
pub(in crate::objects) fn trace(_: CellRef, _: &mut Tracer) {}

impl Space {
    /// A BigInt of this value.
    #[inline]
    pub fn new_bigint(&mut self, value: &Integer) -> Gc<BigInt> {
        match *value {
            Integer::Small { negative, low, high } => {
                let count = if high != 0 { 2 } else { usize::from(low != 0) };
                let (bigint, limbs) = self.new_limbs(negative, count);
                // SAFETY: the cell was allocated with `count` limbs; nobody else knows it yet.
                unsafe {
                    if count > 0 {
                        limbs.write(low);
                    }
                    if count > 1 {
                        limbs.add(1).write(high);
                    }
                }
                bigint
            }
            Integer::Few(ref value) => self.new_large_bigint(value.int()),
            Integer::Large(_) => value.with(|int| self.new_large_bigint(int)),
        }
    }

    /// A BigInt of one limb. A cell has room for that in any case.
    #[inline(always)]
    pub fn new_short_bigint(&mut self, negative: bool, limb: u64) -> Gc<BigInt> {
        let flags = if negative && limb != 0 { NEGATIVE } else { 0 };
        let cell = self.heap.alloc(Kind::BigInt as u8, LIMBS + 8, flags, u32::from(limb != 0));
        // SAFETY: the cell was allocated with a limb; nobody else knows it yet.
        unsafe { ((cell.addr() as usize + LIMBS) as *mut u64).write(limb) };
        Gc::from_cell(cell)
    }

    #[inline(never)]
    fn new_large_bigint(&mut self, int: Int<'_>) -> Gc<BigInt> {
        let (bigint, limbs) = self.new_limbs(int.negative, int.limbs.len());
        // SAFETY: as above.
        unsafe {
            match int.limbs {
                // A call that copies costs more than these.
                &[low, next, high] => limbs.cast::<[u64; 3]>().write([low, next, high]),
                &[low, next, high, top] => limbs.cast::<[u64; 4]>().write([low, next, high, top]),
                all => std::ptr::copy_nonoverlapping(all.as_ptr(), limbs, all.len()),
            }
        }
        bigint
    }

    /// A cell with room for so many limbs, which are still to be written.
    #[inline(always)]
    fn new_limbs(&mut self, negative: bool, count: usize) -> (Gc<BigInt>, *mut u64) {
        let flags = if negative { NEGATIVE } else { 0 };
        let cell = self.heap.alloc(Kind::BigInt as u8, LIMBS + 8 * count, flags, count as u32);
        (Gc::from_cell(cell), (cell.addr() as usize + LIMBS) as *mut u64)
    }
}
