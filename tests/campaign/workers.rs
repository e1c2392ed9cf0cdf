//! Takes work off a counter with several threads, until the time is over, and reports every minute.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::options::Options;

const REPORT_EVERY: Duration = Duration::from_secs(60);
/// Deep trees are parsed on it.
const STACK_BYTES: usize = 256 << 20;

/// Calls `work` with 0, 1, 2, … (and the number of the thread that does it) until it says `false`,
/// `most` are done or the time is over; `report` with the minutes passed.
pub fn share(options: &Options, most: usize, work: impl Fn(usize, usize) -> bool + Sync, report: impl Fn(f64) + Sync) {
    let started = Instant::now();
    let end = options.minutes.map(|minutes| started + Duration::from_secs_f64(minutes * 60.0));
    let next = AtomicUsize::new(0);
    let minutes = || started.elapsed().as_secs_f64() / 60.0;
    std::thread::scope(|scope| {
        for worker in 0..options.jobs {
            let (next, work, report) = (&next, &work, &report);
            let run = move || {
                let mut reported = Instant::now();
                while end.is_none_or(|end| Instant::now() < end) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= most || !work(number, worker) {
                        break;
                    }
                    if worker == 0 && reported.elapsed() > REPORT_EVERY {
                        report(minutes());
                        reported = Instant::now();
                    }
                }
            };
            let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
            thread.spawn_scoped(scope, run).expect("a thread can be started");
        }
    });
    report(minutes());
}
