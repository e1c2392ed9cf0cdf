//! What is measured, and how figures come of it: lengths of operations and stops as histograms, the
//! minimum mutator utilisation, medians of several runs. Times are nanoseconds unless a name says
//! otherwise.

use std::ops::Range;

use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};

/// Windows of the minimum mutator utilisation, in milliseconds.
pub(super) const WINDOWS: [u64; 5] = [1, 2, 5, 10, 50];
const NANOS_PER_MILLI: u64 = 1_000_000;
/// The longest time that a histogram holds: an hour.
const LONGEST: u64 = 3_600 * 1_000 * NANOS_PER_MILLI;
/// Significant digits of a histogram.
const DIGITS: u8 = 3;

/// A stop of the program: when it began, by the heap's age, and how long it was.
pub(super) type Stop = (u64, u64);

/// An empty histogram of times.
pub(super) fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1, LONGEST, DIGITS).expect("the bounds are right")
}

/// Adds a time to a histogram.
pub(super) fn record(histogram: &mut Histogram<u64>, nanos: u64) {
    histogram.saturating_record(nanos.max(1));
}

/// A set of times as a child process hands it over: each bucket of the histogram with its count,
/// and what a histogram would round.
#[derive(Serialize, Deserialize, Default, Clone, Debug)]
pub(super) struct Lengths {
    buckets: Vec<(u64, u64)>,
    longest: u64,
    total: u64,
}

impl Lengths {
    pub fn new(histogram: &Histogram<u64>, longest: u64, total: u64) -> Lengths {
        let buckets = histogram.iter_recorded().map(|step| (step.value_iterated_to(), step.count_at_value())).collect();
        Lengths { buckets, longest, total }
    }

    pub fn of(lengths: impl Iterator<Item = u64>) -> Lengths {
        let (mut all, mut longest, mut total) = (histogram(), 0, 0);
        for length in lengths {
            record(&mut all, length);
            longest = longest.max(length);
            total += length;
        }
        Lengths::new(&all, longest, total)
    }

    pub fn histogram(&self) -> Histogram<u64> {
        let mut all = histogram();
        for &(value, count) in &self.buckets {
            all.saturating_record_n(value, count);
        }
        all
    }

    pub fn percentiles(&self) -> Percentiles {
        let all = self.histogram();
        // The histogram rounds up, and may round beyond the longest.
        let at = |quantile| (if all.is_empty() { 0 } else { all.value_at_quantile(quantile).min(self.longest) }) as f64;
        Percentiles {
            count: all.len() as f64,
            p50: at(0.5),
            p90: at(0.9),
            p99: at(0.99),
            p99_9: at(0.999),
            p99_99: at(0.9999),
            max: self.longest as f64,
            total: self.total as f64,
        }
    }
}

/// The percentiles of a set of times.
#[derive(Serialize, Clone, Debug)]
pub(super) struct Percentiles {
    pub count: f64,
    pub p50: f64,
    pub p90: f64,
    pub p99: f64,
    #[serde(rename = "p99.9")]
    pub p99_9: f64,
    #[serde(rename = "p99.99")]
    pub p99_99: f64,
    pub max: f64,
    pub total: f64,
}

/// What a child process measured of one run.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub(super) struct Report {
    /// The lengths of the workload's operations; a script has none that could be known.
    pub operations: Option<Lengths>,
    /// The collector's stops while operations ran, or all of a script's.
    pub stops: Lengths,
    /// The longest stop of the whole run.
    pub longest_stop: u64,
    /// The most processor time that the collector took in a stop: what a quiet machine would have
    /// made of the longest.
    pub longest_work: u64,
    /// The program's least share of any window of [`WINDOWS`] while operations ran; none of a run
    /// shorter than the window.
    pub utilisation: [Option<f64>; WINDOWS.len()],
    /// From the program's start to the first operation.
    pub build: Option<u64>,
    /// From the first operation to the end of the last.
    pub work: Option<u64>,
    /// From the program's start to its end.
    pub total: u64,
    /// Processor time of the process in that time, helpers included.
    pub cpu: Option<u64>,
    pub peak_resident_bytes: u64,
    /// What the program keeps at its end, by a collection that is not measured; of a script, what
    /// its last collection found alive.
    pub live_bytes: Option<u64>,
    pub minor_collections: u64,
    pub major_collections: u64,
    /// What the workload computed.
    pub result: Option<f64>,
    /// The script's exit code.
    pub exit_code: i32,
}

