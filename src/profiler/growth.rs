//! What grows: the live bytes of each line of the program at even times, and what they say.
//!
//! Every figure is exact: each sample is taken after a full collection, and counts every cell where
//! it was born. What is decided from them:
//!
//! - *grows*: of five windows in a row over the last three quarters of the samples, the least of
//!   each is above that of the one before. What comes and goes (a sawtooth, rare bursts, what a
//!   collector frees late) has a least that stays; what is filled once (warm-up, a cache, a table)
//!   ends to rise;
//! - *settled*: the least of the last three windows is the same, or falls;
//! - *unclear*: neither. Then the program runs on for as long again, as often as the caller allows.
//!
//! Invariant: nothing here depends on time, addresses or order of threads.

use std::collections::BTreeMap;
use std::time::Duration;

use rustc_hash::FxHashMap;

use super::sites::Sites;
use crate::event_loop::{Beat, EventLoop};
use crate::heap::{GcReason, Tracer};
use crate::vm::{HostState, Vm};

/// Windows that are compared.
const WINDOWS: usize = 5;
/// Samples of the first span.
pub const SAMPLES: u64 = 20;

/// Live bytes and cells of one place.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Held {
    /// Bytes of the cells, rounded to their size classes.
    pub bytes: u64,
    /// Cells.
    pub count: u64,
}

/// The heap at one time.
#[derive(Clone, Default, Debug)]
pub struct Sample {
    /// Milliseconds of the program's clock.
    pub at: u64,
    /// Bytes of all cells.
    pub heap_used: u64,
    /// Bytes that they own outside of the heap.
    pub external: u64,
    /// By place: 0 is the engine's own, `p + 1` place number `p`.
    pub places: Vec<Held>,
    /// What of a place was made under a label, by the place's index and the label.
    pub labels: BTreeMap<(usize, u32), Held>,
    /// The site where the program was, if it was running.
    pub site: u32,
}

/// What a series of samples says of one place, or of the whole heap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trend {
    /// It rises all the time.
    Grows,
    /// It does not rise any more, or never did.
    Settled,
    /// Neither can be told.
    Unclear,
}

/// The samples of a run.
pub struct Samples {
    sites: Sites,
    /// Those taken so far.
    pub list: Vec<Sample>,
    /// How long the run was to be at first.
    span: Duration,
    /// How often it may still be made as long again.
    extensions: u32,
    /// The times of the samples to come, the next last, where they were told.
    times: Option<Vec<u64>>,
    /// The heap at its largest, where that is looked for.
    pub peak: Option<Sample>,
}

impl HostState for Samples {
    fn trace(&self, _: &mut Tracer) {}
}

impl Samples {
    /// Samples that somebody takes by hand.
    pub(super) fn new(sites: Sites) -> Samples {
        Samples { sites, list: Vec::new(), span: Duration::ZERO, extensions: 0, times: None, peak: None }
    }

    /// Takes samples of a machine's heap, which is tracked with these sites, at even times of a
    /// span; the run may be made twice as long so many times.
    pub(crate) fn begin(vm: &mut Vm, sites: Sites, span: Duration, extensions: u32) {
        vm.add_state(Samples { span, extensions, ..Samples::new(sites) });
        let every = (millis(span) / SAMPLES).max(1);
        vm.state::<EventLoop>().beat = Some(Beat { every, next: every, call: beat });
    }

    /// Takes samples at these times, in milliseconds of the program's clock.
    pub(crate) fn begin_at(vm: &mut Vm, sites: Sites, times: &[u64]) {
        let mut times = times.to_vec();
        times.sort_unstable_by(|a, b| b.cmp(a));
        let next = times.pop().unwrap_or(u64::MAX);
        vm.add_state(Samples { times: Some(times), ..Samples::new(sites) });
        vm.state::<EventLoop>().beat = Some(Beat { every: u64::MAX, next, call: beat });
    }

