//! Waiting for standard input.

use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// Whether standard input has something to read, or has come to its end, at the latest after
/// `time`.
pub fn is_ready(time: Duration) -> bool {
    let input = std::io::stdin();
    let mut wanted = [PollFd::new(&input, PollFlags::IN)];
    let time = Timespec { tv_sec: time.as_secs() as i64, tv_nsec: time.subsec_nanos().into() };
    match poll(&mut wanted, Some(&time)) {
        Ok(count) => count > 0,
        // What cannot be waited for says so when it is read.
        Err(error) => error != rustix::io::Errno::INTR,
    }
}