/// The figures of a line of the table: of one run, or medians of several.
#[derive(Serialize, Clone, Debug)]
#[serde(rename_all = "camelCase")]
pub(super) struct Figures {
    pub operation_nanos: Option<Percentiles>,
    pub stop_nanos: Percentiles,
    pub longest_stop_nanos: f64,
    pub longest_stop_cpu_nanos: f64,
    pub minimum_mutator_utilisation: Utilisation,
    pub operations_per_second: Option<f64>,
    pub build_seconds: Option<f64>,
    pub operations_seconds: Option<f64>,
    pub total_seconds: f64,
    pub cpu_seconds: Option<f64>,
    pub peak_resident_bytes: f64,
    pub live_bytes: Option<f64>,
    pub minor_collections: f64,
    pub major_collections: f64,
    pub result: Option<f64>,
    pub exit_code: i32,
}

/// The minimum mutator utilisation by window.
#[derive(Serialize, Clone, Debug)]
pub(super) struct Utilisation {
    #[serde(rename = "1ms")]
    pub ms1: Option<f64>,
    #[serde(rename = "2ms")]
    pub ms2: Option<f64>,
    #[serde(rename = "5ms")]
    pub ms5: Option<f64>,
    #[serde(rename = "10ms")]
    pub ms10: Option<f64>,
    #[serde(rename = "50ms")]
    pub ms50: Option<f64>,
}

impl Utilisation {
    pub fn by_window(&self) -> [Option<f64>; WINDOWS.len()] {
        [self.ms1, self.ms2, self.ms5, self.ms10, self.ms50]
    }
}

/// The median; of an even number of values the mean of the middle two.
pub(super) fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(values[middle]),
        _ => Some((values[middle - 1] + values[middle]) / 2.0),
    }
}

fn percentiles_of(all: &[Percentiles]) -> Option<Percentiles> {
    let of = |field: fn(&Percentiles) -> f64| median(all.iter().map(field));
    Some(Percentiles {
        count: of(|p| p.count)?,
        p50: of(|p| p.p50)?,
        p90: of(|p| p.p90)?,
        p99: of(|p| p.p99)?,
        p99_9: of(|p| p.p99_9)?,
        p99_99: of(|p| p.p99_99)?,
        max: of(|p| p.max)?,
        total: of(|p| p.total)?,
    })
}

/// The figures of a workload under a collector: each is the median of its runs. `None` if there was
/// no run.
pub(super) fn figures(runs: &[Report]) -> Option<Figures> {
    let of = |field: &dyn Fn(&Report) -> Option<f64>| median(runs.iter().filter_map(field));
    let seconds = |nanos: u64| nanos as f64 / 1e9;
    let operations: Vec<Percentiles> =
        runs.iter().filter_map(|run| run.operations.as_ref().map(Lengths::percentiles)).collect();
    let stops: Vec<Percentiles> = runs.iter().map(|run| run.stops.percentiles()).collect();
    let rate = |run: &Report| Some(run.operations.as_ref()?.percentiles().count / seconds(run.work?.max(1)));
    let [ms1, ms2, ms5, ms10, ms50] = std::array::from_fn(|window| of(&|run| run.utilisation[window]));
    Some(Figures {
        operation_nanos: percentiles_of(&operations),
        stop_nanos: percentiles_of(&stops)?,
        longest_stop_nanos: of(&|run| Some(run.longest_stop as f64))?,
        longest_stop_cpu_nanos: of(&|run| Some(run.longest_work as f64))?,
        minimum_mutator_utilisation: Utilisation { ms1, ms2, ms5, ms10, ms50 },
        operations_per_second: of(&rate),
        build_seconds: of(&|run| run.build.map(seconds)),
        operations_seconds: of(&|run| run.work.map(seconds)),
        total_seconds: of(&|run| Some(seconds(run.total)))?,
        cpu_seconds: of(&|run| run.cpu.map(seconds)),
        peak_resident_bytes: of(&|run| Some(run.peak_resident_bytes as f64))?,
        live_bytes: of(&|run| run.live_bytes.map(|bytes| bytes as f64)),
        minor_collections: of(&|run| Some(run.minor_collections as f64))?,
        major_collections: of(&|run| Some(run.major_collections as f64))?,
        result: runs.first()?.result,
        exit_code: runs.iter().map(|run| run.exit_code).max()?,
    })
}

/// The stops that lie in `span`, cut off at its ends.
pub(super) fn stops_within(stops: &[Stop], span: &Range<u64>) -> Vec<Stop> {
    let cut = |&(at, length): &Stop| {
        let (from, to) = (at.max(span.start), (at + length).min(span.end));
        (from < to).then(|| (from, to - from))
    };
    stops.iter().filter_map(cut).collect()
}

