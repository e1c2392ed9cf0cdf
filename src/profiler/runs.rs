//! What a function leaves behind: the heap after each of its runs, and what they say
//! (`noLeak` of `glass:memory`).
//!
//! A *look* is the sum of all cells that are needed (`reach::needed`) and of what they own outside
//! of the heap, after a full collection, to the byte. At first that is all that is noted. Where it
//! grows, the runs go on in a tracked heap, so that what grows has a line that made it and a line
//! that keeps it; and they go on for long enough that what fills (a cache, a table that doubles)
//! ends to grow.
//!
//! Invariants: of a heap that was not tracked nothing stays tracked when the last of those who
//! asked for it ends; looks cost the heap nothing (they lie outside of it).

use rustc_hash::FxHashMap;

use super::growth::{Sample, Samples, Trend, sample, trend};
use super::reach;
use super::retaining::Search;
use super::sites::Sites;
use super::suspects::{Suspect, find_among};
use crate::heap::{GcReason, Tracer};
use crate::objects::Value;
use crate::vm::{HostState, Vm};

/// Milliseconds that stand for a run, so that a rate by the minute is one by the run.
const SPACING: u64 = 60_000;
/// Windows in which a series is looked at that did not settle.
const WINDOWS: usize = 5;
/// So many of them rise where something grows slowly.
const RISES: usize = 2;

/// Those that are being looked at.
#[derive(Default)]
pub struct Runs {
    list: FxHashMap<u32, Looks>,
    next: u32,
    /// The heap is tracked for these alone.
    tracked_for: Vec<u32>,
}

impl HostState for Runs {
    fn trace(&self, _: &mut Tracer) {}
}

/// The looks at one function.
#[derive(Default)]
struct Looks {
    totals: Vec<u64>,
    /// By line, once the heap is tracked.
    samples: Option<Samples>,
}

/// What the runs say.
pub struct Verdict {
    /// Bytes by which each run makes the heap grow.
    pub bytes_per_run: f64,
    /// Whether it grows, has settled, or neither can be told.
    pub trend: Trend,
}

/// A function is going to be looked at; its number.
pub fn open(vm: &mut Vm) -> u32 {
    if vm.state_ref::<Runs>().is_none() {
        vm.add_state(Runs::default());
    }
    let runs = vm.state::<Runs>();
    runs.next += 1;
    let id = runs.next;
    runs.list.insert(id, Looks::default());
    id
}

/// It was.
pub fn close(vm: &mut Vm, id: u32) {
    let runs = vm.state::<Runs>();
    runs.list.remove(&id);
    let count = runs.tracked_for.len();
    runs.tracked_for.retain(|&known| known != id);
    if count > 0 && runs.tracked_for.is_empty() {
        vm.space.heap.stop_tracking();
    }
}

/// Looks at the heap.
pub fn look(vm: &mut Vm, id: u32) {
    vm.collect_garbage(GcReason::Requested);
    let sum = reach::needed(vm);
    let Some(looks) = vm.state::<Runs>().list.get_mut(&id) else { return };
    looks.totals.push(sum.bytes + sum.external);
    let Some(samples) = &looks.samples else { return };
    let (sites, at) = (samples.sites(), samples.list.len() as u64 * SPACING);
    let sample: Sample = sample(vm, &sites, at);
    if let Some(samples) = vm.state::<Runs>().list.get_mut(&id).and_then(|looks| looks.samples.as_mut()) {
        samples.list.push(sample);
    }
}

/// From now on the heap is tracked; the looks so far are forgotten.
pub fn track(vm: &mut Vm, id: u32) {
    let sites = vm.state_ref::<Sites>().cloned();
    let shared = !vm.state::<Runs>().tracked_for.is_empty();
    let Some(looks) = vm.state::<Runs>().list.get_mut(&id) else { return };
    looks.totals.clear();
    // A machine without places has no lines to tell.
    let Some(sites) = sites else { return };
    looks.samples = Some(Samples::new(sites));
    if shared || !vm.space.heap.is_tracked() {
        vm.state::<Runs>().tracked_for.push(id);
    }
    if !vm.space.heap.is_tracked() {
        vm.space.heap.track();
    }
}

/// What the looks say, where so many bytes a run are nothing.
pub fn verdict(vm: &mut Vm, id: u32, tolerance: f64, last: bool) -> Verdict {
    let totals = vm.state::<Runs>().list.get(&id).map_or(&[][..], |looks| &looks.totals);
    // As in a series of a program's samples, what came at first may be warm-up.
    let rest = &totals[totals.len() / 4..];
    let grown = rest.last().map_or(0.0, |&last| last as f64) - rest.first().map_or(0.0, |&first| first as f64);
    let bytes_per_run = grown / rest.len().saturating_sub(1).max(1) as f64;
    let mut found = trend(totals);
    if bytes_per_run <= tolerance {
        found = Trend::Settled;
    } else if last && found == Trend::Unclear {
        found = if rises(rest) >= RISES { Trend::Grows } else { Trend::Settled };
    }
    Verdict { bytes_per_run, trend: found }
}

/// In how many windows the least of what there is is more than it ever was.
fn rises(series: &[u64]) -> usize {
    let window = |i: usize| &series[series.len() * i / WINDOWS..series.len() * (i + 1) / WINDOWS];
    let least: Vec<u64> = (0..WINDOWS).filter_map(|i| window(i).iter().min().copied()).collect();
    (1..least.len()).filter(|&i| least[..i].iter().all(|&before| before < least[i])).count()
}

/// What grew, the most first. `function`: what was run, a root that its variables are found from.
pub fn suspects(vm: &mut Vm, id: u32, function: Value) -> Vec<Suspect> {
    let Some(samples) = vm.state::<Runs>().list.get(&id).and_then(|looks| looks.samples.as_ref()) else {
        return Vec::new();
    };
    let sites = samples.sites();
    let mut rates = samples.rates();
    if rates.is_empty() {
        // Each line for itself grows too seldom.
        let places = samples.list.last().map_or(0, |sample| sample.places.len());
        rates = (1..places).map(|place| (place, samples.rate(place))).filter(|&(_, rate)| rate > 0.0).collect();
    }
    let search = Search { more: vec![("the function that is run", function)], locals_last: true };
    find_among(vm, &sites, &rates, &search)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rises_twice_grows() {
        assert_eq!(rises(&[1, 1, 1, 1, 1, 1, 1, 1, 1, 9]), 0);
        assert_eq!(rises(&[1, 1, 1, 1, 1, 1, 1, 1, 9, 9]), 1);
        assert_eq!(rises(&[1, 1, 1, 1, 2, 2, 2, 2, 3, 3]), 2);
        assert_eq!(rises(&[5]), 0);
    }
}