    /// From now on the heap is counted after each collection, also in the midst of a turn, for the
    /// time at which most is alive.
    pub(crate) fn look_for_peak(vm: &mut Vm) {
        vm.state::<Samples>().peak = Some(Sample::default());
        vm.hooks.collected = |vm, _| {
            let at = vm.state::<EventLoop>().now();
            let most = vm.state::<Samples>().peak.as_ref().map_or(0, |peak| peak.heap_used);
            // What the collection left, without what lies there unswept.
            let mut used = 0;
            vm.space.heap.census(|_, bytes| used += bytes as u64);
            if used > most {
                let site = vm.space.heap.site_here();
                let sites = vm.state::<Samples>().sites();
                let sample = Sample { heap_used: used, site, ..sample(vm, &sites, at) };
                vm.state::<Samples>().peak = Some(sample);
            }
        };
    }

    /// The numbers of places.
    pub(crate) fn sites(&self) -> Sites {
        self.sites.clone()
    }

    /// What the samples say of a place, by its index in them.
    pub fn trend(&self, place: usize) -> Trend {
        trend(&self.series(place))
    }

    /// The bytes of a place, by its index in the samples.
    pub fn series(&self, place: usize) -> Vec<u64> {
        self.list.iter().map(|sample| sample.places.get(place).map_or(0, |held| held.bytes)).collect()
    }

    /// Bytes a minute that a place grew by in the last three quarters of the samples.
    pub fn rate(&self, place: usize) -> f64 {
        let series = self.series(place);
        let from = series.len() / 4;
        let (Some(first), Some(last)) = (self.list.get(from), self.list.last()) else { return 0.0 };
        let (Some(&least), Some(&most)) = (series.get(from), series.last()) else { return 0.0 };
        let minutes = (last.at - first.at) as f64 / 60_000.0;
        if minutes > 0.0 { (most as f64 - least as f64) / minutes } else { 0.0 }
    }

    /// The places that grow, with their rates.
    pub fn rates(&self) -> FxHashMap<usize, f64> {
        self.growing().into_iter().map(|place| (place, self.rate(place))).collect()
    }

    /// The places that grow, as indices into the samples' places.
    pub fn growing(&self) -> Vec<usize> {
        let places = self.list.last().map_or(0, |sample| sample.places.len());
        (1..places).filter(|&place| self.trend(place) == Trend::Grows).collect()
    }

    /// Whether nothing can be told of some place.
    pub fn is_unclear(&self) -> bool {
        let places = self.list.last().map_or(0, |sample| sample.places.len());
        (1..places).any(|place| self.trend(place) == Trend::Unclear)
    }
}

/// Whole milliseconds; of a span beyond all clocks, the most that there are.
pub fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// What a series says.
pub fn trend(series: &[u64]) -> Trend {
    let rest = &series[series.len() / 4..];
    let last = series.last().copied().unwrap_or_default();
    if rest.len() < WINDOWS {
        return if rest.iter().all(|&bytes| bytes == last) { Trend::Settled } else { Trend::Unclear };
    }
    let window = |i: usize| &rest[rest.len() * i / WINDOWS..rest.len() * (i + 1) / WINDOWS];
    let least: Vec<u64> = (0..WINDOWS).filter_map(|i| window(i).iter().min().copied()).collect();
    if least.windows(2).all(|pair| pair[0] < pair[1]) {
        return Trend::Grows;
    }
    let end = &least[WINDOWS - 3..];
    if end.windows(2).all(|pair| pair[0] >= pair[1]) { Trend::Settled } else { Trend::Unclear }
}

/// Takes a sample, and makes the run longer where that is needed to tell what grows from what
/// fills.
fn beat(vm: &mut Vm, at: u64) {
    take(vm, at);
    let samples = vm.state::<Samples>();
    if let Some(times) = &mut samples.times {
        let next = times.pop().unwrap_or(u64::MAX);
        if let Some(beat) = &mut vm.state::<EventLoop>().beat {
            beat.next = next;
        }
        return;
    }
    let planned = SAMPLES << doublings(samples.list.len() as u64);
    if samples.list.len() as u64 == planned
        && samples.extensions > 0
        && (samples.is_unclear() || !samples.growing().is_empty())
    {
        samples.extensions -= 1;
        let more = samples.span.saturating_mul((planned / SAMPLES) as u32);
        vm.state::<EventLoop>().extend(more);
    }
}