/// The minimum mutator utilisation: the least share that the program has of any window of so many
/// nanoseconds in `span`. The stops lie in `span`, in order, and don't overlap. `None` if the span
/// is shorter than the window.
pub(super) fn minimum_utilisation(stops: &[Stop], span: &Range<u64>, window: u64) -> Option<f64> {
    if window == 0 || span.end - span.start < window {
        return None;
    }
    // Time stopped before each stop.
    let before: Vec<u64> = stops
        .iter()
        .scan(0, |sum, &(_, length)| {
            let stopped = *sum;
            *sum += length;
            Some(stopped)
        })
        .collect();
    let stopped_until = |time: u64| match stops.partition_point(|&(at, _)| at < time) {
        0 => 0,
        next => before[next - 1] + stops[next - 1].1.min(time - stops[next - 1].0),
    };
    // Moved until a stop begins with it or ends with it, a window does not get better.
    let starts = stops.iter().flat_map(|&(at, length)| [at, (at + length).saturating_sub(window)]);
    let stopped = starts
        .map(|start| start.clamp(span.start, span.end - window))
        .map(|start| stopped_until(start + window) - stopped_until(start))
        .max()
        .unwrap_or(0);
    Some(1.0 - stopped as f64 / window as f64)
}

/// [`minimum_utilisation`] of each of the [`WINDOWS`].
pub(super) fn utilisation(stops: &[Stop], span: &Range<u64>) -> [Option<f64>; WINDOWS.len()] {
    WINDOWS.map(|millis| minimum_utilisation(stops, span, millis * NANOS_PER_MILLI))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, taken by its word: every window that starts at a whole number.
    fn by_definition(stops: &[Stop], span: &Range<u64>, window: u64) -> Option<f64> {
        (span.start..=span.end.checked_sub(window)?)
            .map(|from| {
                let stopped: u64 = stops_within(stops, &(from..from + window)).iter().map(|stop| stop.1).sum();
                1.0 - stopped as f64 / window as f64
            })
            .min_by(f64::total_cmp)
    }

    #[test]
    fn no_stop_leaves_everything_to_the_program() {
        assert_eq!(minimum_utilisation(&[], &(0..100), 10), Some(1.0));
        assert_eq!(minimum_utilisation(&[], &(0..9), 10), None);
    }

    #[test]
    fn a_stop_longer_than_the_window_leaves_nothing() {
        assert_eq!(minimum_utilisation(&[(20, 30)], &(0..100), 10), Some(0.0));
        assert_eq!(minimum_utilisation(&[(20, 30)], &(0..100), 60), Some(0.5));
    }

    #[test]
    fn stops_close_to_each_other_count_together() {
        let utilisation = minimum_utilisation(&[(10, 4), (16, 4), (60, 5)], &(0..100), 10);
        assert!(utilisation.is_some_and(|share| (share - 0.2).abs() < 1e-9), "{utilisation:?}");
    }

    #[test]
    fn windows_end_where_the_span_does() {
        assert_eq!(minimum_utilisation(&[(95, 5)], &(0..100), 10), Some(0.5));
        assert_eq!(minimum_utilisation(&[(0, 5)], &(0..100), 20), Some(0.75));
    }

    #[test]
    fn random_stops_as_by_the_definition() {
        let mut seed = 7u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for _ in 0..300 {
            let (mut stops, mut at) = (Vec::new(), 5);
            for _ in 0..random(12) {
                at += random(9);
                let length = 1 + random(7);
                stops.push((at, length));
                at += length;
            }
            let span = 5..at + random(10);
            for window in [1, 2, 5, 17, 60] {
                let (quick, slow) = (minimum_utilisation(&stops, &span, window), by_definition(&stops, &span, window));
                assert!(
                    quick.zip(slow).map_or(quick == slow, |(a, b)| (a - b).abs() < 1e-12),
                    "{stops:?} in {span:?} by {window}: {quick:?}, not {slow:?}"
                );
            }
        }
    }

    #[test]
    fn stops_are_cut_at_the_ends_of_the_span() {
        assert_eq!(stops_within(&[(0, 5), (8, 4), (20, 10), (40, 1)], &(3..25)), [(3, 2), (8, 4), (20, 5)]);
    }

    #[test]
    fn lengths_survive_the_way_through_a_pipe() {
        let lengths = Lengths::of((1..=10_000).map(|n| n * 37));
        let text = serde_json::to_string(&lengths).expect("it can be written");
        let read: Lengths = serde_json::from_str(&text).expect("it can be read");
        let p = read.percentiles();
        assert_eq!((p.count, p.max), (10_000.0, 370_000.0));
        assert!((p.p50 / 185_000.0 - 1.0).abs() < 0.002 && (p.p99 / 366_300.0 - 1.0).abs() < 0.002);
        assert!(p.p50 <= p.p90 && p.p90 <= p.p99 && p.p99 <= p.p99_9 && p.p99_99 <= p.max);
    }

    #[test]
    fn medians() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), Some(2.0));
        assert_eq!(median([4.0, 1.0, 2.0, 3.0].into_iter()), Some(2.5));
        assert_eq!(median(std::iter::empty()), None);
    }
}
