//! Timers in Node's order: lists of timers of equal duration, the lists ordered by when their first
//! timer is due.
//!
//! Invariants: a timer is scheduled at most once; an item of a list is stale when its stamp is not
//! its timer's, and a list with more stale items than live ones is swept, so that timers which are
//! set and cleared by the million hold no memory.

use std::collections::BTreeMap;

use crate::heap::Tracer;
use crate::objects::Value;
use crate::queue::Queue;
use crate::table::Table;

/// Number of a timer; also what it converts to as a number.
pub type TimerId = u32;

/// A timer that may fire.
struct Waiting {
    /// Its Timeout object, which knows the rest.
    object: Value,
    /// Milliseconds: the list that it waits in.
    duration: u64,
    /// Names its item in that list; 0 when it is in none.
    stamp: u64,
}

struct Item {
    id: TimerId,
    stamp: u64,
    start: u64,
}

struct List {
    items: Queue<Item>,
    stale: usize,
    /// Its place in the order.
    place: (u64, u64),
}

/// The timers of a program.
#[derive(Default)]
pub struct Timers {
    timers: Table<TimerId, Waiting>,
    lists: Table<u64, List>,
    /// Durations by when the list of each is due, then by who came first.
    order: BTreeMap<(u64, u64), u64>,
    next_stamp: u64,
    next_place: u64,
    next_id: TimerId,
    referenced: usize,
}

impl Timers {
    /// The number of the next timer.
    pub fn new_id(&mut self) -> TimerId {
        self.next_id += 1;
        self.next_id
    }

    /// The Timeout object of a timer that may fire.
    pub fn get(&self, id: TimerId) -> Option<Value> {
        self.timers.get(&id).map(|timer| timer.object)
    }

    /// The Timeout object of every timer.
    #[cfg(feature = "cli")]
    pub fn for_each(&self, mut visit: impl FnMut(Value)) {
        self.timers.values().for_each(|timer| visit(timer.object));
    }

    /// How many timers keep the program running.
    pub fn referenced(&self) -> usize {
        self.referenced
    }

    /// A timer begins, or ceases, to keep the program running.
    pub fn count_reference(&mut self, referenced: bool) {
        if referenced { self.referenced += 1 } else { self.referenced -= 1 }
    }

