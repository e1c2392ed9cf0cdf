//! Memory from the system: aligned mappings that cost nothing until they are touched.
//!
//! Invariants: a mapping starts zeroed, lies below 2^48, and its provenance is exposed, for the
//! heap makes its pointers from addresses. Under Miri the allocator of Rust stands in for the
//! system.

/// Maps `bytes` (a multiple of the page) at a multiple of `align`, zeroed; `None` when the system
/// has no more.
pub(super) fn map(bytes: usize, align: usize) -> Option<usize> {
    imp::map(bytes, align).filter(|at| (at + bytes) as u64 <= 1 << 48)
}

#[cfg(feature = "cli")]
pub use imp::fix_addresses;
pub(super) use imp::{decommit, prefer_huge_pages, unmap};

/// Makes the C library serve all threads from one arena. What lies outside the heap belongs to one
/// thread, whichever it is; an arena of its own would be reserved in 64 MiB and committed page by
/// page.
#[cfg(feature = "cli")]
pub fn share_one_arena() {
    #[cfg(all(target_os = "linux", target_env = "gnu", not(miri)))]
    // SAFETY: mallopt has no preconditions; it is called before another thread exists.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
}

/// Makes the C library give what was freed back to the system.
pub(super) fn trim_allocator() {
    #[cfg(all(target_os = "linux", target_env = "gnu", not(miri)))]
    // SAFETY: malloc_trim has no preconditions.
    unsafe {
        libc::malloc_trim(0);
    }
}

#[cfg(not(miri))]
mod imp {
    use std::ptr;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Where the next mapping is to be; 0 where the system likes.
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    /// Far from where systems put programs, libraries and stacks.
    #[cfg(feature = "cli")]
    const FIRST: usize = 1 << 44;

    /// From now on mappings are at addresses that are the same in every process, as far as these
    /// are free: what is hashed by its address then lies as it lay before.
    #[cfg(feature = "cli")]
    pub fn fix_addresses() {
        _ = NEXT.compare_exchange(0, FIRST, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// The address for so many bytes, if addresses are fixed.
    fn next_address(bytes: usize, align: usize) -> usize {
        let next = |next: usize| (next != 0).then(|| next.next_multiple_of(align) + bytes);
        match NEXT.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next) {
            Ok(before) => before.next_multiple_of(align),
            Err(_) => 0,
        }
    }

    fn reserve(bytes: usize, hint: usize) -> Option<usize> {
        // SAFETY: an anonymous private mapping at an address of the system's choice, which the hint
        // is but a wish for, touches nothing that exists.
        let at = unsafe {
            libc::mmap(
                ptr::without_provenance_mut(hint),
                bytes,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                -1,
                0,
            )
        };
        (at != libc::MAP_FAILED).then(|| at.expose_provenance())
    }

    pub(in super::super) fn map(bytes: usize, align: usize) -> Option<usize> {
        // The system places mappings side by side, so behind an aligned one the next is aligned,
        // too.
        let at = reserve(bytes, next_address(bytes, align))?;
        if at.is_multiple_of(align) {
            return Some(at);
        }
        // SAFETY: mapped just now.
        unsafe { unmap(at, bytes) };
        let wide = bytes.checked_add(align)?;
        let from = reserve(wide, 0)?;
        let at = from.next_multiple_of(align);
        // SAFETY: what lies before and behind the aligned part belongs to the mapping made just
        // now.
        unsafe {
            if at > from {
                unmap(from, at - from);
            }
            if from + wide > at + bytes {
                unmap(at + bytes, from + wide - (at + bytes));
            }
        }
        Some(at)
    }

    /// Gives a mapping back.
    ///
    /// # Safety
    /// The range is mapped and nothing uses it any more.
    pub(in super::super) unsafe fn unmap(at: usize, bytes: usize) {
        // SAFETY: the caller vouches for the range.
        unsafe { libc::munmap(ptr::with_exposed_provenance_mut(at), bytes) };
    }

    /// Gives the memory of a range back but keeps its addresses; its contents are lost.
    ///
    /// # Safety
    /// The range is mapped and its contents are not needed.
    pub(in super::super) unsafe fn decommit(at: usize, bytes: usize) {
        // SAFETY: the caller vouches for the range.
        unsafe { libc::madvise(ptr::with_exposed_provenance_mut(at), bytes, libc::MADV_DONTNEED) };
    }

    /// Asks for huge pages, where the system has them, or for none.
    ///
    /// # Safety
    /// The range is mapped.
    pub(in super::super) unsafe fn prefer_huge_pages(at: usize, bytes: usize, huge: bool) {
        #[cfg(target_os = "linux")]
        {
            let advice = if huge { libc::MADV_HUGEPAGE } else { libc::MADV_NOHUGEPAGE };
            // SAFETY: advice about a mapped range changes no contents.
            unsafe { libc::madvise(ptr::with_exposed_provenance_mut(at), bytes, advice) };
        }
        #[cfg(not(target_os = "linux"))]
        let _ = (at, bytes, huge);
    }
}

#[cfg(miri)]
mod imp {
    /// The addresses are Rust's allocator's.
    #[cfg(feature = "cli")]
    pub fn fix_addresses() {}

    use std::alloc::{Layout, alloc_zeroed, dealloc};
    use std::cell::RefCell;
    use std::collections::HashMap;
    use std::ptr;

    thread_local! {
        static LAYOUTS: RefCell<HashMap<usize, Layout>> = RefCell::new(HashMap::new());
    }

    pub(in super::super) fn map(bytes: usize, align: usize) -> Option<usize> {
        let layout = Layout::from_size_align(bytes, align).ok()?;
        // SAFETY: no mapping is empty.
        let at = unsafe { alloc_zeroed(layout) };
        if at.is_null() {
            return None;
        }
        let at = at.expose_provenance();
        LAYOUTS.with_borrow_mut(|layouts| layouts.insert(at, layout));
        Some(at)
    }

    pub(in super::super) unsafe fn unmap(at: usize, _bytes: usize) {
        let layout = LAYOUTS.with_borrow_mut(|layouts| layouts.remove(&at)).expect("a mapping is given back once");
        // SAFETY: allocated with this layout.
        unsafe { dealloc(ptr::with_exposed_provenance_mut(at), layout) };
    }

    pub(in super::super) unsafe fn decommit(at: usize, bytes: usize) {
        // SAFETY: the caller vouches for the range.
        unsafe { ptr::with_exposed_provenance_mut::<u8>(at).write_bytes(0, bytes) };
    }

    pub(in super::super) unsafe fn prefer_huge_pages(_at: usize, _bytes: usize, _huge: bool) {}
}
