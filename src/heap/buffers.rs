//! The memory of array buffers: zeroed, outside of the cells, at an address that stays the same
//! until it is given back.
//!
//! What has a fixed length comes of the C library, which takes zeroed pages lazily for much. What
//! can be resized only reserves its addresses: the system gives pages when they are touched, and
//! gets them back when the buffer shrinks. Rust's allocator knows nothing of either, so a buffer
//! that the system cannot give is an error of the script, never the end of the program.
//!
//! Invariants:
//! - bytes between length and capacity are zero;
//! - `counted` is what the heap's account has of it: what it takes, reserved addresses apart.

use std::ptr::{self, NonNull};

use super::give_back::Pending;
use super::os;
use super::space::Heap;

/// What can be resized up to this many bytes is taken at once; beyond, only addresses are.
const MOST_AT_ONCE: usize = limit!(4 << 10, small = 16);
/// Pages are given back to the system in whole ones of the largest that any has.
const PAGE: usize = 64 << 10;

/// The memory of one buffer.
#[derive(Debug)]
pub struct Memory {
    at: NonNull<u8>,
    length: usize,
    capacity: usize,
    reserved: bool,
}

/// Where nothing is: aligned as everything else.
const EMPTY: NonNull<u8> = NonNull::<u128>::dangling().cast();

impl Memory {
    /// No memory.
    pub const NONE: Memory = Memory { at: EMPTY, length: 0, capacity: 0, reserved: false };

    /// `length` zeroed bytes; `None` when the system has no more.
    pub fn zeroed(length: usize) -> Option<Memory> {
        Self::at_once(length, length)
    }

    /// `length` zeroed bytes that can become up to `capacity`.
    pub fn resizable(length: usize, capacity: usize) -> Option<Memory> {
        if capacity <= MOST_AT_ONCE {
            return Self::at_once(length, capacity);
        }
        let at = os::map(capacity.checked_next_multiple_of(PAGE)?, PAGE)?;
        let at = NonNull::new(ptr::with_exposed_provenance_mut(at))?;
        Some(Memory { at, length, capacity, reserved: true })
    }

    fn at_once(length: usize, capacity: usize) -> Option<Memory> {
        if capacity == 0 {
            return Some(Memory::NONE);
        }
        // SAFETY: calloc has no preconditions.
        let at = NonNull::new(unsafe { libc::calloc(capacity, 1) }.cast())?;
        Some(Memory { at, length, capacity, reserved: false })
    }

    /// The parts of it, for a cell that owns it from now on: address, length, capacity, whether its
    /// addresses are reserved.
    pub fn into_parts(self) -> (NonNull<u8>, usize, usize, bool) {
        let parts = (self.at, self.length, self.capacity, self.reserved);
        std::mem::forget(self);
        parts
    }

    /// What [`Memory::into_parts`] took apart.
    ///
    /// # Safety
    /// The parts are those of one memory, changed by nothing but [`Memory::set_length`], and nobody
    /// else owns them.
    pub unsafe fn from_parts((at, length, capacity, reserved): (NonNull<u8>, usize, usize, bool)) -> Memory {
        Memory { at, length, capacity, reserved }
    }

    /// Bytes that count.
    pub fn counted(&self) -> usize {
        if self.reserved { self.length } else { self.capacity }
    }

