//! Where adding a private element leads: the shape that an object of a known shape gets with it. A
//! class adds the same elements to each of its instances, and the names are cells that the
//! instruction cannot know, so the cache is by (shape id, name).
//!
//! Invariants:
//! - an entry is true for ever: an id means one layout, and a shape keeps the names that it has. If
//!   the shape that it leads to is dead, it is a miss;
//! - it keeps nothing alive.

use crate::objects::Key;
use crate::objects::object::shape::NO_SHAPE;

const SIZE: usize = limit!(256, small = 2);

#[derive(Clone, Copy)]
struct Transition {
    shape: u32,
    key: Key,
    next: u32,
}

/// The cache. Its entries are made when there is the first to remember.
#[derive(Default)]
pub(super) struct PrivateTransitions {
    entries: Box<[Transition]>,
}

impl PrivateTransitions {
    fn index(shape: u32, key: Key) -> usize {
        (key.hash() ^ shape.wrapping_mul(0x85EB_CA6B)) as usize >> 4 & (SIZE - 1)
    }

    /// The id of the shape that objects of `shape`, which lacks `key`, get with it.
    #[inline]
    pub fn get(&self, shape: u32, key: Key) -> Option<u32> {
        let entry = self.entries.get(Self::index(shape, key))?;
        (entry.shape == shape && entry.key == key).then_some(entry.next)
    }

    /// Remembers it.
    pub fn put(&mut self, shape: u32, key: Key, next: u32) {
        if self.entries.is_empty() {
            let none = Transition { shape: NO_SHAPE, key, next: NO_SHAPE };
            self.entries = vec![none; SIZE].into_boxed_slice();
        }
        self.entries[Self::index(shape, key)] = Transition { shape, key, next };
    }
}
