//! The log of collections. What is told of them is the owner's business
//! ([`HeapConfig::on_cycle`](super::HeapConfig)).

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::rss;
use super::stats::{GcCycle, Pause};

/// Collections that the log remembers.
const REMEMBERED: usize = 16;

/// Sweeps that allocation does within this time of the first are booked as one stop.
const SWEEPS_SPAN: Duration = Duration::from_micros(50);

/// What the collections so far did.
#[derive(Default)]
pub(super) struct CycleLog {
    pub count: u64,
    /// Those of `count` that were minor.
    pub minor_count: u64,
    pub total_pause: Duration,
    pub longest_pause: Duration,
    /// Every pause, if they are recorded.
    pub pauses: Option<Vec<Pause>>,
    /// The last of `pauses` is made of sweeps.
    last_is_sweep: bool,
    /// Cycles that somebody is still to hear of, if somebody wants to.
    pub watched: Option<Vec<GcCycle>>,
    /// Oldest first.
    pub recent: VecDeque<GcCycle>,
    /// Running means of the time between collections and in them, in seconds: the last counts as
    /// much as all before.
    mean_between: f64,
    mean_pause: f64,
}

/// A stop of the mutator that has begun.
pub(super) struct Stop {
    pub began: Instant,
    work_before: Option<Duration>,
}

impl Stop {
    /// The stop as it ends now, in a heap that was made at `started`.
    pub fn end(&self, started: Instant) -> Pause {
        let length = self.began.elapsed();
        let work = self.work_before.and_then(|before| Some(rss::thread_time()?.saturating_sub(before)));
        Pause { at: self.began - started, length, work: work.unwrap_or(length).min(length) }
    }
}

impl CycleLog {
    /// A stop begins.
    pub fn begin_stop(&self) -> Stop {
        Stop { began: Instant::now(), work_before: self.pauses.as_ref().and_then(|_| rss::thread_time()) }
    }

    /// A stop of the mutator: a whole collection, or a step of one.
    pub fn add_pause(&mut self, pause: Pause) {
        self.total_pause += pause.length;
        self.longest_pause = self.longest_pause.max(pause.length);
        if let Some(pauses) = &mut self.pauses {
            pauses.push(pause);
            self.last_is_sweep = false;
        }
    }

    /// A sweep in the middle of an allocation, if pauses are recorded. There are many, and short
    /// ones: those close to each other become one record, as long as they are together, so that a
    /// record's length is time that the collector took.
    pub fn add_sweep(&mut self, sweep: Pause) {
        let Some(pauses) = &mut self.pauses else { return };
        match pauses.last_mut() {
            Some(last) if self.last_is_sweep && sweep.at.saturating_sub(last.at) < SWEEPS_SPAN => {
                last.length += sweep.length;
                last.work += sweep.work;
            }
            _ => pauses.push(sweep),
        }
        self.last_is_sweep = true;
    }

    pub fn record(&mut self, cycle: GcCycle) {
        let (between, pause) = (self.time_before(&cycle), cycle.steps.total.as_secs_f64());
        let weight = if self.count == 0 { 1.0 } else { 0.5 };
        self.mean_between += (between - self.mean_between) * weight;
        self.mean_pause += (pause - self.mean_pause) * weight;
        self.count += 1;
        self.minor_count += u64::from(cycle.minor);
        if let Some(watched) = &mut self.watched {
            watched.push(cycle.clone());
        }
        if self.recent.len() == REMEMBERED {
            self.recent.pop_front();
        }
        self.recent.push_back(cycle);
    }

    /// Seconds that the mutator ran between the last collection and this one.
    fn time_before(&self, cycle: &GcCycle) -> f64 {
        let last_end = self.recent.back().map_or(Duration::ZERO, |last| last.at + last.steps.total);
        cycle.at.saturating_sub(last_end).as_secs_f64()
    }

    /// The mutator's share of the time since the collection before one that is about to be
    /// recorded, and the mean of such shares: V8's `mu`, current and average.
    pub fn mutator_shares(&self, cycle: &GcCycle) -> (f64, f64) {
        let (between, pause) = (self.time_before(cycle), cycle.steps.total.as_secs_f64());
        let current = utilisation(between, pause);
        if self.count == 0 {
            return (current, current);
        }
        (current, utilisation((self.mean_between + between) / 2.0, (self.mean_pause + pause) / 2.0))
    }
}

/// The mutator's share of the time.
fn utilisation(program: f64, collector: f64) -> f64 {
    if program + collector > 0.0 { program / (program + collector) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::super::tests::KINDS;
    use super::super::{GcReason, Heap, HeapConfig};
    use super::*;

    fn pause(at: u64, length: u64) -> Pause {
        Pause { at: Duration::from_micros(at), length: Duration::from_micros(length), work: Duration::from_micros(1) }
    }

    #[test]
    fn sweeps_close_to_each_other_are_one_stop() {
        let mut log = CycleLog { pauses: Some(Vec::new()), ..CycleLog::default() };
        for sweep in [pause(0, 3), pause(10, 4), pause(49, 5), pause(60, 6)] {
            log.add_sweep(sweep);
        }
        log.add_pause(pause(70, 7));
        log.add_sweep(pause(80, 8));
        let stops: Vec<_> =
            log.pauses.iter().flatten().map(|stop| (stop.at.as_micros(), stop.length.as_micros())).collect();
        assert_eq!(stops, [(0, 12), (60, 6), (70, 7), (80, 8)], "a record is no longer than what it is made of");
        assert_eq!(log.longest_pause, Duration::from_micros(7), "sweeps are no pauses of collections");
    }

    #[test]
    fn cycles_are_kept_while_they_are_watched() {
        let mut heap = Heap::new(HeapConfig::default(), &KINDS);
        let collect = |heap: &mut Heap| {
            heap.collect(GcReason::Requested, &mut |_: &mut super::super::Tracer| (), &mut ());
            heap.take_cycles().iter().map(|cycle| cycle.number).collect::<Vec<_>>()
        };
        assert!(collect(&mut heap).is_empty() && heap.log.watched.is_none());
        heap.watch_cycles(true);
        assert_eq!([collect(&mut heap), collect(&mut heap)], [[2], [3]]);
        heap.watch_cycles(false);
        assert!(collect(&mut heap).is_empty() && heap.log.watched.is_none());
    }

    #[test]
    fn stops_are_in_order_and_apart() {
        let mut heap = Heap::new(HeapConfig { record_pauses: true, ..HeapConfig::default() }, &KINDS);
        for _ in 0..3 {
            for size in (16..12_000).step_by(40) {
                heap.alloc(1, size, 0, size as u32 - 8);
            }
            heap.collect(GcReason::Allocation, &mut |_: &mut super::super::Tracer| (), &mut ());
        }
        let stops = heap.take_pauses();
        assert!(stops.len() > 3, "three collections, and sweeps between them: {stops:?}");
        assert!(stops.windows(2).all(|two| two[0].at + two[0].length <= two[1].at), "{stops:?}");
        assert!(stops.iter().all(|stop| stop.work <= stop.length), "{stops:?}");
        assert!(heap.take_pauses().is_empty());
        assert!(heap.age() >= stops[stops.len() - 1].at);
    }
}
