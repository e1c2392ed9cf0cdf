//! A queue that grows and shrinks by segments.
//!
//! Invariants: no more than a segment of room is unused at either end, whatever came and went, and
//! what waits is never copied; all segments but the first and the last are full.

use std::collections::VecDeque;

/// Bytes of a segment.
const SEGMENT_BYTES: usize = limit!(8 << 10, small = 64);

/// A queue.
#[derive(Debug)]
pub struct Queue<T> {
    first: VecDeque<T>,
    /// The segments behind the first, if there ever were any.
    rest: Option<Box<Rest<T>>>,
}

#[derive(Debug)]
struct Rest<T> {
    segments: VecDeque<VecDeque<T>>,
    /// An empty segment, kept for a queue that goes to and fro.
    spare: VecDeque<T>,
}

impl<T> Default for Queue<T> {
    fn default() -> Queue<T> {
        Queue { first: VecDeque::new(), rest: None }
    }
}

impl<T> Queue<T> {
    /// Entries of a full segment.
    const SEGMENT: usize = if SEGMENT_BYTES > size_of::<T>() { SEGMENT_BYTES / size_of::<T>() } else { 1 };

    /// A queue with one entry, and room for no other.
    pub fn of(entry: T) -> Queue<T> {
        Queue { first: VecDeque::from([entry]), rest: None }
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        let Some(rest) = &self.rest else { return self.first.len() };
        let last = rest.segments.back().map_or(0, VecDeque::len);
        self.first.len() + rest.segments.len().saturating_sub(1) * Self::SEGMENT + last
    }

    /// Whether there is none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Adds an entry at the end.
    #[inline]
    pub fn push_back(&mut self, entry: T) {
        if self.first.len() < Self::SEGMENT && self.rest.as_ref().is_none_or(|rest| rest.segments.is_empty()) {
            self.first.push_back(entry);
        } else {
            self.push_behind(entry);
        }
    }

    #[inline(never)]
    fn push_behind(&mut self, entry: T) {
        let rest =
            self.rest.get_or_insert_with(|| Box::new(Rest { segments: VecDeque::new(), spare: VecDeque::new() }));
        match rest.segments.back_mut().filter(|last| last.len() < Self::SEGMENT) {
            Some(last) => last.push_back(entry),
            None => {
                let mut segment = std::mem::take(&mut rest.spare);
                segment.reserve_exact(Self::SEGMENT);
                segment.push_back(entry);
                rest.segments.push_back(segment);
            }
        }
    }

    /// Adds an entry before all others.
    pub fn push_front(&mut self, entry: T) {
        self.first.push_front(entry);
    }

    /// Takes the first entry out.
    #[inline]
    pub fn pop_front(&mut self) -> Option<T> {
        let entry = self.first.pop_front();
        if self.first.is_empty() && self.rest.is_some() {
            self.next_segment();
        }
        entry
    }

    /// The first segment is empty: the next one takes its place.
    #[inline(never)]
    fn next_segment(&mut self) {
        let Some(rest) = &mut self.rest else { return };
        match rest.segments.pop_front() {
            Some(next) => rest.spare = std::mem::replace(&mut self.first, next),
            None => self.rest = None,
        }
    }

    /// The first entry.
    #[inline]
    pub fn front(&self) -> Option<&T> {
        self.first.front()
    }

    /// The last entry.
    #[cfg(test)]
    pub fn back(&self) -> Option<&T> {
        let last = self.rest.as_ref().and_then(|rest| rest.segments.back()?.back());
        last.or_else(|| self.first.back())
    }

    /// The entry so many places behind the first.
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        if index < self.first.len() {
            return self.first.get_mut(index);
        }
        let index = index - self.first.len();
        self.rest.as_mut()?.segments.get_mut(index / Self::SEGMENT)?.get_mut(index % Self::SEGMENT)
    }

    /// Every entry, in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.first.iter().chain(self.rest.iter().flat_map(|rest| rest.segments.iter().flatten()))
    }

    /// Keeps those entries for which `keep` is true.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        let mut kept = Queue::default();
        while let Some(entry) = self.pop_front() {
            if keep(&entry) {
                kept.push_back(entry);
            }
        }
        *self = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every operation at every length around the ends of segments, beside the library's queue.
    #[test]
    fn it_does_what_a_deque_does() {
        const SEGMENT: usize = Queue::<u64>::SEGMENT;
        for length in [0, 1, 2, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 3 * SEGMENT + 1] {
            let (mut queue, mut model) = (Queue::default(), VecDeque::new());
            for round in 0..3 {
                for i in 0..length as u64 {
                    queue.push_back(i);
                    model.push_back(i);
                }
                if round == 1 {
                    queue.push_front(9);
                    model.push_front(9);
                }
                assert!(queue.iter().eq(&model) && queue.len() == model.len() && queue.front() == model.front());
                assert_eq!(queue.back(), model.back());
                for index in 0..=model.len() {
                    assert_eq!(queue.get_mut(index), model.get_mut(index));
                }
                queue.retain(|entry| entry % 3 > 0);
                model.retain(|entry| entry % 3 > 0);
                assert!(queue.iter().eq(&model) && queue.len() == model.len());
                for _ in 0..length / 2 {
                    assert_eq!(queue.pop_front(), model.pop_front());
                    assert_eq!((queue.len(), queue.is_empty()), (model.len(), model.is_empty()));
                }
            }
            while !model.is_empty() {
                assert_eq!(queue.pop_front(), model.pop_front());
            }
            assert!(queue.is_empty() && queue.pop_front().is_none());
        }
    }

    #[test]
    fn an_empty_queue_holds_a_segment_or_two() {
        let mut queue = Queue::default();
        (0..100_000u64).for_each(|i| queue.push_back(i));
        while queue.pop_front().is_some() {}
        let room = queue.first.capacity() + queue.rest.as_ref().map_or(0, |rest| rest.spare.capacity());
        assert!(room <= 2 * Queue::<u64>::SEGMENT.next_power_of_two());
    }
}