    /// All bytes in use.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: so many bytes are there, initialised (zeroed at first), and borrowed with this.
        unsafe { std::slice::from_raw_parts_mut(self.at.as_ptr(), self.length) }
    }

    /// Sets the length, which is at most the capacity.
    pub fn set_length(&mut self, length: usize) {
        debug_assert!(length <= self.capacity);
        if length < self.length {
            self.clear(length, self.length);
        }
        self.length = length;
    }

    /// Makes zeros of a range of bytes, of which whole pages go back to the system.
    fn clear(&mut self, from: usize, to: usize) {
        let kept = if self.reserved { from.next_multiple_of(PAGE).min(to) } else { to };
        // SAFETY: the range lies within the capacity; whole pages of a mapping may be given back,
        // and are zero when they are next touched.
        unsafe {
            self.at.as_ptr().add(from).write_bytes(0, kept - from);
            if kept < to {
                let address = self.at.as_ptr().expose_provenance() + kept;
                os::decommit(address, (to - kept).next_multiple_of(PAGE));
            }
        }
    }

    /// The same bytes in memory of a fixed length, cut or followed by zeros; itself when the system
    /// has no more. Where it can the system moves the pages and copies nothing.
    pub fn into_fixed(mut self, length: usize) -> Result<Memory, Memory> {
        if self.reserved || self.capacity == 0 || length == 0 {
            let Some(mut new) = Memory::zeroed(length) else { return Err(self) };
            let count = length.min(self.length);
            new.bytes_mut()[..count].copy_from_slice(&self.bytes_mut()[..count]);
            return Ok(new);
        }
        if length != self.capacity {
            // SAFETY: the block came from calloc and is owned by this.
            let at = unsafe { libc::realloc(self.at.as_ptr().cast(), length) };
            match NonNull::new(at.cast()) {
                Some(at) => self.at = at,
                None => return Err(self),
            }
        }
        if length > self.capacity {
            // SAFETY: the block has `length` bytes now; what lies beyond the old capacity was never
            // written.
            unsafe { self.at.as_ptr().add(self.capacity).write_bytes(0, length - self.capacity) };
        }
        self.length = length;
        self.capacity = length;
        Ok(self)
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        if self.capacity == 0 {
            return;
        }
        // SAFETY: made by `os::map` or calloc with these figures, and owned by this alone.
        unsafe {
            if self.reserved {
                os::unmap(self.at.as_ptr().expose_provenance(), self.capacity.next_multiple_of(PAGE));
            } else {
                libc::free(self.at.as_ptr().cast());
            }
        }
    }
}

impl Heap {
    /// Whether a buffer of so many bytes keeps the heap within its limit.
    pub fn has_room_for(&self, bytes: usize) -> bool {
        let most = self.config.max_bytes;
        // What is held is more than what is used, by what allocation has claimed ahead.
        self.held.saturating_add(bytes) <= most
            || (self.used() + self.external + self.outside.bytes).saturating_add(bytes) <= most
    }

    /// Sweeps what the last collection found dead, so that what it owns outside is given back.
    pub fn sweep_now(&mut self) {
        if self.pending == Pending::Sweep {
            self.booked(Heap::finish_sweep);
        }
    }

    /// Tells the heap that buffers take so many bytes more, or less, than before.
    pub fn add_buffers(&mut self, bytes: isize) {
        self.buffers = self.buffers.saturating_add_signed(bytes);
        self.add_external(bytes);
    }

    /// What cells own outside that came from Rust's allocator.
    pub(super) fn allocated_external(&self) -> usize {
        self.external - self.buffers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shrinking_clears_what_growing_shows_again() {
        for capacity in [MOST_AT_ONCE.min(64), 300 << 10] {
            let mut memory = Memory::resizable(capacity, capacity).expect("there is memory");
            memory.bytes_mut().fill(7);
            memory.set_length(capacity / 3);
            memory.set_length(capacity);
            let (kept, cleared) = memory.bytes_mut().split_at(capacity / 3);
            assert!(kept.iter().all(|&byte| byte == 7));
            assert!(cleared.iter().all(|&byte| byte == 0));
        }
    }

    #[test]
    fn what_becomes_fixed_keeps_its_bytes() {
        for (from, capacity, to) in
            [(8, 8, 8), (8, 8, 20), (20, 20, 8), (10, 1 << 20, 30), (4, 8, 30), (0, 0, 3), (3, 3, 0)]
        {
            let mut memory = Memory::resizable(from, capacity).expect("there is memory");
            memory.bytes_mut().fill(9);
            let mut fixed = memory.into_fixed(to).expect("there is memory");
            assert_eq!((fixed.length, fixed.capacity, fixed.counted()), (to, to, to));
            let count = from.min(to);
            assert!(fixed.bytes_mut()[..count].iter().all(|&byte| byte == 9));
            assert!(fixed.bytes_mut()[count..].iter().all(|&byte| byte == 0));
        }
    }
}