/// How often the first span was doubled for so many samples.
fn doublings(samples: u64) -> u32 {
    samples.div_ceil(SAMPLES).max(1).next_power_of_two().trailing_zeros()
}

/// Takes a sample now.
pub fn take(vm: &mut Vm, at: u64) {
    vm.collect_garbage(GcReason::Requested);
    let sites = vm.state::<Samples>().sites();
    let sample = sample(vm, &sites, at);
    vm.state::<Samples>().list.push(sample);
}

/// A tracked heap as it is.
pub(super) fn sample(vm: &mut Vm, sites: &Sites, at: u64) -> Sample {
    let mut places = vec![Held::default(); sites.place_count() + 1];
    let mut labels: BTreeMap<(usize, u32), Held> = BTreeMap::new();
    let mut by_site: Vec<Held> = Vec::new();
    vm.space.heap.census(|site, bytes| {
        let site = site as usize;
        if by_site.len() <= site {
            by_site.resize(site + 1, Held::default());
        }
        by_site[site].bytes += bytes as u64;
        by_site[site].count += 1;
    });
    for (site, held) in by_site.iter().enumerate() {
        let index = sites.place_of(site as u32).map_or(0, |place| place as usize + 1);
        places[index].bytes += held.bytes;
        places[index].count += held.count;
        let label = sites.label_of(site as u32);
        if label != 0 && held.count > 0 {
            let labelled = labels.entry((index, label)).or_default();
            labelled.bytes += held.bytes;
            labelled.count += held.count;
        }
    }
    let stats = vm.space.heap.stats();
    Sample { at, heap_used: stats.heap_used as u64, external: stats.external as u64, places, labels, site: 0 }
}

/// What each place made so far, by its index in samples.
pub fn born(vm: &mut Vm) -> Vec<Held> {
    let sites = vm.state::<Samples>().sites();
    let mut places = vec![Held::default(); sites.place_count() + 1];
    for (site, &(bytes, count)) in vm.space.heap.born().iter().enumerate() {
        let index = sites.place_of(site as u32).map_or(0, |place| place as usize + 1);
        places[index].bytes += bytes;
        places[index].count += count;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: impl Fn(u64) -> u64) -> Trend {
        trend(&(1..=SAMPLES).map(value).collect::<Vec<_>>())
    }

    #[test]
    fn what_rises_all_the_time_grows() {
        assert_eq!(of(|i| i * 100), Trend::Grows);
        assert_eq!(of(|i| 5000 + i / 3 * 16), Trend::Grows);
        // A table that doubles under what is put into it.
        assert_eq!(of(|i| i * 48 + i.next_power_of_two() * 16), Trend::Grows);
    }

    #[test]
    fn what_comes_and_goes_has_settled() {
        assert_eq!(of(|_| 700), Trend::Settled);
        assert_eq!(of(|i| 100 + i % 4 * 50), Trend::Settled);
        assert_eq!(of(|i| if i % 7 == 0 { 9000 } else { 10 }), Trend::Settled);
        assert_eq!(of(|i| i.min(8) * 1000), Trend::Settled);
        assert_eq!(of(|i| 4000 - i * 10), Trend::Settled);
    }

    #[test]
    fn what_rises_at_the_end_alone_is_unclear() {
        assert_eq!(of(|i| if i > 17 { 5000 } else { 100 }), Trend::Unclear);
        assert_eq!(trend(&[1, 2, 3]), Trend::Unclear);
        assert_eq!(trend(&[3, 3, 3]), Trend::Settled);
    }

    #[test]
    fn spans_double() {
        assert_eq!([1, 20, 21, 40, 41, 80].map(doublings), [0, 0, 1, 1, 2, 2]);
    }
}
