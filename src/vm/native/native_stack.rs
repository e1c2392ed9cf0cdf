//! How much of the thread's own stack is left: the one guard of every recursion in Rust over what a
//! script made.
//!
//! Invariant: whoever recurses over script data asks here on each level (calls of natives and of
//! script functions from natives do), and what runs between two such checks fits into the reserve.

use crate::vm::Vm;

/// What is kept of a thread's stack below the limit, for what runs after the last check.
const RESERVE: usize = 16 << 20;
/// A smaller thread keeps this part of its stack. Frames are larger where the optimiser did less.
const RESERVE_PART: usize = if cfg!(debug_assertions) { 2 } else { 4 };

impl Vm {
    /// Takes the calling thread's present stack depth as the ground from which natives may use
    /// `native_stack_bytes`, as far as the thread has so much. Call it when the VM goes on on
    /// another thread or another depth.
    pub fn enter_thread(&mut self) {
        let wanted = position().saturating_sub(self.native_stack_bytes);
        let possible =
            lowest_address().map_or(0, |low| low + RESERVE.min(position().saturating_sub(low) / RESERVE_PART));
        self.native_stack_limit = wanted.max(possible);
    }

    /// Whether the thread's stack is used up.
    #[inline(always)]
    pub(in crate::vm) fn native_stack_exhausted(&self) -> bool {
        position() < self.native_stack_limit
    }

    /// Bytes of the thread's stack that are left for what a native function does.
    pub fn native_room(&self) -> usize {
        position().saturating_sub(self.native_stack_limit)
    }
}

/// About where the stack's top is.
#[inline(always)]
fn position() -> usize {
    let here = 0_u8;
    std::hint::black_box(&raw const here) as usize
}

/// The lowest address of the calling thread's stack, where the system tells.
#[cfg(all(target_os = "linux", not(miri)))]
fn lowest_address() -> Option<usize> {
    let mut low = std::ptr::null_mut();
    let mut bytes = 0;
    // SAFETY: the attributes are made by `pthread_getattr_np`, read only if that succeeded, and
    // destroyed once; all pointers are to locals.
    let known = unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        let made = libc::pthread_getattr_np(libc::pthread_self(), &raw mut attributes) == 0;
        let read = made && libc::pthread_attr_getstack(&raw const attributes, &raw mut low, &raw mut bytes) == 0;
        if made {
            libc::pthread_attr_destroy(&raw mut attributes);
        }
        read
    };
    known.then_some(low as usize)
}

#[cfg(not(all(target_os = "linux", not(miri))))]
fn lowest_address() -> Option<usize> {
    None
}