    /// Whether there is no timer.
    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.timers.is_empty()
    }

    /// Starts a new timer of `duration` milliseconds at the loop's time `now`.
    pub fn add(&mut self, id: TimerId, object: Value, duration: u64, now: u64) {
        self.timers.insert(id, Waiting { object, duration, stamp: 0 });
        self.schedule(id, duration, now);
    }

    /// Lets a timer count `duration` milliseconds from `now` on.
    pub fn schedule(&mut self, id: TimerId, duration: u64, now: u64) {
        self.unschedule(id);
        let Some(timer) = self.timers.get_mut(&id) else { return };
        self.next_stamp += 1;
        (timer.stamp, timer.duration) = (self.next_stamp, duration);
        let item = Item { id, stamp: timer.stamp, start: now };
        if let Some(list) = self.lists.get_mut(&duration) {
            return list.items.push_back(item);
        }
        self.next_place += 1;
        let place = (now + duration, self.next_place);
        self.order.insert(place, duration);
        self.lists.insert(duration, List { items: Queue::of(item), stale: 0, place });
    }

    fn unschedule(&mut self, id: TimerId) {
        let Some(timer) = self.timers.get_mut(&id) else { return };
        if std::mem::take(&mut timer.stamp) == 0 {
            return;
        }
        let Some(list) = self.lists.get_mut(&timer.duration) else { return };
        list.stale += 1;
        if list.stale >= list.items.len() {
            let duration = timer.duration;
            return self.drop_list(duration);
        }
        if list.stale > 64 && list.stale * 2 > list.items.len() {
            let timers = &self.timers;
            list.items.retain(|item| timers.get(&item.id).is_some_and(|timer| timer.stamp == item.stamp));
            list.stale = 0;
        }
    }

    /// Takes a timer out for good.
    pub fn remove(&mut self, id: TimerId) {
        self.unschedule(id);
        self.timers.remove(&id);
    }

    /// When the first list is due, if any: never later than its first timer.
    pub fn next_due(&mut self) -> Option<u64> {
        while let Some((&place, &duration)) = self.order.first_key_value() {
            self.drop_stale(duration);
            if self.lists.get(&duration).is_some_and(|list| !list.items.is_empty()) {
                return Some(place.0);
            }
            self.drop_list(duration);
        }
        None
    }

    /// The first list that is due at `now`.
    pub fn due_list(&mut self, now: u64) -> Option<u64> {
        let due = self.next_due()?;
        if due <= now { self.order.first_key_value().map(|(_, &duration)| duration) } else { None }
    }

    /// The next timer of a list that is due at `now`, taken out of the list (its next start puts it
    /// in again). `None` when the list is done for now: it is then put back in the order, or
    /// dropped when empty.
    pub fn take_due(&mut self, duration: u64, now: u64) -> Option<TimerId> {
        self.drop_stale(duration);
        let list = self.lists.get_mut(&duration)?;
        let Some(first) = list.items.front() else {
            self.drop_list(duration);
            return None;
        };
        if now.saturating_sub(first.start) < duration {
            self.next_place += 1;
            let place = ((first.start + duration).max(now + 1), self.next_place);
            self.order.remove(&std::mem::replace(&mut list.place, place));
            self.order.insert(place, duration);
            return None;
        }
        let id = first.id;
        list.items.pop_front();
        if let Some(timer) = self.timers.get_mut(&id) {
            timer.stamp = 0;
        }
        Some(id)
    }

    /// Whether a timer waits in a list.
    pub fn is_scheduled(&self, id: TimerId) -> bool {
        self.timers.get(&id).is_some_and(|timer| timer.stamp != 0)
    }

    fn drop_stale(&mut self, duration: u64) {
        let Some(list) = self.lists.get_mut(&duration) else { return };
        while let Some(item) = list.items.front() {
            if self.timers.get(&item.id).is_some_and(|timer| timer.stamp == item.stamp) {
                break;
            }
            list.items.pop_front();
            list.stale = list.stale.saturating_sub(1);
        }
    }

    fn drop_list(&mut self, duration: u64) {
        if let Some(list) = self.lists.remove(&duration) {
            self.order.remove(&list.place);
        }
    }

    pub(super) fn trace(&self, tracer: &mut Tracer) {
        for timer in self.timers.values() {
            tracer.word(timer.object.bits());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fire_all(timers: &mut Timers, now: u64) -> Vec<TimerId> {
        let mut fired = Vec::new();
        while let Some(duration) = timers.due_list(now) {
            while let Some(id) = timers.take_due(duration, now) {
                fired.push(id);
                timers.remove(id);
            }
        }
        fired
    }

    #[test]
    fn order_is_by_list_then_by_start() {
        let mut timers = Timers::default();
        for (id, duration, now) in [(1, 20, 0), (2, 10, 0), (3, 20, 1), (4, 10, 5), (5, 1, 2)] {
            timers.add(id, Value::UNDEFINED, duration, now);
        }
        assert_eq!(timers.next_due(), Some(3));
        assert_eq!(fire_all(&mut timers, 12), [5, 2]);
        assert_eq!(timers.next_due(), Some(15));
        assert_eq!(fire_all(&mut timers, 30), [4, 1, 3]);
        assert!(timers.is_empty());
    }

    #[test]
    fn cleared_timers_leave_nothing_behind() {
        let mut timers = Timers::default();
        timers.add(1, Value::UNDEFINED, 1000, 0);
        for id in 2..10_000 {
            timers.add(id, Value::UNDEFINED, 1000, 0);
            timers.remove(id);
        }
        assert!(timers.lists.get(&1000).is_some_and(|list| list.items.len() < 200));
        assert_eq!(fire_all(&mut timers, 1000), [1]);
        assert_eq!(timers.next_due(), None);
        assert!(timers.lists.is_empty() && timers.order.is_empty());
    }
}
