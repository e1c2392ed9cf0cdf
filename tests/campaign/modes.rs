//! The modes of `glass` that a campaign draws from.

use super::random::Random;

/// The collectors, with a thread that marks beside the program and without.
pub const COLLECTORS: &[&[&str]] = &[
    &["--gc=stop-the-world"],
    &["--gc=incremental", "--no-concurrent-marking"],
    &["--gc=incremental", "--concurrent-marking"],
    &["--gc=generational", "--no-concurrent-marking"],
    &["--gc=generational", "--concurrent-marking"],
    &["--gc=refcount"],
];
/// Never collects before its limit: what has no collector must print the same.
const NO_COLLECTOR: &[&str] = &["--gc=none"];
/// Space between collections, in KiB.
const HEADROOMS: &[&str] = &["--gc-headroom=4", "--gc-headroom=16", "--gc-headroom=64", "--gc-headroom=256"];

/// How hard the collector works.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// As for everyone.
    Plain,
    /// Small heaps, verified after each collection.
    Verified,
    /// A collection at every safepoint.
    Stress,
}

/// One way of running scripts.
pub struct Mode {
    pub flags: Vec<String>,
    pub care: Care,
}

impl Mode {
    /// Any collector with any care; none of what changes the answers of a script.
    pub fn of(random: &mut Random, care: Care) -> Mode {
        let plain = care == Care::Plain && random.one_in(8);
        let collector = if plain { NO_COLLECTOR } else { random.of(COLLECTORS) };
        let mut flags: Vec<String> = collector.iter().map(ToString::to_string).collect();
        match care {
            Care::Plain => {}
            Care::Verified => {
                flags.push("--verify-heap".into());
                flags.push(random.of(HEADROOMS).into());
            }
            Care::Stress => flags.push("--gc-stress".into()),
        }
        Mode { flags, care }
    }

    /// Any care: a quarter under stress, a half verified.
    pub fn any(random: &mut Random) -> Mode {
        let care = random.of(&[Care::Plain, Care::Verified, Care::Verified, Care::Stress]);
        Mode::of(random, care)
    }

    pub fn with(mut self, flags: &[&str]) -> Mode {
        self.flags.extend(flags.iter().map(ToString::to_string));
        self
    }
}
