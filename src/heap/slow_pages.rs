//! Slow memory, for measurements and tests: a system that takes its time over each new page.
//!
//! `GLASS_SLOW_PAGES=N` makes the first touch of a page of a heap take N microseconds more, on
//! whichever thread it happens: what a virtual machine does that has to get the memory first. Debug
//! builds and those with the feature `slow-pages` have it; in all others it is nothing.

use std::sync::OnceLock;
use std::time::Duration;

use super::arena::{Arena, PAGE_BYTES};

/// Whether this build knows of slow pages.
const KNOWN: bool = cfg!(any(debug_assertions, feature = "slow-pages"));

fn delay() -> Duration {
    static DELAY: OnceLock<Duration> = OnceLock::new();
    *DELAY.get_or_init(|| {
        let micros = std::env::var("GLASS_SLOW_PAGES").ok().and_then(|text| text.parse().ok());
        Duration::from_micros(micros.unwrap_or(0))
    })
}

/// So many pages are touched for the first time.
#[inline]
pub(super) fn pay(pages: usize) {
    if KNOWN && !delay().is_zero() {
        std::thread::sleep(delay() * u32::try_from(pages).unwrap_or(u32::MAX));
    }
}

/// The program comes to a page of a standing arena which holds no memory yet, unless the helper has
/// touched it.
#[inline]
pub(super) fn pay_in(arena: Arena, offset: usize, bytes: usize) {
    if KNOWN && offset >= arena.head().touched.get() {
        pay(bytes / PAGE_BYTES);
    }
}
