//! The histograms as a file that HdrHistogram's tools read: its log format, version 2, compressed.
//! Each interval is one run of a workload under a collector, tagged `workload/collector`; its times
//! are nanoseconds, the readable maximum milliseconds.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

use hdrhistogram::Histogram;
use hdrhistogram::serialization::V2DeflateSerializer;
use hdrhistogram::serialization::interval_log::{IntervalLogWriterBuilder, Tag};

/// One run.
pub(super) struct Interval {
    pub tag: String,
    /// Since the first run began.
    pub began: Duration,
    pub length: Duration,
    pub histogram: Histogram<u64>,
}

/// Writes the file.
///
/// # Errors
/// It cannot be written.
pub(super) fn write(path: &Path, started: SystemTime, intervals: &[Interval]) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut serializer = V2DeflateSerializer::new();
    let mut log = IntervalLogWriterBuilder::new()
        .add_comment("[Times that operations took, or stops of scripts, in nanoseconds; glass bench-gc]")
        .with_start_time(started)
        .with_max_value_divisor(1e6)
        .begin_log_with(&mut file, &mut serializer)?;
    for interval in intervals {
        // A tag has neither blanks nor commas; the name of a script may.
        let tag = interval.tag.replace(|c: char| c == ',' || c.is_whitespace(), "_");
        log.write_histogram(&interval.histogram, interval.began, interval.length, Tag::new(&tag))
            .map_err(|error| io::Error::other(format!("{error:?}")))?;
    }
    file.flush()
}
